"""The way through the signpost, as somebody walks it."""

import re

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.matching.question import Circumstances
from directory.snapshot.snapshot import current_snapshot
from tests.pages import tight
from wegwijzer.signpost.codes import CodeBook
from wegwijzer.signpost.questions import MOST_NEEDED, QUESTIONS, THE_ANSWER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

WALK: dict[str, object] = {
    "audience": "victim",
    "danger": "no",
    "age": "young_adult",
    "need": ["legal", "shelter"],
    "exploitation": ["criminal_exp"],
    "situation": [],
    "place": "Roermond",
    "step": ["reported"],
    "status": "dutch",
}


@pytest.fixture
def client() -> Client:
    """Return a browser that says, as every browser does, that a form comes from our own page."""
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    translation.activate(code)
    return code


@pytest.fixture
def start_url(language: str) -> str:
    return reverse("signpost:start")


def code_of(number: int, **answers: object) -> str:
    book = CodeBook.of(current_snapshot().terms)
    return book.encode(Circumstances(**answers), number)  # type: ignore[arg-type]


def step_url(number: int, **answers: object) -> str:
    return reverse("signpost:step", args=[code_of(number, **answers)])


def number_of(key: str) -> int:
    return next(number for number, question in enumerate(QUESTIONS) if question.key == key)


def text_of(response: HttpResponseBase) -> str:
    """Return what a page says, without markup."""
    assert isinstance(response, HttpResponse)
    content = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main")[1])
    return " ".join(content.split())


def asked(client: Client, url: str) -> str:
    """Return the name of the field that a page asks for, or nothing."""
    page = client.get(url).content.decode().split("<main")[1]
    found = re.search(r'<(?:input|button)[^>]*\sname="(\w+)"', page)
    return found[1] if found else ""


def test_the_whole_way_leads_from_question_to_question_to_the_answer(
    client: Client, start_url: str
) -> None:
    url, keys = start_url, []
    while key := asked(client, url):
        keys.append(key)
        response = client.post(url, {key: WALK[key]})
        assert response.status_code == 302
        url = response.headers["Location"]

    assert keys == list(WALK)
    answer = client.get(url)
    assert answer.status_code == 200
    assert "Juridisch Loket" in text_of(answer) or "Legal Aid Counter" in text_of(answer)
    full = reverse("signpost:full_step", args=[url.rstrip("/").rpartition("/")[2]])
    assert f'href="{full}"' in answer.content.decode()
    anchors = re.findall(r'<section[^>]*\sid="([\w-]+)"', client.get(full).content.decode())
    assert anchors[:3] == ["first-contact", "rights", "who-does-what"]
    assert not client.cookies
    assert not any(word in url for word in ("adult", "dutch", "legal", "0957", "criminal"))


def test_every_question_can_be_skipped_and_still_there_is_an_answer(
    client: Client, start_url: str
) -> None:
    url, pages = start_url, 0
    while asked(client, url):
        page = client.get(url).content.decode().split("</form>")[1]
        match = re.search(r'href="([^"]+)"', page)
        assert match
        url, pages = match[1], pages + 1

    assert pages == len(QUESTIONS)
    assert b'id="first-contact"' in client.get(url).content


def test_from_the_need_on_the_answer_may_follow_at_once_on_what_is_chosen(
    client: Client, start_url: str
) -> None:
    offers = [b'name="finish"' in client.get(step_url(number)).content for number in range(9)]
    assert [
        question.key for question, is_offered in zip(QUESTIONS, offers, strict=True) if is_offered
    ] == [
        "need",
        "exploitation",
        "situation",
        "place",
        "step",
    ]
    need, place = step_url(number_of("need")), step_url(number_of("place"))

    answered = client.post(need, {"need": ["legal", "shelter"], "finish": "1"})
    unclear = client.post(place, {"place": "Bergen", "finish": "1"})

    assert answered.headers["Location"] == step_url(
        THE_ANSWER, need=frozenset({"legal", "shelter"})
    )
    assert b'name="municipality"' in unclear.content


def test_next_without_a_choice_skips(client: Client, start_url: str) -> None:
    assert client.post(start_url, {}).headers["Location"] == step_url(1)


def test_an_earlier_answer_is_still_chosen_on_the_way_back(client: Client, start_url: str) -> None:
    url = step_url(number_of("age"), audience=frozenset({"near"}), age=frozenset({"minor"}))

    page = client.get(url).content.decode()

    chosen = re.search(r'value="minor">(.*?)</button>', page, re.DOTALL)
    assert chosen
    assert "Your answer" in chosen[1] or "Uw antwoord" in chosen[1]
    before = re.search(r'href="([^"]+)"[^>]*>[^<]*(?:Previous question|Vorige vraag)', page)
    assert before
    assert 'value="no"' in client.get(before[1]).content.decode()


