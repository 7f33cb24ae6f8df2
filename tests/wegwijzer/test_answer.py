"""The answer of the signpost by a link with readable keys, in short and in full."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from directory.models import (
    Area,
    FirstContactRule,
    RegionalConfirmation,
    Service,
)
from directory.snapshot.snapshot import current_snapshot
from rights.snapshot import current_rights
from tests.pages import tight
from tests.wegwijzer.always_answer import EVENING, OFFICE_HOURS
from wegwijzer.signpost.progress import SignpostProgress

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    translation.activate(code)
    return code


@pytest.fixture
def english() -> None:
    translation.activate("en")


def answer(client: Client, **asked: Any) -> str:
    """Return the page of an answer."""
    response = client.get(reverse("signpost:answer"), asked)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def full_answer(client: Client, **asked: Any) -> str:
    """Return the page of an answer in full."""
    response = client.get(reverse("signpost:full_answer"), asked)
    assert response.status_code == 200
    return response.content.decode()


def part(page: str, anchor: str) -> str:
    """Return the words of one section."""
    section = re.search(rf'<section[^>]*\sid="{anchor}".*?</section>', page, re.DOTALL)
    assert section
    return " ".join(re.sub(r"<[^>]+>", " ", section[0]).split())


def contacts(page: str) -> list[str]:
    """Return the slugs of the contacts, in order; in danger the first is the button of 112."""
    section = tight(page.split('id="first-contact"')[1].split("</section>", maxsplit=1)[0])
    named = r'<(?:h[23][^>]*|div class="ww-contact__who")><a[^>]*\shref="[^"]*/([\w-]+)/"'
    return re.findall(named, section)


def test_without_any_key_there_is_an_answer_in_both_languages(
    client: Client, language: str
) -> None:
    page = answer(client)

    assert page.index('id="first-contact"') < page.index('id="rights"')
    assert contacts(page)[0] == "comensha-helpdesk"
    full = full_answer(client)
    assert full.index('id="first-contact"') < full.index('id="rights"')
    assert full.index('id="rights"') < full.index('id="who-does-what"')
    assert contacts(full) == contacts(page)


def test_the_answers_of_a_link_can_be_changed_one_by_one(client: Client, english: None) -> None:
    asked = {"audience": "victim", "age": "adult", "need": "shelter", "municipality": "GM0193"}
    page = answer(client, **asked)
    first_question = re.findall(r'href="(/en/signpost/[^"]+)" data-replace', page)[0]
    progress = SignpostProgress.found_by(first_question.split("/")[-2], current_snapshot(), "en")

    assert progress is not None
    assert progress.number == 0
    assert {key: {*progress.choices.said(key)} for key in ("audience", "age", "need")} == {
        "audience": {"victim"},
        "age": {"adult"},
        "need": {"shelter"},
    }
    assert progress.choices.municipality == "GM0193"


@time_machine.travel(OFFICE_HOURS, tick=False)
def test_it_says_why_this_contact_and_what_happens_with_your_words(
    client: Client, english: None
) -> None:
    asked = {"age": "minor", "municipality": "GM0228"}
    first = part(answer(client, **asked), "first-contact")

    assert "For everyone under 18, even without papers." in first
    assert "What happens with what you tell: You can ask for advice without your name" in first
    assert "Open day and night" in first
    full = part(full_answer(client, **asked), "first-contact")
    assert full.index("What happens with what you tell") < full.index("0800 2000")


def test_the_reason_is_of_the_service_and_not_of_the_rule(client: Client, english: None) -> None:
    FirstContactRule.all_objects.all().update(reason_nl="Omdat het moet.", reason_en="Because.")

    page = answer(client, age="minor", need="talk", exploitation="labour")

    assert "Because" not in page
    assert "They help with:" in part(page, "first-contact")


@time_machine.travel(OFFICE_HOURS, tick=False)
def test_whether_parents_are_told_is_asked_for_whom_may_be_a_child(
    client: Client, english: None
) -> None:
    asked = "Will your parents know?"
    assert asked in part(full_answer(client), "first-contact")
    assert asked in part(full_answer(client, age="minor"), "first-contact")
    assert asked not in part(full_answer(client, age="adult"), "first-contact")
    near = full_answer(client, age="minor", audience="near")
    assert asked not in part(near, "first-contact")


@time_machine.travel(EVENING, tick=False)
def test_if_nobody_is_open_it_says_who_opens_when(client: Client, english: None) -> None:
    open_now = [
        service.pk for service in Service.objects.all() if service.open_state(EVENING).is_open
    ]
    Service.objects.filter(pk__in=open_now).update(state="draft")
    first = part(answer(client, age="adult", exploitation="labour"), "first-contact")

    assert "We know nobody who is open now." in first
    assert "Closed now, opens" in first


@time_machine.travel(EVENING, tick=False)
def test_if_the_first_is_closed_one_that_is_open_stands_beside_it(
    client: Client, english: None
) -> None:
    page = answer(client, age="minor", need="online")
    first = part(page, "first-contact")

    assert "veilig-thuis-kinderen-en-jongeren" in contacts(page)[1:]
    assert "Open day and night" in first
    assert 'href="tel:08002000"' in page.split('id="first-contact"')[1].split("</section>")[0]


def test_in_danger_112_and_what_to_say_come_before_everything(
    client: Client, language: str
) -> None:
    page = answer(client, danger="1", age="adult")
    main = page.split("<main")[1]

    assert main.index('href="tel:112"') < main.index("<h1")
    assert main.index("112NL") < main.index('id="first-contact"')
    assert main.count('href="tel:112"') == 1
    assert contacts(page)
    assert "politie-noodhulp-112" not in contacts(page)
    full = full_answer(client, danger="1", age="adult")
    assert contacts(full)[0] == "politie-noodhulp-112"


def test_rights_are_yes_first_and_then_only_if(client: Client, english: None) -> None:
    rights = part(full_answer(client, age="minor", status="dutch"), "rights")

    assert rights.index("Youth") < rights.index("Only if …")


def test_a_step_turns_only_if_into_yes(client: Client, english: None) -> None:
    with_permit = part(
        full_answer(client, age="adult", status="third_permit", step="b83_permit"), "rights"
    )
    without = part(full_answer(client, age="adult", status="third_permit"), "rights")

    assert with_permit != without


def test_phases_that_do_not_apply_are_left_out(client: Client, english: None) -> None:
    dutch = part(full_answer(client, status="dutch"), "who-does-what")
    without_papers = part(full_answer(client, status="third_no_permit"), "who-does-what")

    assert "Reflection period" not in dutch
    assert "Arranging your stay" not in dutch
    assert "Arranging your stay" in without_papers


def test_who_does_what_is_for_this_place_nearest_first(client: Client, english: None) -> None:
    here = part(full_answer(client, municipality="GM0363"), "who-does-what")

    assert "In your municipality" in here or "In your region" in here or "province" in here


def test_need_orders_and_hides_nobody(client: Client, english: None) -> None:
    chain = part(full_answer(client, need="legal", age="adult"), "who-does-what")
    criminal_case = chain.split("The criminal case")[1]

    assert "This is what you need." in criminal_case.split("Getting compensation")[0]


def test_a_professional_sees_the_law_consent_and_the_reporting_code(
    client: Client, english: None
) -> None:
    asked = {"audience": "professional", "age": "minor"}
    for page in (answer(client, **asked), full_answer(client, **asked)):
        assert "Consent" in part(page, "professional")
        assert "meldcode" in part(page, "professional")
        assert "Article" in part(page, "rights")
    assert "Legal basis" in part(full_answer(client, **asked), "rights")
    assert 'id="professional"' not in answer(client, age="minor")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"age": ["minor", "adult"]}, "more than one age"),
        ({"age": "adult", "situation": "unaccompanied"}, "under 18"),
        ({"status": "dutch", "step": "b83_permit"}, "Someone who is Dutch"),
    ],
)
def test_contradictions_are_named_and_still_there_is_an_answer(
    client: Client, english: None, asked: dict[str, object], said: str
) -> None:
    page = answer(client, **asked)

    assert said in page
    assert contacts(page)


def test_a_need_that_a_child_cannot_have_met_is_named(client: Client, english: None) -> None:
    Service.all_objects.filter(needs__code="exit").update(
        age_rule="only", age_groups=["young_adult", "adult"]
    )

    page = answer(client, age="minor", need="exit")

    assert "We know no help for both together." in page
    assert "veilig-thuis-kinderen-en-jongeren" in contacts(page)


@pytest.mark.bad_input
@pytest.mark.parametrize(
    "asked",
    [
        {"age": "methusalem", "need": "everything", "step": "x"},
        {"municipality": "GM9999"},
        {"municipality": "\x00"},
        {"place": "Atlantis"},
        {"place": "<script>alert(1)</script>"},
        {"place": "9" * 300},
        {"q": "x" * 5_000, "page": "-1", "open_now": "?", "danger": "maybe"},
        {"need": ["shelter"] * 500},
        {"status": ["unknown", "dutch", "third_no_permit"]},
        {"phase": "reflection", "status": "dutch"},
        {"gender": "any", "exploitation": "unknown"},
        {"csrf": "1", "phases": "all", "unheard-of": "1"},
    ],
)
def test_whatever_stands_in_a_link_is_answered(
    client: Client, language: str, asked: dict[str, object]
) -> None:
    page = answer(client, **asked)

    assert contacts(page)
    assert "<script>alert" not in page


def test_a_name_of_several_places_lets_you_choose_and_keeps_the_rest(
    client: Client, english: None
) -> None:
    page = answer(client, place="Bergen", age="minor", step="reported", danger="1")
    links = re.findall(r'href="([^"]+municipality=GM\d{4}[^"]*)"', page)

    assert len(links) > 1
    assert all("age=minor" in link and "step=reported" in link for link in links)
    assert all("danger=1" in link for link in links)


def test_a_place_on_the_islands_leads_to_their_page(client: Client, language: str) -> None:
    response = client.get(reverse("signpost:answer"), {"place": "Saba"})

    assert response.headers["Location"] == reverse("caribbean")


def confirm_a_coordinator_for(area: str, confirmed_on: date) -> Service:
    """Let a regional care coordinator take whoever comes from one municipality."""
    regional = Service.objects.filter(needs__code="coordination", channels__kind="phone")
    coordinator = regional.exclude(service_areas__code="NL").earliest("pk")
    coordinator.service_areas.set([Area.objects.get(code=area)])
    Service.all_objects.filter(pk=coordinator.pk).update(
        intake="direct", age_rule="any", age_groups=[]
    )
    RegionalConfirmation.objects.create(
        service=coordinator,
        confirmed_by="A. Jansen, coordinator",
        confirmed_on=confirmed_on,
        how="phone",
        agreed_by="B. Pietersen, director",
        agreed_on=confirmed_on,
    )
    return coordinator


def test_a_coordinator_confirmed_lately_comes_first_in_its_region_only(
    client: Client, english: None
) -> None:
    coordinator = confirm_a_coordinator_for("GM0228", timezone.localdate() - timedelta(days=10))

    here = answer(client, age="adult", municipality="GM0228")
    elsewhere = answer(client, age="adult", municipality="GM0363")

    assert contacts(here)[0] == coordinator.slug
    assert "care coordinator of your region" in here
    assert contacts(elsewhere)[0] == "comensha-helpdesk"
    full = full_answer(client, age="adult", municipality="GM0363")
    assert "not yet confirmed a care coordinator" in full


def test_an_old_confirmation_does_not_count(client: Client, english: None) -> None:
    confirm_a_coordinator_for("GM0228", timezone.localdate() - timedelta(days=200))

    page = full_answer(client, age="adult", municipality="GM0228")

    assert contacts(page)[0] == "comensha-helpdesk"
    assert "not yet confirmed a care coordinator" in page


def test_without_content_112_is_left(client: Client, english: None) -> None:
    FirstContactRule.all_objects.all().update(state="draft")

    for page in (answer(client, age="adult"), full_answer(client, age="adult")):
        assert "112" in part(page, "first-contact")
        assert not contacts(page)


@pytest.mark.parametrize(
    ("age", "police"), [("minor", False), ("young_adult", True), ("adult", True)]
)
def test_without_a_fallback_the_national_numbers_of_that_age_are_left(
    client: Client, english: None, age: str, police: bool
) -> None:
    FirstContactRule.all_objects.all().update(state="draft")

    page = part(answer(client, age=age), "first-contact")

    assert "Veilig Thuis" in page
    assert ("Police, no emergency" in page) == police


@pytest.mark.parametrize("audience", ["victim", "near", "professional"])
def test_queries_are_constant(
    client: Client,
    language: str,
    audience: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    current_snapshot()
    current_rights()
    for asked in ({}, {"age": "minor"}, {"age": "adult", "need": "shelter", "status": "eu"}):
        with django_assert_max_num_queries(20):
            answer(client, audience=audience, municipality="GM0363", **asked)
        with django_assert_max_num_queries(20):
            full_answer(client, audience=audience, municipality="GM0363", **asked)
