"""What waits for a translator, with both Dutch texts, the English and the words to use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import NoReverseMatch, reverse

from editorial.documents.reference import Reference
from editorial.models import GlossaryTerm, TranslationSource, User
from editorial.models.proposal import PUBLISH
from editorial.models.translated import text_digest
from editorial.translations.sources import TranslatedRow, translated_rows


@dataclass(frozen=True, slots=True)
class WaitingTranslation:
    """One text in the queue, as somebody looks at it."""

    source: TranslationSource
    row: TranslatedRow
    dutch: str
    english: str
    terms: tuple[GlossaryTerm, ...]
    user: Any

    @property
    def label(self) -> str:
        """Return what the text is called."""
        column: Any = self.row.record._meta.get_field(self.source.field)
        return str(column.verbose_name)

    @property
    def is_held_back(self) -> bool:
        """Return whether readers see the Dutch now, because safety hangs on this text."""
        return self.source.field in self.row.record.safety_critical_texts

    @property
    def proposed_by(self) -> User | None:
        """Return who proposed that the meaning of this very Dutch is unchanged, if anybody did."""
        is_of_this = self.source.unchanged_seen == self.seen
        return self.source.unchanged_by if self.is_held_back and is_of_this else None

    @property
    def may_propose(self) -> bool:
        """Return whether who looks may be the first to say that the meaning is unchanged."""
        return self.is_held_back and self.proposed_by is None

    @property
    def may_confirm(self) -> bool:
        """Return whether a click of who looks makes the translation count as up to date.

        Where safety depends on a text, that takes a publisher after somebody else proposed it.
        """
        if not self.is_held_back:
            return True
        proposer, user = self.proposed_by, self.user
        return proposer is not None and proposer.pk != user.pk and bool(user.has_perm(PUBLISH))

    @property
    def seen(self) -> str:
        """Return the fingerprint of the Dutch that is shown, which a confirmation repeats."""
        return text_digest(self.dutch)

    @property
    def entry_url(self) -> str:
        """Return the field of the desk where the English is written, if there is a page for it."""
        options = self.row.entry._meta
        try:
            url = f"admin:{options.app_label}_{options.model_name}_change"
            return f"{reverse(url, args=[self.row.entry.pk])}#id_{self._form_prefix}{self._field}"
        except NoReverseMatch:
            return ""

    @property
    def _field(self) -> str:
        return f"{self.source.field}_en"

    @property
    def _form_prefix(self) -> str:
        """Return what stands before the names of the fields of a row below an entry."""
        for name in self.row.entry.document_children:
            rows: list[Any] = list(getattr(self.row.entry, name).all())
            if self.row.record in rows:
                return f"{name}-{rows.index(self.row.record)}-"
        return ""


def waiting_translations(
    sources: Iterable[TranslationSource], user: Any
) -> list[WaitingTranslation]:
    """Return these sources with their texts as they are now, without those whose row is gone.

    ``user`` is who looks. 1 query for the glossary and a fixed number for each kind of entry.
    """
    sources = list(sources)
    rows = _rows_of(sources)
    glossary = list(GlossaryTerm.objects.all())
    waiting = []
    for source in sources:
        row = rows.get((source.model, source.key))
        if row is not None:
            dutch = getattr(row.record, f"{source.field}_nl") or ""
            english = getattr(row.record, f"{source.field}_en") or ""
            terms = terms_in(dutch, glossary)
            waiting.append(WaitingTranslation(source, row, dutch, english, terms, user))
    return waiting


def terms_in(dutch: str, glossary: Collection[GlossaryTerm]) -> tuple[GlossaryTerm, ...]:
    """Return the terms that stand in a Dutch text, longer ones first, inside words too."""
    folded = dutch.casefold()
    found = [term for term in glossary if term.term_nl.casefold() in folded]
    return tuple(sorted(found, key=lambda term: (-len(term.term_nl), term.term_nl)))


def _rows_of(sources: Iterable[TranslationSource]) -> dict[tuple[str, str], TranslatedRow]:
    keys: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        keys[source.entry_model].add(source.entry_key)
    rows: dict[tuple[str, str], TranslatedRow] = {}
    for label, wanted in keys.items():
        model = Reference(label, "").model_class
        if model is None:
            continue
        key = model.key_fields[0]
        entries = list(model._default_manager.filter(**{f"{key}__in": wanted}))
        prefetch_related_objects(entries, *model.document_children)
        for entry in entries:
            rows |= {(row.label, row.key): row for row in translated_rows(entry)}
    return rows
