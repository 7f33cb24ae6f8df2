"""Who has read which sentence of a help page: recorded by one person, approved by another.

A check is of one wording beside one Dutch source. Whoever records, approves or takes back says
which wording they saw; what is no longer so is left as it is.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.audit.log import name_of, record_event
from editorial.models import AuditAction, ContentVersion, HelpTextCheck, User
from editorial.models.proposal import PUBLISH
from wegwijzer.help_pages.sentences import (
    SHOWN_UNCHECKED,
    Sentence,
    Translation,
    current_sentences,
    texts_of,
)


class SentenceState(TextChoices):
    """How far a sentence is."""

    HELD_BACK = "held_back", _("To write again")
    """Its Dutch changed: it must be written again before anybody reads it."""
    UNCHECKED = "unchecked", _("Not checked")
    CHANGED = "changed", _("Changed since")
    """It was checked, and its text or its Dutch is another since."""
    WAITING = "waiting", _("Waits for approval")
    CHECKED = "checked", _("Checked")


TO_READ = frozenset({SentenceState.UNCHECKED, SentenceState.CHANGED})


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence in one language, as whoever checks it looks at it."""

    key: str
    source: Sentence
    translation: Translation
    check: HelpTextCheck | None

    @property
    def seen(self) -> str:
        """Return what a form says of the wording that it showed."""
        return f"{self.key}:{self.translation.digest}"

    @property
    def state(self) -> SentenceState:
        """Return how far it is."""
        if not self.translation.is_of(self.source):
            return SentenceState.HELD_BACK
        if self.check is None:
            return SentenceState.UNCHECKED
        if self.check.digest != self.translation.digest:
            return SentenceState.CHANGED
        return SentenceState.CHECKED if self.check.is_approved else SentenceState.WAITING

    @property
    def waits_at_the_desk(self) -> bool:
        """Return whether nobody outside sees it before it is checked."""
        return self.source.about not in SHOWN_UNCHECKED

    def may_approve(self, user: Any) -> bool:
        """Return whether this account makes it count: a publisher who did not record it."""
        return (
            self.state == SentenceState.WAITING
            and self.check is not None
            and self.check.recorder != user.pk
            and bool(user.has_perm(PUBLISH))
        )


def read_sentences_of(language: str) -> list[ReadSentence]:
    """Return every sentence that there is in a language, in the order of the page: one query."""
    checks = {check.sentence: check for check in HelpTextCheck.objects.filter(language=language)}
    return list(_of(language, checks))


def read_sentences_by_language(languages: Iterable[str]) -> dict[str, list[ReadSentence]]:
    """Return the sentences of several languages: one query."""
    checks: dict[str, dict[str, HelpTextCheck]] = {language: {} for language in languages}
    for check in HelpTextCheck.objects.filter(language__in=checks):
        checks[check.language][check.sentence] = check
    return {language: list(_of(language, found)) for language, found in checks.items()}


def _of(language: str, checks: dict[str, HelpTextCheck]) -> Iterator[ReadSentence]:
    translations = texts_of(language).translations
    for key, source in current_sentences().items():
        if key in translations:
            yield ReadSentence(key, source, translations[key], checks.get(key))


@transaction.atomic
def record_checks(
    language: str, seen: Collection[str], *, reader: str, checked_on: date, by: User
) -> int:
    """Note that a reader compared these sentences, and return how many: they wait for approval."""
    found = [one for one in _chosen(language, seen) if one.state in TO_READ]
    HelpTextCheck.objects.bulk_create(
        (
            HelpTextCheck(
                language=language,
                sentence=one.key,
                digest=one.translation.digest,
                reader=reader,
                checked_on=checked_on,
                recorded_by=name_of(by),
                recorder=by.pk,
            )
            for one in found
        ),
        update_conflicts=True,
        unique_fields=["language", "sentence"],
        update_fields=[
            *("digest", "reader", "checked_on", "recorded_by", "recorder"),
            *("approved_by", "approved_at"),
        ],
    )
    return _log(AuditAction.VERIFIED, language, found, by)


@transaction.atomic
def approve_checks(language: str, seen: Collection[str], *, by: User) -> int:
    """Let these checks count, of what this account may approve, and return how many."""
    found = [one for one in _chosen(language, seen) if one.may_approve(by)]
    _checks_of(language, found).update(approved_by=name_of(by), approved_at=timezone.now())
    return _log(AuditAction.APPROVED, language, found, by)


@transaction.atomic
def take_back_checks(language: str, seen: Collection[str], *, by: User) -> int:
    """Forget these checks and who read, and return how many; the sentences are gone at once."""
    found = [one for one in _chosen(language, seen) if one.check is not None]
    _checks_of(language, found).delete()
    return _log(AuditAction.DELETED, language, found, by)


def _chosen(language: str, seen: Collection[str]) -> list[ReadSentence]:
    """Return the sentences that are still what was seen; nobody else writes until the end."""
    ContentVersion.lock()
    return [one for one in read_sentences_of(language) if one.seen in seen]


def _checks_of(language: str, found: Iterable[ReadSentence]) -> Any:
    return HelpTextCheck.objects.filter(language=language, sentence__in=[one.key for one in found])


def _log(action: AuditAction, language: str, found: Collection[ReadSentence], by: User) -> int:
    """Write one event for all of them, with their keys and without the reader."""
    if found:
        label, keys = HelpTextCheck._meta.label, [one.key for one in found]
        record_event(action, actor=by, label=label, key=language, fields=keys)
    return len(found)
