"""A check of a help page: recorded by one person, approved by another, of one wording."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from editorial.accounts.roles import Role
from editorial.models import AuditEvent, HelpTextCheck
from tests.forms import form_on
from tests.pages import get, text_of
from tests.people import at_the_desk
from wegwijzer.help_pages.checks import SentenceState, read_sentences_of
from wegwijzer.help_pages.sentences import texts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

URL = "/admin/help-pages/pl/"
RIGHTS = ("rights_heading", "right_pay")
READER = "Zofia Czytająca"


def seen(*keys: str) -> list[str]:
    return [one.seen for one in read_sentences_of("pl") if one.key in keys]


def post(client: Client, action: str, *keys: str, **given: Any) -> Any:
    form = form_on(client.get(URL))
    sent = {**form, "sentence": seen(*keys), "action": action, **given}
    return client.post(URL, sent, follow=True)


def record(client: Client, *keys: str, **given: Any) -> Any:
    filled = {"reader": READER, "checked_on": timezone.localdate().isoformat()}
    return post(client, "record", *keys, **{**filled, **given})


def states(*keys: str) -> set[SentenceState]:
    return {one.state for one in read_sentences_of("pl") if one.key in keys}


def is_shown() -> bool:
    return texts_of("pl").translations["right_pay"].text in get("/pl/").words


def test_a_right_is_shown_once_one_person_recorded_a_check_and_another_approved() -> None:
    editor, publisher = at_the_desk(Role.EDITOR), at_the_desk(Role.PUBLISHER)
    record(editor, *RIGHTS)
    assert states(*RIGHTS) == {SentenceState.WAITING}
    assert not is_shown()
    assert "Controles van hulppagina’s" not in editor.get("/admin/").content.decode()
    assert "goed te keuren (2)" in text_of(publisher.get("/admin/").content.decode())
    post(publisher, "approve", *RIGHTS)
    assert states(*RIGHTS) == {SentenceState.CHECKED}
    assert is_shown()
    assert READER in publisher.get(URL).content.decode()
    assert READER not in get("/pl/").html


def test_nobody_approves_what_they_recorded_and_an_editor_approves_nothing() -> None:
    publisher, editor = at_the_desk(Role.PUBLISHER), at_the_desk(Role.EDITOR)
    record(publisher, *RIGHTS)
    for client in (publisher, editor):
        answer = post(client, "approve", *RIGHTS)
        assert "Zo gelaten: 2." in text_of(answer.content.decode())
    assert states(*RIGHTS) == {SentenceState.WAITING}


def test_a_check_that_is_taken_back_takes_the_name_and_the_sentence_with_it() -> None:
    editor = at_the_desk(Role.EDITOR)
    record(editor, *RIGHTS)
    post(at_the_desk(Role.PUBLISHER), "approve", *RIGHTS)
    post(editor, "take_back", "right_pay")
    assert not is_shown()
    assert states("right_pay") == {SentenceState.UNCHECKED}
    post(editor, "take_back", "rights_heading")
    assert READER not in editor.get(URL).content.decode()


def test_a_check_holds_for_the_wording_that_was_seen() -> None:
    editor = at_the_desk(Role.EDITOR)
    record(editor, *RIGHTS, sentence=["right_pay:0123456789abcdef", *seen("rights_heading")])
    assert states("right_pay") == {SentenceState.UNCHECKED}
    post(at_the_desk(Role.PUBLISHER), "approve", "rights_heading")
    HelpTextCheck.objects.update(digest="0123456789abcdef")
    assert states("rights_heading") == {SentenceState.CHANGED}
    record(editor, "rights_heading")
    assert states("rights_heading") == {SentenceState.WAITING}


def test_a_check_names_a_reader_and_a_day_that_has_come_and_keeps_what_was_chosen() -> None:
    editor = at_the_desk(Role.EDITOR)
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    for name, wrong in (("reader", " "), ("checked_on", tomorrow), ("checked_on", "gisteren")):
        answer = record(editor, *RIGHTS, **{name: wrong})
        assert form_on(answer)["sentence"] == seen(*RIGHTS)
    assert not HelpTextCheck.objects.exists()
    assert "Kies eerst zinnen." in text_of(record(editor).content.decode())


def test_the_log_says_who_did_what_and_never_who_read() -> None:
    editor, publisher = at_the_desk(Role.EDITOR), at_the_desk(Role.PUBLISHER)
    record(editor, *RIGHTS)
    post(publisher, "approve", *RIGHTS)
    post(editor, "take_back", *RIGHTS)
    events = AuditEvent.objects.filter(object_label="editorial.HelpTextCheck", object_key="pl")
    assert list(events.values_list("action", "actor")) == [
        ("deleted", "editor"),
        ("approved", "publisher"),
        ("verified", "editor"),
    ]
    assert all(event.fields == sorted(RIGHTS) for event in events)
    assert READER not in str(list(AuditEvent.objects.values()))


def test_only_who_translates_sees_the_pages_and_every_language_has_one() -> None:
    editor = at_the_desk(Role.EDITOR)
    paths = [
        value.partition('"')[0]
        for value in editor.get("/admin/help-pages/").content.decode().split('href="')
        if value.startswith("/admin/help-pages/") and value[18] != '"'
    ]
    assert len(paths) == 19
    assert all(editor.get(path).status_code == 200 for path in paths)
    assert editor.get("/admin/help-pages/nl/").status_code == 404
    administrator = at_the_desk(Role.ADMINISTRATOR)
    assert administrator.get(URL).status_code == 403
    assert administrator.get("/admin/help-pages/").status_code == 403


def test_a_day_is_kept_as_it_was_said() -> None:
    record(at_the_desk(Role.EDITOR), "danger", checked_on="2026-03-01")
    assert HelpTextCheck.objects.get().checked_on == date(2026, 3, 1)
