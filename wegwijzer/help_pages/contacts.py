"""Whom a help page names: contacts and facts of the edition, in nobody's words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from babel.dates import get_day_names
from babel.lists import format_list

from directory.formats.languages import language_name
from directory.formats.opening_hours import OpenState, open_state, week_in_figures
from directory.matching.question import Circumstances
from directory.models import Channel, ChannelKind, Service
from directory.models.channel import CallCost
from directory.models.choices import AgeGroup, FacetRule, Known
from directory.models.service import EMERGENCY_NUMBER
from directory.snapshot.service_rows import load_service_rows
from directory.snapshot.snapshot import ServiceSnapshot
from editorial.editions.pages import hold_this_minute
from wegwijzer.help_pages.page_texts import ShownText, locale_of

_CHILD: Final = frozenset({AgeGroup.MINOR.value})
_COSTS: Final = {
    CallCost.FREE: "free",
    CallCost.STANDARD: "standard",
    CallCost.PAID: "paid",
    CallCost.UNKNOWN: "cost_unknown",
}
_SHORTEST_SPAN: Final = 3
_WRITTEN: Final = frozenset({ChannelKind.EMAIL, ChannelKind.WEB})


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Days in the language of the page, and their hours in figures."""

    days: str
    times: str


@dataclass(frozen=True, slots=True)
class HelpNumber:
    """A number to call, and the sentence that says what it costs."""

    channel: Channel
    cost: ShownText
    state: OpenState
    hours: tuple[HoursRow, ...]


@dataclass(frozen=True, slots=True)
class HelpContact:
    """Whom to contact; ``ages`` is the sentence that says for whom, if that is known."""

    name: str
    ages: ShownText | None
    numbers: tuple[HelpNumber, ...]
    written: tuple[Channel, ...]
    languages: str
    has_interpreter: bool


def help_contacts(
    code: str, texts: Mapping[str, ShownText], snapshot: ServiceSnapshot, moment: datetime
) -> tuple[HelpContact, ...]:
    """Return whom somebody contacts first who said nothing, or said to be a child: 4 queries."""
    hold_this_minute()
    decide = snapshot.first_contacts.decide
    anybody, child = decide(Circumstances(), moment), decide(Circumstances(age=_CHILD), moment)
    return _contacts((anybody.first, child.first, *anybody.also), code, texts, moment)


def contacts_for(
    said: Circumstances,
    code: str,
    texts: Mapping[str, ShownText],
    snapshot: ServiceSnapshot,
    moment: datetime,
) -> tuple[HelpContact, ...]:
    """Return whom somebody contacts first who said this: 4 queries."""
    found = snapshot.first_contacts.decide(said, moment)
    return _contacts((found.first, *found.also), code, texts, moment)


def _contacts(
    chosen: Iterable[int | None], code: str, texts: Mapping[str, ShownText], moment: datetime
) -> tuple[HelpContact, ...]:
    keys = dict.fromkeys(chosen)
    services = load_service_rows(key for key in keys if key is not None)
    found = (services[key] for key in keys if key in services)
    contacts = (help_contact(service, code, texts, moment) for service in found)
    return tuple(contact for contact in contacts if contact.numbers or contact.written)


def emergency_number(
    code: str, texts: Mapping[str, ShownText], moment: datetime
) -> HelpNumber | None:
    """Return the number for danger, if it is published: 4 queries for rows that are not kept."""
    found = Service.objects.filter(channels__value=EMERGENCY_NUMBER).order_by("pk")
    services = load_service_rows(found.values_list("pk", flat=True))
    numbers = (one for row in services.values() for one in _numbers(row, code, texts, moment))
    return next((one for one in numbers if one.channel.value == EMERGENCY_NUMBER), None)


def help_contact(
    service: Service, code: str, texts: Mapping[str, ShownText], moment: datetime
) -> HelpContact:
    """Return a service in the language of a page: no query for a row that is loaded."""
    locale = locale_of(code)
    languages = [language_name(one, str(locale)) for one in service.languages]
    return HelpContact(
        name=str(service.organization.name_nl),
        ages=texts.get(_ages(service)),
        numbers=tuple(_numbers(service, code, texts, moment)),
        written=tuple(one for one in service.channels_in_order if one.kind in _WRITTEN),
        languages=format_list(languages, locale=locale) if languages else "",
        has_interpreter=service.interpreter == Known.YES,
    )


def _ages(service: Service) -> str:
    """Return the key of the sentence that says for whom it is, or ""."""
    if service.age_rule == FacetRule.ANY:
        return "everyone"
    if service.age_rule != FacetRule.ONLY:
        return ""
    groups = frozenset(service.age_groups)
    if groups == _CHILD:
        return "under_18"
    return "from_18" if groups == frozenset(AgeGroup.values) - _CHILD else ""


def _numbers(
    service: Service, code: str, texts: Mapping[str, ShownText], moment: datetime
) -> Iterator[HelpNumber]:
    for channel in service.channels_in_order:
        if channel.kind == ChannelKind.PHONE and not channel.abroad:
            expression = service.opening_hours or channel.opening_hours
            yield HelpNumber(
                channel=channel,
                cost=texts[_COSTS[CallCost(channel.cost)]],
                state=open_state(expression, moment),
                hours=tuple(hours_rows(expression, code)),
            )


def hours_rows(expression: str, code: str) -> Iterator[HoursRow]:
    """Yield the hours of a usual week, with the days in a language."""
    names = get_day_names("wide", "stand-alone", locale_of(code))
    for weekdays, times in week_in_figures(expression):
        spans = (_span([names[day] for day in run]) for run in _runs(weekdays))
        yield HoursRow(", ".join(spans), ", ".join(times))


def _runs(weekdays: tuple[int, ...]) -> Iterator[list[int]]:
    run: list[int] = []
    for day in weekdays:
        if run and day != run[-1] + 1:
            yield run
            run = []
        run.append(day)
    yield run


def _span(names: list[str]) -> str:
    return f"{names[0]} – {names[-1]}" if len(names) >= _SHORTEST_SPAN else ", ".join(names)
