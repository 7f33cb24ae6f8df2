"""What a row keeps of its translations, and how a reader is told that one is out of date."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString

from editorial.models.assured import PreserveOnSaveMixin


def text_digest(text: str | None) -> str:
    """Return a short fingerprint of a text; the empty text has one too. About 1 µs."""
    return hashlib.blake2b((text or "").encode(), digest_size=8).hexdigest()


class OutdatedText(str):
    """A translation whose Dutch text has changed since; components mark it."""

    __slots__ = ()


class DutchText(str):
    """A Dutch text that stands where another language has none; in markup it says so.

    Templates show what ``__html__`` returns; ``str()`` and every filter for texts give it plain.
    """

    __slots__ = ()
    lang = settings.LANGUAGE_CODE

    def __html__(self) -> SafeString:
        """Return the text, escaped, in an element that names its language."""
        return format_html('<span lang="{}">{}</span>', self.lang, str(self))


class TranslatedFromField(PreserveOnSaveMixin, models.JSONField):
    """Keep, per translated text, the fingerprint of the Dutch that its translation was made from.

    Comparing it with the Dutch of the same row needs no query and holds whatever road a change
    took, a bulk write or a script included.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Stand in migrations as the plain column that it is."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", list(args), kwargs
