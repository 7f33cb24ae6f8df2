"""The contacts of the answer are those that this person can use, with what could hurt them."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.formats.sentences import first_statement
from directory.guard.needs import AnswersByNeed
from directory.matching.matcher import Question
from directory.models import AgeGroup, Channel, Service
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.current import reading_with
from tests.pages import text_of, tight
from tests.wegwijzer.always_answer import EVENING, OFFICE_HOURS, WEEKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

MOMENTS = (OFFICE_HOURS, EVENING, WEEKEND)
ENFORCEMENT = ("politie", "avim", "arbeidsinspectie", "marechaussee", "vreemdelingenpolitie")


@pytest.fixture(autouse=True)
def _english(starter_content: None) -> Iterator[None]:
    with translation.override("en"):
        yield


def answer(client: Client, **asked: Any) -> str:
    """Return what stands between the header and the footer of an answer."""
    page = client.get(reverse("signpost:answer"), asked).content.decode()
    return tight(page.split("<main")[1].split("</main>")[0])


def services_in(html: str) -> list[str]:
    """Return the slugs of the services that a piece of a page links to."""
    return re.findall(r'href="/en/help/([\w-]+)/"', html)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("need", ["talk", "shelter", "legal", "medical", "online"])
def test_who_cannot_hear_or_is_watched_sees_no_telephone(
    client: Client, need: str, moment: object
) -> None:
    for situation in ("deaf_disability", "watched"):
        with time_machine.travel(moment, tick=False):  # type: ignore[arg-type]
            page = answer(client, situation=situation, need=need, age="adult")

        first, *rest = page.split("<h2")[1:]
        assert 'href="tel:' not in "".join(rest)
        if "Ask someone to call" not in first:
            assert 'href="tel:' not in first


def test_who_has_no_credit_sees_free_numbers_only(client: Client) -> None:
    free = {
        channel.href for channel in Channel.objects.filter(cost="free") if channel.kind == "phone"
    }
    for moment, need, age in product(MOMENTS, ("talk", "wages", "shelter"), ("minor", "adult")):
        with time_machine.travel(moment, tick=False):
            page = answer(client, situation="no_credit", need=need, age=age)
        assert set(re.findall(r'href="(tel:[^"]+)"', page)) <= {*free, "tel:112"}
        assert 'href="sms:' not in page
        assert 'class="ww-call"' in page


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("need", ["wages", "police_report", "shelter", "emergency", ""])
def test_who_has_no_papers_is_led_to_nobody_who_enforces(
    client: Client, need: str, moment: object
) -> None:
    asked = {"need": need} if need else {}
    with time_machine.travel(moment, tick=False):  # type: ignore[arg-type]
        page = answer(client, status="third_no_permit", age="adult", **asked)

    led_to = services_in(page.split('id="rights"')[0])
    assert led_to
    assert [slug for slug in led_to if slug.startswith(ENFORCEMENT)] == []


def test_the_reason_for_a_contact_says_more_than_that_it_is_for_everyone() -> None:
    columns = ("slug", "eligibility_description_nl", "eligibility_description_en")
    texts = Service.objects.values_list(*columns)
    bare = {"Voor iedereen.", "For everyone."}

    assert [slug for slug, *both in texts if bare & {first_statement(text) for text in both}] == []


def test_help_for_a_situation_or_a_form_that_nobody_named_is_never_the_first_contact() -> None:
    snapshot = current_snapshot()
    names = dict(Service.objects.filter(situation_rule="only").values_list("pk", "slug"))
    forms = {
        service.pk: {form.code for form in service.exploitation_forms.all()}
        for service in Service.objects.filter(exploitation_rule="only")
    }
    form_of_need = snapshot.matcher.vocabulary.form_of_need
    assert {"exit": "sexual", "wages": "labour"}.items() <= form_of_need.items()
    facets = ("need", "residence_status", "exploitation", "age")
    answers = [
        [frozenset[str](), *(frozenset({code}) for code in snapshot.terms.codes(facet))]
        for facet in facets
    ]
    first: dict[int, dict[str, frozenset[str]]] = {}
    decided = AnswersByNeed(snapshot.first_contacts)
    # One moment after another: who is open is looked up once for each.
    for moment, codes in product(MOMENTS, list(product(*answers))):
        said = dict(zip(facets, codes, strict=True))
        question = Question.of(said)
        named_by_need = {form_of_need.get(need) for need in said["need"]}
        found = decided.of(question, moment).first or 0
        is_named = question.asked("exploitation") or forms.get(found, set()) & named_by_need
        if found in names or (found in forms and not is_named):
            first[found] = said
    assert {Service.objects.get(pk=key).slug: said for key, said in first.items()} == {}


def test_more_help_is_for_what_was_said_and_listens_to_who_names_no_need(client: Client) -> None:
    def more_help(**asked: Any) -> list[str]:
        return services_in(answer(client, **asked).split('id="help-title"')[1].split("</ul>")[0])

    listening = {"luisterlijn-gesprek", "kindertelefoon-gesprek"}
    for moment in MOMENTS:
        with time_machine.travel(moment, tick=False):
            for_anybody = more_help()
        assert listening & {*for_anybody}, moment
        assert [slug for slug in for_anybody if slug.startswith(ENFORCEMENT)] == []
    worried = more_help(audience="near", age="minor", exploitation="criminal_exp")
    assert not {"nidos-voogd", "113-gesprek"} & {*worried}
    in_the_hague = more_help(age="adult", exploitation="sexual", municipality="GM0518")
    assert in_the_hague[0] == "spot46-hulp-sekswerkers"


def test_what_can_hurt_stands_before_the_button(client: Client) -> None:
    Service.all_objects.all().update(alert_nl="Lees dit eerst.", alert_en="Read this first of all.")

    with reading_with(None):
        page = answer(client, age="adult", need="legal").split('id="rights"')[0]

    buttons = page.split('class="ww-channel"')
    assert len(buttons) > 2
    assert all("Read this first of all." in before for before in buttons[:-1])


@pytest.mark.parametrize(
    "asked", [{"situation": "detained"}, {"situation": "accused"}, {"exploitation": "criminal_exp"}]
)
def test_whoever_the_police_may_suspect_is_told_of_a_lawyer_before_the_button(
    client: Client, asked: dict[str, str]
) -> None:
    page = text_of(answer(client, age="adult", **asked))

    assert "Talk to a lawyer before you tell the police anything." in page
    assert page.index("Talk to a lawyer") < page.index("What happens with what you tell")
    assert "Talk to a lawyer before" not in text_of(answer(client, age="adult"))


def test_a_dutch_person_reads_nothing_of_coa_or_the_permit_of_a_victim(client: Client) -> None:
    for audience in ("victim", "near", "professional"):
        page = text_of(answer(client, age="adult", status="dutch", audience=audience))
        assert "COA" not in page
        assert "B8/3" not in page
        assert "reflection period" not in page.lower()


def test_who_asks_for_a_child_reads_no_words_to_the_child(client: Client) -> None:
    for audience in ("near", "professional"):
        page = text_of(answer(client, age="minor", audience=audience))
        assert "your parents" not in page
        assert "report a worry about you" not in page


def test_a_police_officer_is_not_told_to_ask_for_the_police(client: Client) -> None:
    assert "you need the police" in text_of(answer(client, danger="1", audience="near"))
    assert "you need the police" not in text_of(answer(client, danger="1", audience="professional"))


def test_each_right_is_folded_and_those_of_the_need_come_first(client: Client) -> None:
    section = answer(client, age="adult", need="compensation", status="dutch", step="reported")
    titles = re.findall(r"<details[^>]*><summary[^>]*>(.*?)</summary>", section)

    assert 1 <= len(titles) <= 5
    assert any(word in titles[0].lower() for word in ("compensation", "court", "damage", "pay"))
    assert "<details open" not in section


def test_the_links_of_the_answer_ask_the_same(client: Client) -> None:
    page = answer(client, age="minor", need="shelter", municipality="GM0363", step="reported")
    links: list[str] = [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', page)]

    def link_to(path: str) -> str:
        return next(link for link in links if link.startswith(path) and "?" in link)

    assert link_to("/en/help/") == "/en/help/?need=shelter&age=minor&municipality=GM0363"
    assert link_to("/en/rights/") != ""
    assert "step=reported" in link_to("/en/rights/?need=")
    assert "municipality=GM0363" in link_to("/en/who-does-what/")
    assert "step=reported" in link_to("/en/signpost/answer/full/")


def test_everybody_is_answered_at_every_moment_in_short_and_in_full(client: Client) -> None:
    """Each situation at each moment, of ages by turns, so that every two of the three meet.

    In full each situation is asked once, ages and moments by turns. Every combination is decided in
    ``test_always_an_answer``; here it is about the page.
    """
    situations, ages = current_snapshot().terms.codes("situation"), AgeGroup.values
    assert len(MOMENTS) >= len(ages)
    for number, moment in enumerate(MOMENTS):
        with time_machine.travel(moment, tick=False):
            for place, situation in enumerate(situations):
                age = ages[(place + number) % len(ages)]
                asked = {"situation": situation, "age": age, "need": "shelter"}
                is_in_full = (place + place // len(ages)) % len(MOMENTS) == number
                for page in ("answer", "full_answer") if is_in_full else ("answer",):
                    response = client.get(reverse(f"signpost:{page}"), asked)
                    assert response.status_code == 200
                    assert b'id="first-contact"' in response.content
