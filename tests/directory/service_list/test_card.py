"""A result on its card: what is known in sight, what is not behind one question."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from directory.models import Service
from directory.service_list.results import first_channel
from editorial.verification.verify import verify
from tests.directory.builders import make_channel, make_organization, make_service
from tests.pages import get, text_of

EVENING = datetime(2026, 3, 3, 20, tzinfo=ZoneInfo("Europe/Amsterdam"))
NOT_CALLED = "We have not called anyone on this page yet"

pytestmark = pytest.mark.usefixtures("empty_directory")


def in_sight(address: str) -> str:
    """Return what a reader sees who opens nothing."""
    html = re.sub(r"</summary>.*?</details>", "", get(address).html, flags=re.DOTALL)
    return text_of(html.split('id="results"')[1])


def reachable(**changes: object) -> Service:
    organization = make_organization()
    return make_service(organization=organization, channels=[make_channel(organization)], **changes)


def test_what_is_not_known_is_not_in_sight() -> None:
    reachable(name_en="help", doubt_en="We could not call.", seen_in_en="archived page, 2021")
    shown = in_sight("/en/help/?age=minor")
    for doubt in ("not known", "Not yet checked", "could not call", "archived page", "long time"):
        assert doubt.lower() not in shown.lower()


def test_how_sure_it_is_says_source_doubt_and_date() -> None:
    reachable(
        name_en="help",
        age_rule="unknown",
        doubt_en="We could not call.",
        seen_in_en="archived page, 2021",
    )
    facts = get("/en/help/?age=minor").facts("help").split("How sure is this?")[1]
    assert "Not yet checked by us." in facts
    assert "Seen in: archived page, 2021" in facts
    assert "We could not call." in facts
    assert "Not known if it fits: How old?" in facts


def test_a_warning_and_a_referral_stay_in_sight_before_the_number() -> None:
    reachable(alert_en="Speak with a lawyer first.", intake="referral")
    shown = in_sight("/en/help/")
    number = shown.index("033 448 11 86")
    assert shown.index("Speak with a lawyer first.") < number
    assert shown.index("Someone has to refer you.") < number


def test_one_notice_a_page_says_that_nobody_was_called_as_long_as_that_is_so() -> None:
    first, _second = reachable(), reachable()
    assert in_sight("/en/help/").count(NOT_CALLED) == 1
    verify([first.channels.get()], by="anna", how="phoned")
    assert NOT_CALLED not in in_sight("/en/help/")


def test_only_the_first_sentence_stands_on_the_card() -> None:
    reachable(name_en="help", description_en="They listen to you. They cannot give you money.")
    facts = get("/en/help/").facts("help")
    assert "They listen to you." in facts
    assert "money" not in facts


def test_the_one_way_on_the_card_is_open_now_if_any_is() -> None:
    organization = make_organization()
    ways = {
        "web": make_channel(organization, kind="web", value="https://example.org", position=1),
        "abroad": make_channel(organization, abroad=True, position=2, opening_hours="24/7"),
        "call": make_channel(organization, position=3, opening_hours="Mo-Fr 09:00-17:00"),
        "chat": make_channel(
            organization,
            kind="chat",
            value="https://example.org/chat",
            position=4,
            opening_hours="24/7",
        ),
    }
    service = make_service(organization=organization, channels=list(ways.values()))
    assert first_channel(service, EVENING) == ways["chat"]
    assert first_channel(service, EVENING.replace(hour=10)) == ways["call"]
    service.channels.remove(ways["chat"], ways["call"])
    service = Service.objects.get(pk=service.pk)
    assert first_channel(service, EVENING) == ways["web"]
    service.channels.remove(ways["web"])
    assert first_channel(Service.objects.get(pk=service.pk), EVENING) is None


def test_a_card_without_a_way_to_make_contact_leads_to_the_page_that_says_how() -> None:
    make_service(slug="by-referral", name_en="help")
    page = get("/en/help/")
    assert page.link("How to get this help") == "/en/help/by-referral/"
