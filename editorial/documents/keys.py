"""The keys of records, as a form or a URL names them."""

from typing import Any

from django.db.models.lookups import In

MAX_DIGITS = 18
"""Of a key: the database has room for no more, and fails on what is longer."""


def key_in(text: str) -> int | None:
    """Return the key that a text is; None for whatever else it says."""
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else None


class KeyIn(In):
    """``pk__in`` for what a form says: no key of a record finds none, as with ``pk`` alone.

    Django asks the database for whatever is chosen of many, and fails on a text and on a number
    that is too long.
    """

    def get_prep_lookup(self) -> Any:
        """Leave out texts that are no key."""
        if self.rhs_is_direct_value():
            self.rhs = [
                key for key in self.rhs if not isinstance(key, str) or key_in(key) is not None
            ]
        return super().get_prep_lookup()

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """Leave out numbers that the column has no room for."""
        if self.rhs_is_direct_value():
            column = self.lhs.output_field.get_internal_type()
            low, high = connection.ops.integer_field_range(column)
            self.rhs = [key for key in self.rhs if not isinstance(key, int) or low <= key <= high]
        return super().process_rhs(compiler, connection)
