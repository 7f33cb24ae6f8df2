"""Words of this site and of the field, which nobody may build a password from."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CONTEXT_WORDS = (
    "wegwijzer",
    "mensenhandel",
    "trafficking",
    "comensha",
    "ministerie",
    "justitie",
    "redactie",
    "administrator",
    "publisher",
)
"""Documented in docs/accounts.md: the first things that somebody who knows the site would try."""


class ContextWordsValidator:
    """Refuse a password in which one of these words stands, however it is written."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError if the letters of the password hold one of the words."""
        letters = "".join(letter for letter in password.casefold() if letter.isalpha())
        if any(word in letters for word in CONTEXT_WORDS):
            raise ValidationError(self.get_help_text(), code="password_of_this_site")

    def get_help_text(self) -> str:
        """Return what a password may not hold."""
        return _("Choose a password without words of this site, such as “wegwijzer”.")
