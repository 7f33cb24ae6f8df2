"""Every component of the templates with sample values, for whoever makes a page."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.formats.opening_hours import OpenState
from directory.models import (
    CallCost,
    Channel,
    ChannelKind,
    DateIs,
    FactField,
    HelpsVictims,
    Intake,
    Organization,
    OrganizationFact,
    OrganizationKind,
    Phase,
    Service,
    ServiceFact,
    StatedBy,
)
from directory.pages.dot_map import DotGroup, DotMap
from directory.pages.service_profile import FactSource
from directory.service_list.paging import PageLinks
from directory.service_list.url_mistakes import UrlMistakes
from directory.service_list.view_models import (
    ActiveFilter,
    Facet,
    GuessedQuestion,
    Option,
    PlaceAnswer,
    ServiceResult,
)
from editorial.models.translated import DutchText
from wegwijzer.signpost.chain import ChainLink, ChainPhase

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLOSES = datetime(2026, 3, 3, 17, tzinfo=AMSTERDAM)
OPENS = datetime(2026, 3, 4, 9, tzinfo=AMSTERDAM)
OPEN_STATES = (
    OpenState(known=True, is_open=True, until=CLOSES),
    OpenState(known=True, is_open=False, opens=OPENS),
    OpenState(known=True, is_open=True, always=True),
    OpenState(known=False, is_open=False),
)


@dataclass(frozen=True, slots=True)
class SampleResult(ServiceResult):
    """A result whose service is in no database."""

    url: str = "#content"


@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component while the site is developed; reads nothing from the database.

    Raise Http404 elsewhere.
    """
    if not settings.DEBUG:
        raise Http404
    return render(request, "pages/style_guide.html", samples())


def samples() -> dict[str, Any]:
    """Return a context with one sample of everything; the same at every call."""
    channels = _channels()
    service = _service()
    return {
        "channels": channels,
        "service": service,
        "dutch_text": DutchText("Deze tekst is nog niet vertaald."),
        "checked_on": date(2026, 3, 3),
        "open_states": OPEN_STATES,
        "results": [_result(service, channels, state) for state in OPEN_STATES[:2]],
        "options": [
            Option(
                "minor",
                "Under 18",
                selected=True,
                explanation="Help for children and young people.",
            ),
            Option("adult", "23 or older"),
        ],
        "facets": [Facet("How old?", _options(), is_open=True, help_text="Choose one or more.")],
        "active_filters": [ActiveFilter("Under 18", "#content")],
        "clear_url": "#content",
        "unknown_place": PlaceAnswer(
            "Amsterdm", "", guesses=(("Amsterdam", "#content"),), unknown=True
        ),
        "guesses": [GuessedQuestion("shelter", "#content")],
        "url_mistakes": UrlMistakes(("need=x",), "#content"),
        "page": PageLinks(2, 3, "#content", "#content"),
        "rows": [("What it costs", "Free"), ("Waiting time", "")],
        "fact_sources": _fact_sources(channels[0]),
        "phases": [
            ChainPhase(
                Phase.IDENTIFICATION,
                (ChainLink(service, "In your region", meets_need=True, is_known_to_fit=True),),
                total=3,
            ),
            ChainPhase(
                Phase.SHELTER,
                (ChainLink(service, "", meets_need=False, is_known_to_fit=False),),
                total=1,
            ),
        ],
        "map": DotMap(
            (
                DotGroup("all", "Help in the region, everywhere", "m90 60h0m20 15h0", 2),
                DotGroup("part", "Help in the region, in part of it", "m60 120h0", 1),
                DotGroup("national", "National help", "m120 160h0m-40 30h0", 2),
            )
        ),
    }


def _channels() -> list[Channel]:
    return [
        Channel(
            pk=0,
            kind=ChannelKind.PHONE,
            value="+31201234567",
            label_nl="Voorbeeld",
            label_en="Sample",
            cost=CallCost.STANDARD,
            opening_hours="Mo-Fr 09:00-17:00; PH off",
        ),
        Channel(pk=1, kind=ChannelKind.CHAT, value="https://www.example.org/chat"),
        Channel(pk=2, kind=ChannelKind.EMAIL, value="sample@example.org"),
    ]


def _fact_sources(channel: Channel) -> list[FactSource]:
    seen = {"source_title": "Jaarverslag", "source_site": "www.example.org"}
    return [
        FactSource(
            ServiceFact(
                field=FactField.LANGUAGES,
                source_date="2021-11",
                date_is=DateIs.ABOUT,
                stated_by=StatedBy.THIRD_PARTY,
                doubt_nl="Dat is oud.",
                doubt_en="That is old.",
                **seen,
            )
        ),
        FactSource(
            OrganizationFact(field=FactField.VALUE, stated_by=StatedBy.ORGANIZATION, **seen),
            channel,
        ),
    ]


def _service() -> Service:
    return Service(
        pk=0,
        slug="sample",
        organization=Organization(
            slug="sample",
            name_nl="Voorbeeldorganisatie",
            name_en="Sample organisation",
            kind=OrganizationKind.NGO,
            helps_victims=HelpsVictims.DIRECT,
        ),
        name_nl="Voorbeeld van hulp",
        name_en="A sample of help",
        description_nl="Wat deze hulp voor u doet.",
        description_en="What this help does for you.",
        eligibility_description_nl="Voor iedereen vanaf 18 jaar.",
        eligibility_description_en="For everyone of 18 and older.",
        languages=["nl", "en", "ro"],
        intake=Intake.DIRECT,
    )


def _result(service: Service, channels: list[Channel], open_state: OpenState) -> ServiceResult:
    return SampleResult(
        service=service,
        reasons=("Shelter, a safe place",),
        level_label="In the whole country",
        unknown_facets=("Which papers?",),
        is_overdue=False,
        open_state=open_state,
        first_channel=channels[0],
    )


def _options() -> tuple[Option, ...]:
    return (
        Option("minor", "Under 18", "#content", selected=True, count=12),
        Option("adult", "23 or older", "#content", count=34),
    )
