"""What the words around a secret place may not say."""

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from directory.formats.street_addresses import find_street_address
from editorial.documents.document import document_columns
from editorial.documents.text_columns import is_text_column, words_in
from editorial.models import ContentModel


def address_problem(words: str) -> str:
    """Return what is wrong with words that hold something like an address, or nothing."""
    found = find_street_address(words)
    if found is None:
        return ""
    refusal = _("“%(found)s” looks like an address. A secret place must stay secret.")
    return refusal % {"found": found}


def address_problems(
    record: ContentModel, *, without: Callable[[str], str] = str
) -> Iterator[tuple[str, str]]:
    """Yield the name of every column of a record that holds something like an address, and why.

    All that a document can bring is read, whatever the column is for. The one exception is what a
    model names as ``address_columns``: a public place has its address there, and of a secret place
    the database keeps them empty. ``without`` takes out of words what is erased in any case.
    """
    excepted: tuple[str, ...] = getattr(record, "address_columns", ())
    for column in document_columns(type(record)):
        if is_text_column(column) and column.name not in excepted:
            problem = address_problem(without(words_in(getattr(record, column.attname))))
            if problem and not _is_kept_key(record, column.name):
                yield column.name, problem


def _is_kept_key(record: ContentModel, name: str) -> bool:
    """Return whether a column is a key that is in use: others refer to it, so it cannot change."""
    if record.key_fields != (name,):
        return False
    return type(record)._default_manager.filter(**{name: getattr(record, name)}).exists()


def refuse_addresses(record: ContentModel) -> None:
    """Raise ``ValidationError`` if a column of a record holds something like an address."""
    errors = {name: ValidationError(why, code="address") for name, why in address_problems(record)}
    if errors:
        raise ValidationError(errors)