def test_whoever_is_in_danger_gets_the_answer_at_once_and_may_go_on(
    client: Client, start_url: str
) -> None:
    answer_url = client.post(step_url(number_of("danger")), {"danger": "yes"}).headers["Location"]

    page = client.get(answer_url).content.decode()

    assert answer_url == step_url(THE_ANSWER, in_danger=True)
    assert page.index("112NL") < page.index('id="first-contact"')
    assert step_url(number_of("age"), in_danger=True) in page


def test_abroad_nobody_is_asked_for_a_place_in_the_netherlands(
    client: Client, start_url: str
) -> None:
    url = step_url(number_of("situation"))

    after = client.post(url, {"situation": "abroad"}).headers["Location"]

    assert asked(client, after) == "step"


def test_an_adult_is_not_asked_whether_a_guardian_is_missing(
    client: Client, start_url: str
) -> None:
    situation = number_of("situation")

    assert b'value="unaccompanied"' in client.get(step_url(situation)).content
    adult = client.get(step_url(situation, age=frozenset({"adult"})))
    assert b'value="unaccompanied"' not in adult.content


def test_papers_come_last_with_rather_not_say_first_and_no_dutch_with_a_victims_permit(
    client: Client, start_url: str
) -> None:
    page = client.get(step_url(number_of("status"))).content.decode()
    statuses = re.findall(r'name="status" value="(\w+)"', tight(page))

    assert QUESTIONS[-1].key == "status"
    assert statuses[0] == "unknown"
    assert "dutch" in statuses
    with_permit = client.get(step_url(number_of("status"), step=frozenset({"b83_permit"})))
    assert b'value="dutch"' not in with_permit.content


def test_questions_speak_about_the_person_who_needs_help(client: Client) -> None:
    translation.activate("en")
    age = number_of("age")

    assert "How old are you?" in text_of(client.get(step_url(age)))
    other = step_url(age, audience=frozenset({"near"}))
    assert "How old is this person?" in text_of(client.get(other))


@pytest.mark.parametrize("typed", ["Roermond", "roermond", "6041", "6041 AB"])
def test_a_town_or_a_postcode_says_where(client: Client, start_url: str, typed: str) -> None:
    url = step_url(number_of("place"))

    after = client.post(url, {"place": typed}).headers["Location"]

    assert after == step_url(number_of("step"), municipality="GM0957")


def test_a_name_of_several_places_asks_which_one(client: Client, start_url: str) -> None:
    url = step_url(number_of("place"))
    page = client.post(url, {"place": "Bergen"}).content.decode()
    codes = re.findall(r'name="municipality" value="(GM\d{4})"', page)

    assert len(codes) > 1
    after = client.post(url, {"place": "Bergen", "municipality": codes[1]}).headers["Location"]
    assert after == step_url(number_of("step"), municipality=codes[1])


def test_an_unknown_place_says_what_to_do_and_keeps_what_was_typed(
    client: Client, start_url: str
) -> None:
    response = client.post(step_url(number_of("place")), {"place": "Atlantis"})

    assert response.status_code == 200
    assert b'value="Atlantis"' in response.content
    assert b"aria-invalid" in response.content


@pytest.mark.parametrize(
    ("typed", "code"), [("Amsterdm", "GM0363"), ("Limburg", "GM0983"), ("Sint Maarten", "GM0441")]
)
def test_a_guess_a_region_and_an_island_are_asked_about_and_a_choice_leads_on(
    client: Client, start_url: str, typed: str, code: str
) -> None:
    url = step_url(number_of("place"))
    response = client.post(url, {"place": typed})
    assert response.status_code == 200
    assert f'name="municipality" value="{code}"' in response.content.decode()

    after = client.post(url, {"place": typed, "municipality": code}).headers["Location"]
    assert after == step_url(number_of("step"), municipality=code)


def test_a_place_on_the_islands_leads_to_their_own_page(client: Client, start_url: str) -> None:
    response = client.post(step_url(number_of("place")), {"place": "Bonaire"})

    assert response.headers["Location"] == reverse("caribbean")


@pytest.mark.parametrize("code", ["abcdefgh", "0000", "a", "A" * 300, "ettmwa5z2zf6t", "e" * 5_000])
def test_a_code_that_stands_for_nothing_says_so_and_leads_on(
    client: Client, start_url: str, code: str
) -> None:
    response = client.get(reverse("signpost:step", args=[code]))

    assert response.status_code == 404
    assert start_url in response.content.decode().split("<main")[1]
    assert b"tel:112" in response.content


def test_a_code_in_capitals_leads_to_the_same_page(client: Client, start_url: str) -> None:
    url = step_url(3, age=frozenset({"minor"}))
    shouted = reverse("signpost:step", args=[code_of(3, age=frozenset({"minor"})).upper()])

    assert client.get(shouted).headers["Location"] == url


