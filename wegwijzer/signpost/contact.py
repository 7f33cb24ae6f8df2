"""The contacts as the answer shows them: who, how, when, why, and what becomes of your words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from directory.first_contact.candidates import united
from directory.first_contact.choice import TO_TALK
from directory.first_contact.decision import EVERY_CHANNEL, WITHOUT_PAPERS
from directory.first_contact.rules import ContactRule, FirstContact
from directory.formats.languages import language_name
from directory.formats.opening_hours import OpenState
from directory.formats.sentences import first_statement
from directory.matching.bitset import without
from directory.matching.matcher import DUTCH, NAMED, Match, Question
from directory.matching.question import Circumstances
from directory.models import Channel, CoverageLevel, Service
from directory.models.choices import Known
from directory.pages.service_profile import DisclosureAnswer, disclosure_answers
from directory.snapshot.service_rows import load_service_rows
from directory.snapshot.snapshot import ServiceSnapshot
from editorial.editions.pages import hold_this_minute
from editorial.translations.reader_texts import or_dutch, reader_text
from wegwijzer.signpost.channels import (
    LAST,
    all_channels,
    may_make_contact,
    usable_channels,
    usable_kinds,
)

MAX_ALSO = 2
MAX_FITTING = 3
MAX_NEEDS_NAMED = 2
MAX_LOOKED_AT = 50

SUSPECTED = frozenset({"accused", "detained"})
FORCED_INTO_CRIME = frozenset({"criminal_exp"})
"""Whoever is either should tell the police nothing before a lawyer was there."""


@dataclass(frozen=True, slots=True)
class ContactCard:
    """One contact. ``channels`` are those that the person can use, the best first.

    ``reason`` is one sentence about this service. ``known_answers`` say what happens with what a
    person tells; of ``open_questions`` nobody knows the answer yet. ``remarks`` are what the first
    contact needs besides.
    """

    service: Service
    channels: tuple[Channel, ...]
    open_state: OpenState
    reason: Text
    known_answers: tuple[DisclosureAnswer, ...]
    open_questions: tuple[Text, ...]
    remarks: tuple[Text, ...]
    is_for_who_refers: bool
    talks: Text
    """Whether this person can talk in the language that was asked for, as far as is known."""

    @property
    def button(self) -> Channel | None:
        """Return the way to use first, or None if there is none by which an answer comes back."""
        first = self.channels[0] if self.channels else None
        return None if first is None or first.kind in LAST else first

    @property
    def other_channels(self) -> tuple[Channel, ...]:
        """Return the other ways."""
        return self.channels[1:] if self.button else self.channels

    @property
    def is_112(self) -> bool:
        """Return whether this is the emergency number, which stands in the bar of every page."""
        return self.service.is_112


@dataclass(frozen=True, slots=True)
class FirstContactAnswer:
    """Whom to contact. Without content even ``first`` is missing: then 112 is all there is.

    ``also`` are two more at most, apart from 112, and ``fitting`` what the list of help for this
    person begins with besides. ``opening`` tells when somebody can be reached if nobody is open.
    ``doubt`` is of the rule that chose.
    """

    first: ContactCard | None
    also: tuple[ContactCard, ...]
    fitting: tuple[ContactCard, ...]
    opening: ContactCard | None
    doubt: str
    is_reachable: bool
    is_fallback: bool


def first_contact_answer(
    choices: Circumstances, snapshot: ServiceSnapshot, moment: datetime, language: str
) -> FirstContactAnswer:
    """Decide whom this person should contact first, and load what to show of them: 1 query."""
    hold_this_minute()
    decided = snapshot.first_contacts.decide(choices, moment, in_danger=bool(choices.in_danger))
    shown = {decided.first, *decided.also}
    fitting = list(islice(_fitting(choices, snapshot, shown, moment), MAX_FITTING + 1))
    spoken_of = decided.rule.options if decided.rule and decided.rule.doubts.get("nl") else ()
    keys = (decided.first, *decided.also, decided.opening, *fitting, *spoken_of)
    services = load_service_rows(key for key in keys if key is not None)
    decided = _stand_in_for_gone(decided, services, moment)
    cards = _Cards(choices, snapshot, moment, language, decided, services)
    also = cards.without_112(decided.also, MAX_ALSO)
    is_anybody_open = decided.is_first_open or any(card.open_state.is_open for card in also)
    return FirstContactAnswer(
        first=cards.card(decided.first),
        also=also,
        fitting=cards.without_112(fitting, MAX_FITTING),
        opening=None if is_anybody_open else cards.that_opens(decided.opening),
        doubt=_doubt(decided.rule, services, language),
        is_reachable=decided.is_reachable,
        is_fallback=decided.is_fallback,
    )


def _fitting(
    choices: Circumstances, snapshot: ServiceSnapshot, shown: set[int | None], moment: datetime
) -> Iterator[int]:
    """Yield what the list of help for this person begins with, if they can reach it.

    Who names no need sees help of the region first that is named for what was said.
    Help for a situation that nobody spoke of is left to the list, and who has no papers is not led
    to police, immigration or inspectorate, here either.
    """
    matcher, kinds = snapshot.matcher, usable_kinds(choices)
    question = replace(Question.about(choices), asked_at=moment)
    reached = matcher.everything
    if kinds != EVERY_CHANNEL:
        reached = 0
        for kind in kinds:
            reached |= matcher.tagged.get(f"channel:{kind}", 0)
    if WITHOUT_PAPERS in choices.residence_status:
        reached = without(reached, matcher.tagged.get("enforcement", 0))
    if not question.asked("situation"):
        reached &= matcher.open_to_any["situation"] | matcher.not_known["situation"]
    matches = matcher.ranked(question, limit=MAX_LOOKED_AT)
    if not question.asked("need"):
        of_region = (match for match in matches if match.knowledge == NAMED and _is_nearer(match))
        matches = [*of_region, *matches]
        reached = without(reached, united(matcher.never_first.get(need, 0) for need in TO_TALK))
    for key in dict.fromkeys(match.key for match in matches):
        index = matcher.index_of(key)
        if key not in shown and index is not None and reached >> index & 1:
            yield key


def _is_nearer(match: Match) -> bool:
    """Return whether a service helps in a part of the country that holds the place."""
    return match.level not in {None, CoverageLevel.COUNTRY}


def tell_a_lawyer_first(choices: Circumstances) -> bool:
    """Return whether it can hurt this person to tell the police anything without a lawyer."""
    return bool(SUSPECTED & choices.situation or FORCED_INTO_CRIME & choices.exploitation)


def _stand_in_for_gone(
    decided: FirstContact, services: Mapping[int, Service], moment: datetime
) -> FirstContact:
    """Return the decision with the next contact first, if the first was withdrawn just now.

    Until all is counted again without it, the rules still name it: for a second or two. Nothing
    that was said of it is said of who stands in.
    """
    if decided.first is None or decided.first in services:
        return decided
    also = tuple(key for key in decided.also if key in services)
    return FirstContact(
        first=also[0] if also else None,
        also=also[1:],
        opening=decided.opening,
        is_first_open=bool(also) and services[also[0]].open_state(moment).is_open,
    )


def _doubt(rule: ContactRule | None, services: Mapping[int, Service], language: str) -> str:
    """Return the doubt of a rule, "" once a service is gone about which it may speak."""
    if rule is None or not services.keys() >= set(rule.options):
        return ""
    return or_dutch(rule.doubts.get(language), rule.doubts.get("nl"))


@dataclass(frozen=True, slots=True)
class _Cards:
    """The cards of services for one person."""

    choices: Circumstances
    snapshot: ServiceSnapshot
    moment: datetime
    language: str
    decided: FirstContact
    services: dict[int, Service]

    def without_112(self, keys: Iterable[int], limit: int) -> tuple[ContactCard, ...]:
        """Return the first cards of these services; 112 stands on the page already."""
        cards = (self.card(key) for key in keys)
        return tuple(islice((card for card in cards if card and not card.is_112), limit))

    def that_opens(self, key: int | None) -> ContactCard | None:
        """Return the card of a service that is closed and of which the next opening is known."""
        card = self.card(key)
        return card if card and not card.open_state.is_open and card.open_state.opens else None

    def card(self, key: int | None) -> ContactCard | None:
        """Return the card of a service that is still published."""
        if key is None or key not in self.services:
            return None
        service = self.services[key]
        ages = self.choices.age
        answers = disclosure_answers(
            service,
            may_be_a_child=self.choices.is_for_oneself and (not ages or "minor" in ages),
        )
        channels = usable_channels(service, self.choices, self.moment)
        if key == self.decided.first and not self.decided.is_reachable:
            channels = all_channels(service, self.choices, self.moment)
        return ContactCard(
            service=service,
            channels=channels,
            open_state=service.open_state(self.moment),
            reason=self._reason(service),
            known_answers=tuple(answer for answer in answers if answer.is_known),
            open_questions=tuple(answer.question for answer in answers if not answer.is_known),
            remarks=tuple(self._remarks()) if key == self.decided.first else (),
            is_for_who_refers=not may_make_contact(service, self.choices),
            talks=self._talks(service),
        )

    def _reason(self, service: Service) -> Text:
        """Return why this service, in one sentence that is true of it whatever rule chose it."""
        if self.decided.is_coordinator and service.pk == self.decided.first:
            return _("This is the care coordinator of your region.")
        met = [
            term.label(self.language)
            for need in service.needs.all()
            if need.code in self.choices.need
            and (term := self.snapshot.terms.find("need", need.code)) is not None
        ]
        if met:
            named = ", ".join(met[:MAX_NEEDS_NAMED]).lower()
            return format_lazy(_("They help with: {needs}."), needs=named)
        year = self.snapshot.first_contacts.year_stated(service.pk)
        if year is not None:
            return format_lazy(
                _("You can contact them yourself, says a source from {year}."), year=year
            )
        place = self._place_served(service.pk)
        if place:
            return format_lazy(_("They help people in {place}."), place=place)
        for_whom = reader_text(service, "eligibility_description")
        if for_whom:
            return first_statement(for_whom)
        return _("They help people in the whole country.")

    def _talks(self, service: Service) -> Text:
        """Return how somebody talks there in their language, "" if nobody asked or nobody knows."""
        wanted = sorted(self.choices.language - {DUTCH})
        spoken = [code for code in wanted if code in service.languages]
        if spoken:
            names = ", ".join(language_name(code, code) for code in spoken)
            return format_lazy(_("They speak {language}."), language=names)
        if wanted and service.interpreter == Known.YES:
            return _("In your language, through an interpreter.")
        return ""

    def _place_served(self, key: int) -> str:
        """Return the name of the person's municipality, if the service is for a part with it."""
        place = self.choices.municipality
        levels = self.snapshot.matcher.serving(place) if place else ()
        index = self.snapshot.matcher.index_of(key)
        if place is None or index is None:
            return ""
        is_nearer = any(
            bits >> index & 1 for level, bits in levels if level != CoverageLevel.COUNTRY
        )
        return self.snapshot.municipalities[place][self.language] if is_nearer else ""

    def _remarks(self) -> Iterator[Text]:
        if self.decided.lacks_coordinator:
            yield _("We have not yet confirmed a care coordinator for your region.")
        if self.decided.is_fallback and not self.decided.needs_met:
            yield _("We know no help that fits better. This contact is for everyone.")
