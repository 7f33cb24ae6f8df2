"""The language in which somebody wants to talk: asked in passing, a preference, never a bar."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.formats.languages import languages_to_talk
from directory.matching.matcher import Question
from directory.matching.question import Circumstances
from directory.models import Service
from directory.snapshot.snapshot import current_snapshot
from editorial.reading.parts import forget_everything
from tests.wegwijzer.always_answer import OFFICE_HOURS
from wegwijzer.signpost.codes import CodeBook
from wegwijzer.signpost.questions import QUESTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

NEED = next(number for number, question in enumerate(QUESTIONS) if question.key == "need")


def step_url(number: int, **answers: Any) -> str:
    code = CodeBook.of(current_snapshot().terms).encode(Circumstances(**answers), number)
    return reverse("signpost:step", args=[code])


def test_it_is_asked_on_the_page_of_another_question_and_may_be_left_open() -> None:
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    html = client.get(step_url(NEED)).content.decode()
    [field] = re.findall(r'<select[^>]*name="language".*?</select>', html, re.DOTALL)
    assert re.findall(r'<option value="(\w*)"', field) == ["", *languages_to_talk()]
    assert re.search(r'value="ar" lang="ar"\s*>العربية<', field)
    assert "required" not in field
    wanted = {"need": frozenset({"talk"})}
    for typed, said in (("pl", {"pl"}), ("", set()), ("klingon", set())):
        response = client.post(step_url(NEED), {"need": "talk", "language": typed})
        assert response["Location"] == step_url(NEED + 1, **wanted, language=frozenset(said))
    back = client.get(step_url(NEED, **wanted, language=frozenset({"pl"}))).content.decode()
    assert re.search(r'value="pl" lang="pl"\s+selected', back)


def test_it_puts_who_speaks_it_before_who_has_an_interpreter_and_drops_nobody() -> None:
    matcher = current_snapshot().matcher
    asked = Question(language=frozenset({"pl"}))
    everybody = matcher.ranked(Question(), limit=1000)
    speakers = [match.key for match in matcher.ranked(asked, limit=1000)]
    assert sorted(speakers) == sorted(match.key for match in everybody)
    services = list(Service.objects.all())
    speaks = {service.pk for service in services if "pl" in service.languages}
    interprets = {service.pk for service in services if service.interpreter == "yes"}
    assert speaks
    assert interprets
    direct = set(Service.objects.filter(intake="direct").values_list("pk", flat=True))
    current = [key for key in speakers if key in direct and not _is_overdue(key)]
    known = [key for key in current if key in speaks] + [
        key for key in current if key in interprets - speaks
    ]
    assert current[: len(known)] == known


def _is_overdue(key: int) -> bool:
    matcher = current_snapshot().matcher
    index = matcher.index_of(key)
    return index is not None and bool(matcher.overdue >> index & 1)


def test_it_excludes_nobody_from_the_first_contact_and_dutch_changes_nothing() -> None:
    contacts = current_snapshot().first_contacts
    for need in ("talk", "shelter", "legal", "wages"):
        person = Circumstances(need=frozenset({need}))
        before = contacts.decide(person, OFFICE_HOURS)
        dutch = contacts.decide(replace(person, language=frozenset({"nl"})), OFFICE_HOURS)
        assert dutch == before
        for language in languages_to_talk():
            found = contacts.decide(replace(person, language=frozenset({language})), OFFICE_HOURS)
            assert found.first is not None
            assert found.rule == before.rule
            assert found.needs_met == before.needs_met, (need, language)
            assert len(found.also) == len(before.also), (need, language)


def test_of_equals_the_one_that_speaks_it_comes_first() -> None:
    contacts = current_snapshot().first_contacts
    person = Circumstances(need=frozenset({"talk"}), language=frozenset({"so"}))
    before = contacts.decide(person, OFFICE_HOURS)
    beside = before.also[-1]
    Service.all_objects.filter(pk=beside).update(languages=["so"])
    forget_everything()
    after = current_snapshot().first_contacts.decide(person, OFFICE_HOURS)
    assert beside in (after.first, *after.also)


def test_a_card_says_how_they_talk_in_that_language_and_nothing_if_nobody_asked() -> None:
    Service.all_objects.update(languages=[], interpreter="unknown")
    client = Client()
    url = reverse("signpost:answer")
    assert "tolk." not in client.get(url, {"language": "pl"}).content.decode()
    Service.all_objects.update(interpreter="yes")
    assert "In uw taal, met een tolk." in client.get(url, {"language": "pl"}).content.decode()
    assert "In uw taal, met een tolk." not in client.get(url).content.decode()
    Service.all_objects.update(languages=["pl"])
    for name in ("signpost:answer", "signpost:full_answer"):
        html = client.get(reverse(name), {"language": "pl"}).content.decode()
        assert "Zij spreken polski." in html