def test_a_code_with_a_municipality_of_the_past_leads_to_that_of_today(
    client: Client, start_url: str
) -> None:
    response = client.get(step_url(THE_ANSWER, municipality="GM0457"))  # Weesp, now in Amsterdam

    assert response.headers["Location"] == step_url(THE_ANSWER, municipality="GM0363")


def test_the_same_answers_in_the_other_language(client: Client) -> None:
    translation.activate("nl")
    page = client.get(step_url(THE_ANSWER, age=frozenset({"minor"}))).content.decode()
    translation.activate("en")

    assert f'href="{step_url(THE_ANSWER, age=frozenset({"minor"}))}"' in page


@pytest.mark.parametrize(
    "form",
    [
        {"age": "methusalem"},
        {"age": ["minor", "adult"], "status": "dutch"},
        {"age": "minor\x00"},
        {"csrfmiddlewaretoken": "x", "age": ""},
        {"place": "x" * 10_000},
    ],
)
def test_any_form_is_answered(client: Client, start_url: str, form: dict[str, object]) -> None:
    for key in ("age", "place", "need"):
        assert client.post(step_url(number_of(key)), form).status_code in {200, 302}


@pytest.mark.parametrize("typed", ["\x00", "'; DROP TABLE", "%", "🙂", "<script>", "a" * 101])
def test_any_typed_place_is_answered(client: Client, start_url: str, typed: str) -> None:
    response = client.post(step_url(number_of("place")), {"place": typed})

    assert response.status_code in {200, 302}
    assert b"<script>alert" not in response.content


def test_no_page_of_the_way_may_be_kept_or_indexed(client: Client, start_url: str) -> None:
    for url in (start_url, step_url(3), step_url(THE_ANSWER)):
        response = client.get(url)
        assert response.headers["Cache-Control"] == "no-store"
        assert (b'content="noindex"' in response.content) == (url != start_url)
        assert not response.cookies
    for number in range(len(QUESTIONS)):
        assert not client.post(step_url(number), {}).cookies


def test_a_form_of_another_site_does_not_answer_a_question(start_url: str) -> None:
    elsewhere = Client(headers={"Sec-Fetch-Site": "cross-site"})
    for url in (start_url, step_url(number_of("place"))):
        refused = elsewhere.post(url, {"audience": "victim", "place": "Zwolle"})
        assert refused.status_code == 403
        assert "112" in text_of(refused)


def test_what_is_not_read_or_posted_is_refused_with_a_page(client: Client, start_url: str) -> None:
    assert client.put(start_url).status_code == 405
    assert client.post(reverse("signpost:answer")).status_code == 405
    posted = client.post(step_url(THE_ANSWER))
    assert posted.headers["Location"] == step_url(THE_ANSWER)


def test_titles_tell_the_pages_apart_and_nothing_about_the_answers(
    client: Client, start_url: str
) -> None:
    def titles(**answers: object) -> list[str]:
        pages = [client.get(step_url(number, **answers)) for number in range(THE_ANSWER + 1)]
        return [page.content.decode().partition("<title>")[2].partition("<")[0] for page in pages]

    said = titles(need=frozenset({"shelter"}), age=frozenset({"minor"}), in_danger=True)

    assert said == titles()
    assert len(set(said)) == len(said)


def test_the_answer_is_offered_once_four_questions_were_asked_and_one_may_go_on_later(
    client: Client, start_url: str
) -> None:
    minor = {"age": frozenset({"minor"})}
    for number in range(THE_ANSWER):
        page = client.get(step_url(number, **minor)).content.decode()
        assert (f'href="{step_url(THE_ANSWER, **minor)}"' in page.split("<main")[1]) == (
            number >= 4
        )

    page = client.get(step_url(THE_ANSWER, **minor)).content.decode()
    assert step_url(number_of("need"), **minor) in page


def test_every_need_can_be_chosen_and_what_was_chosen_is_not_folded_away(
    client: Client, start_url: str
) -> None:
    needs = current_snapshot().terms.codes("need")
    in_view = MOST_NEEDED & set(needs)
    for chosen in needs:
        page = client.get(step_url(number_of("need"), need=frozenset({chosen}))).content.decode()
        folded = re.sub(r"<details[^>]* open>.*?</details>", "", page, flags=re.DOTALL)
        folded = "".join(re.findall(r"<details class=\"ww-fold.*?</details>", folded, re.DOTALL))

        assert sorted(re.findall(r'name="need" value="(\w+)"', page)) == sorted(needs)
        assert f'value="{chosen}"' not in folded
        assert in_view == MOST_NEEDED
        assert in_view.isdisjoint(re.findall(r'value="(\w+)"', folded))


def test_each_question_says_why_it_is_asked_and_how_many_may_follow(
    client: Client, start_url: str
) -> None:
    translation.activate("en")
    for number, question in enumerate(QUESTIONS):
        said = text_of(client.get(step_url(number)))
        assert str(question.why).split(".")[0] in said.replace("&#x27;", "'")
        assert f"Question {number + 1}." in said
