"""The first contact as the answer shows it: who, how, when, why, and what becomes of your words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from directory.first_contact.rules import ContactRule, FirstContact
from directory.formats.opening_hours import OpenState
from directory.matching.question import Circumstances
from directory.models import Channel, ChannelKind, CoverageLevel, Service
from directory.pages.service_profile import DisclosureAnswer, disclosure_answers
from directory.snapshot.service_rows import load_service_rows
from directory.snapshot.snapshot import ServiceSnapshot
from editorial.editions.pages import hold_this_minute
from editorial.translations.reader_texts import or_dutch


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One contact in full. ``reasons`` say why this one, each a sentence.

    ``known_answers`` say what happens with what a person tells; of ``open_questions`` nobody
    knows the answer yet.
    """

    service: Service
    channels: tuple[Channel, ...]
    open_state: OpenState
    known_answers: tuple[DisclosureAnswer, ...]
    open_questions: tuple[Text, ...]
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class FirstContactAnswer:
    """Whom to contact. Without content even ``first`` is missing: then 112 is all there is.

    ``open_now`` stands beside a first contact that is not known to be open; ``opening`` tells
    when somebody can be reached if nobody is. ``reason`` and ``doubt`` are of the rule that chose.
    """

    first: ContactCard | None
    alternative: ContactCard | None
    open_now: ContactCard | None
    opening: ContactCard | None
    reason: str
    doubt: str
    is_reachable: bool
    is_fallback: bool


def first_contact_answer(
    choices: Circumstances, snapshot: ServiceSnapshot, moment: datetime, language: str
) -> FirstContactAnswer:
    """Decide whom this person should contact first, and load what to show of them: 1 query."""
    hold_this_minute()
    decided = snapshot.first_contacts.decide(choices, moment, in_danger=bool(choices.in_danger))
    cards = _Cards(choices, snapshot, moment, language, decided)
    also = [card for key in decided.also if (card := cards.card(key))]
    stand_ins = [] if decided.is_first_open else [card for card in also if card.open_state.is_open]
    nobody_is_open = not decided.is_first_open and not stand_ins
    return FirstContactAnswer(
        first=cards.card(decided.first),
        alternative=next(iter(also), None),
        open_now=next(iter(stand_ins), None),
        opening=cards.card(decided.opening) if nobody_is_open else None,
        reason=_rule_text(decided.rule, "reasons", language),
        doubt=_rule_text(decided.rule, "doubts", language),
        is_reachable=decided.is_reachable,
        is_fallback=decided.is_fallback,
    )


def _rule_text(rule: ContactRule | None, texts: str, language: str) -> str:
    by_language: dict[str, str] = getattr(rule, texts) if rule else {}
    return or_dutch(by_language.get(language), by_language.get("nl"))


class _Cards:
    """The contacts of one decision, loaded at once."""

    def __init__(
        self,
        choices: Circumstances,
        snapshot: ServiceSnapshot,
        moment: datetime,
        language: str,
        decided: FirstContact,
    ) -> None:
        self.choices, self.snapshot, self.moment = choices, snapshot, moment
        self.language, self.decided = language, decided
        keys = (decided.first, *decided.also, decided.opening)
        self.services = load_service_rows(key for key in keys if key is not None)

    def card(self, key: int | None) -> ContactCard | None:
        """Return the card of a contact that is still published."""
        if key is None or key not in self.services:
            return None
        service = self.services[key]
        ages = self.choices.age
        answers = disclosure_answers(service, may_be_a_child=not ages or "minor" in ages)
        return ContactCard(
            service=service,
            channels=tuple(self._usable(service)),
            open_state=service.open_state(self.moment),
            known_answers=tuple(answer for answer in answers if answer.is_known),
            open_questions=tuple(answer.question for answer in answers if not answer.is_known),
            reasons=tuple(self._reasons(key)),
        )

    def _usable(self, service: Service) -> Iterator[Channel]:
        """Yield how to reach a contact; the relay only for somebody who said to be deaf."""
        is_deaf = "deaf_disability" in self.choices.situation
        for channel in service.channels.all():
            if is_deaf or channel.kind != ChannelKind.RELAY:
                yield channel

    def _reasons(self, key: int) -> Iterator[Text]:
        yield self._coverage(key)
        year = self.snapshot.first_contacts.year_stated(key)
        if year is not None:
            yield format_lazy(_("You may come yourself, says a source of {year}."), year=year)
        if key != self.decided.first:
            return
        if self.decided.is_coordinator:
            yield _("This is the care coordinator of your region.")
        if self.decided.lacks_coordinator:
            yield _("We have not yet confirmed a care coordinator for your region.")
        if self.decided.is_fallback:
            yield _("We know nobody closer for your answers. This contact is for everyone.")
        if not self.decided.is_reachable:
            yield _("We know nobody here whom you can chat with or write to. Ask someone to call.")

    def _coverage(self, key: int) -> Text:
        place = self.choices.municipality
        level = self.snapshot.first_contacts.level(key, place)
        if place is None or level is None or level == CoverageLevel.COUNTRY:
            return _("Helps people in the whole country.")
        name = self.snapshot.municipalities[place][self.language]
        return format_lazy(_("Helps people in {place}."), place=name)
