"""Below every text of the desk stands how plainly it is written, and saving goes on without it."""

import logging
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from modeltranslation.translator import translator

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.admin.plain_language import NAMES, PlainLanguageWidget
from editorial.languages import LANGUAGES
from editorial.models import AuditEvent, FormDraft, GlossaryTerm
from tests.directory.builders import make_channel, make_organization
from tests.filling_in import filled_in
from tests.people import account, at_the_desk

pytestmark = pytest.mark.usefixtures("empty_directory")

LONG = f"Wij helpen u indien u {'weer eens bij ons terug wilt komen en ' * 3}wilt bellen."
QUOTED = f'<q lang="nl">{LONG}</q>'


def form_of(entry: Any) -> str:
    return reverse(f"admin:directory_{entry._meta.model_name}_change", args=[entry.pk])


def look(client: Client, form: str, **sent: str) -> Any:
    return client.post(f"{form}plain-language/", {"text": LONG, "language": "nl"} | sent)


def test_every_text_that_is_written_at_the_desk_has_it_in_every_language(
    rf: RequestFactory,
) -> None:
    """A form that is new has it, and a row below a form; only names of things go without."""
    request = rf.get("/admin/")
    request.user = account(Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR)
    shown: dict[Any, set[str]] = {}
    without_page = []
    for model, model_admin in admin.site._registry.items():
        forms = [(model, model_admin.get_form(request))]
        forms += [
            (formset.model, formset.form)
            for formset, _row in model_admin.get_formsets_with_inlines(request)
        ]
        for made, form in forms:
            found = {
                name
                for name, field in form.base_fields.items()
                if isinstance(field.widget, PlainLanguageWidget)
            }
            shown[made] = shown.get(made, set()) | found
            if found:
                try:
                    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
                    reverse(f"{name}_add_plain_language")
                except NoReverseMatch:
                    without_page.append(model)
    prose = {
        model: {
            f"{name}_{language}"
            for name in translator.get_options_for_model(model).all_fields
            if name not in NAMES
            for language in LANGUAGES
        }
        for model in translator.get_registered_models(abstract=False)
    }
    assert {model: names - shown.get(model, set()) for model, names in prose.items()} == {
        model: set() for model in prose
    }
    assert not without_page


def test_it_stands_below_the_text_when_the_form_is_opened_and_when_it_is_refused() -> None:
    organization = make_organization(description_nl=LONG)
    make_channel(organization, doubt_nl=LONG)
    client = at_the_desk(Role.EDITOR)
    page = client.get(form_of(organization))
    assert page.content.decode().count(QUOTED) == 2
    assert "Duidelijker dan" in page.content.decode()
    assert "Hoe duidelijk is wat ik schrijf?" in page.content.decode()
    refused = client.post(form_of(organization), filled_in(page, name_nl="", _save="x"))
    assert refused.content.decode().count(QUOTED) == 2


def test_it_keeps_nobody_from_saving() -> None:
    organization = make_organization(state="draft")
    client = at_the_desk(Role.EDITOR)
    sent = filled_in(client.get(form_of(organization)), description_nl=LONG, _save="x")
    assert client.post(form_of(organization), sent).status_code == 302
    assert Organization.all_objects.get().description_nl == LONG


def test_it_is_told_while_one_writes_and_kept_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    organization = make_organization()
    client = at_the_desk(Role.EDITOR)
    events = AuditEvent.objects.count()
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as captured:
        for form in (form_of(organization), reverse("admin:directory_organization_add")):
            found = look(client, form)
            assert QUOTED in found.content.decode()
            assert "no-store" in found.headers["Cache-Control"]
            assert not look(client, form, text=" ").content
    assert LONG not in caplog.text
    assert not [query for query in captured if "terug wilt komen" in query["sql"]]
    assert AuditEvent.objects.count() == events
    assert not FormDraft.objects.exists()


def test_markup_is_shown_as_text_and_nonsense_gets_an_answer() -> None:
    client = at_the_desk(Role.EDITOR)
    form = form_of(make_organization())
    nasty = look(client, form, text=f"<script>alert(1)</script> {LONG}").content.decode()
    assert "<script>" not in nasty
    assert "&lt;script&gt;" in nasty
    for sent in ({"language": "xx"}, {"language": ""}):
        assert look(client, form, **sent).status_code == 400
    assert look(client, form, text="\x00" * 100_000).status_code == 200
    assert client.get(f"{form}plain-language/").status_code == 405


def test_only_who_may_send_the_form_is_answered() -> None:
    form = form_of(make_organization())
    add = reverse("admin:directory_organization_add")
    need = reverse("admin:directory_need_add")
    stranger = look(Client(), form)
    assert stranger.status_code == 302
    assert "/sign-in/" in stranger.headers["Location"]
    administrator, editor = at_the_desk(Role.ADMINISTRATOR), at_the_desk(Role.EDITOR)
    gone = reverse("admin:directory_organization_change", args=[0])
    refused = ((administrator, form), (administrator, add), (editor, need), (editor, gone))
    assert [look(client, page).status_code for client, page in refused] == [403] * 4
    assert look(editor, form).status_code == 200
    forged = Client(enforce_csrf_checks=True)
    forged.cookies = editor.cookies
    assert look(forged, form).status_code == 403


def test_what_the_glossary_says_not_to_write_is_named_with_the_term_and_its_note() -> None:
    GlossaryTerm.objects.create(
        term_nl="bedenktijd",
        term_en="reflection period",
        avoid_nl="B8-periode, bezinningstijd",
        avoid_en="cooling-off period",
        note="Drie maanden.",
    )
    client = at_the_desk(Role.EDITOR)
    form = form_of(make_organization())
    for language, avoided, term in (
        ("nl", "Bezinningstijd", "bedenktijd"),
        ("en", "cooling-off period", "reflection period"),
    ):
        found = look(client, form, text=f"{avoided} mag.", language=language).content.decode()
        for text in (f">{avoided}<", f">{term}<", "Drie maanden."):
            assert text in found


def test_a_form_asks_once_for_the_glossary_however_many_texts_it_has() -> None:
    organization = make_organization(description_nl=LONG, description_en=LONG, doubt_nl=LONG)
    for _number in range(5):
        make_channel(organization, doubt_nl=LONG)
    client = at_the_desk(Role.EDITOR)
    with CaptureQueriesContext(connection) as captured:
        client.get(form_of(organization))
    table = GlossaryTerm._meta.db_table
    assert len([query for query in captured if table in query["sql"]]) == 1
