"""Texts and values as they go out: exact, in one language, and never empty."""

import json
from datetime import UTC, datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.languages import current_language
from editorial.models.translated import DutchText, OutdatedText
from editorial.translations.reader_texts import reader_text

Facts: TypeAlias = dict[str, Any]
"""One object of the feed, in the order in which it is written."""

BASE = "/hsds/v1"
NOT_SURE = _("Not sure: {doubt}")


class RecordTexts:
    """The texts of one record in the active language, and which of them are not what they seem.

    ``remarks`` names every text that is Dutch because there is no English, or because the English
    is held back (``dutch``), and every one whose Dutch changed since (``outdated``).
    """

    def __init__(self, record: object) -> None:
        self._record = record
        self._is_dutch = current_language() == settings.LANGUAGE_CODE
        self._read: dict[str, str] = {}
        self.remarks: list[tuple[str, str]] = []

    def __call__(self, name: str) -> str:
        """Return a text; the Dutch while there is no English that may be read."""
        if name not in self._read:
            # The Dutch is never held back: its column says it, in a fifth of the time.
            dutch = f"{name}_{settings.LANGUAGE_CODE}"
            text = (
                getattr(self._record, dutch) if self._is_dutch else reader_text(self._record, name)
            )
            if isinstance(text, DutchText):
                self.remarks.append(("dutch", name))
            elif isinstance(text, OutdatedText):
                self.remarks.append(("outdated", name))
            self._read[name] = str(text or "").strip()
        return self._read[name]


def known(**facts: Any) -> Facts:
    """Return the facts without those that are not known: HSDS has no null, and no empty text."""
    return {name: fact for name, fact in facts.items() if fact not in (None, "", [], ())}


def encode(facts: Any) -> bytes:
    """Return JSON in the one way that this feed writes it."""
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def with_doubt(text: str, doubt: str) -> str:
    """Return a text with what is not sure behind it, for whoever shows this text and no more."""
    said = str(format_lazy(NOT_SURE, doubt=doubt)) if doubt else ""
    return "\n".join(part for part in (text, said) if part)


def unverified() -> str:
    """Return the sentence for a way of contact that nobody has verified."""
    return gettext("We have not checked this with the organisation.")


def absolute(path: str) -> str:
    """Return a URL of this site."""
    return f"{settings.SITE_URL}{path}"


def moment_text(moment: datetime) -> str:
    """Return a moment in UTC, with milliseconds as HSDS asks."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
