"""Who translates sees what waits, beside the words to use, and confirms with one click."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directory.models import Service
from editorial.accounts.roles import Role
from editorial.models import AuditEvent, GlossaryTerm, TranslatedModel, TranslationSource, User
from editorial.models.translated import text_digest
from editorial.translations.queue import WaitingTranslation
from editorial.translations.sources import TranslatedRow, note_translations, note_translations_of
from tests.directory.builders import make_channel, make_service
from tests.forms import form_on
from tests.people import account, at_the_desk

pytestmark = pytest.mark.django_db

QUEUE = "admin:editorial_translationsource_changelist"


@pytest.fixture
def service(empty_directory: None) -> Service:
    service = make_service(
        slug="advice",
        name_nl="Advies",
        name_en="Advice",
        application_process_nl="Bel ons.",
        application_process_en="Call us.",
    )
    note_translations(service, "anna")
    Service.all_objects.update(application_process_nl="Bel de vertrouwensarts.")
    note_translations(service, "bert")
    service.refresh_from_db()
    return service


def waiting() -> TranslationSource:
    (source,) = TranslationSource.objects.to_translate()
    return source


def confirm(client: Client, seen: str) -> str:
    address = reverse("admin:editorial_translationsource_confirm", args=[waiting().pk])
    return client.post(address, {"seen": seen}, follow=True).content.decode()


def seen_on(client: Client) -> str:
    (found,) = client.get(reverse(QUEUE)).context["waiting"]
    return str(found.seen)


def test_the_queue_shows_both_dutch_texts_and_the_english(service: Service) -> None:
    shown = at_the_desk(Role.EDITOR).get(reverse(QUEUE)).content.decode()
    for text in ("Bel ons.", "Bel de vertrouwensarts.", "Call us."):
        assert text in shown


def test_the_glossary_stands_beside_the_texts_it_is_about(service: Service) -> None:
    GlossaryTerm.objects.create(term_nl="Vertrouwensarts", term_en="confidential doctor")
    GlossaryTerm.objects.create(term_nl="aangifte", term_en="police report")
    shown = at_the_desk(Role.EDITOR).get(reverse(QUEUE)).content.decode()
    assert "confidential doctor" in shown
    assert "police report" not in shown


def change_the_description(service: Service) -> None:
    """Leave as the one text that waits one on which no safety depends."""
    Service.all_objects.update(
        application_process_nl="Bel ons.",
        description_nl="Wij helpen je.",
        description_en="We help.",
    )
    note_translations(service, "bert")
    Service.all_objects.update(description_nl="Wij helpen u graag.")
    note_translations(service, "bert")


def test_one_click_says_that_the_meaning_is_unchanged(service: Service) -> None:
    change_the_description(service)
    client = at_the_desk(Role.EDITOR, username="carla")
    confirm(client, seen_on(client))
    assert not TranslationSource.objects.to_translate().exists()
    source = TranslationSource.objects.get(field="description")
    assert source.translated_by == "carla"
    event = AuditEvent.objects.filter(action="translation_confirmed").get()
    assert (event.actor, event.object_key, event.fields) == ("carla", "advice", ["description"])


SAFETY_CRITICAL = [
    (model, name)
    for model in apps.get_models()
    if issubclass(model, TranslatedModel)
    for name in sorted(model.safety_critical_texts)
]


@pytest.mark.parametrize(("model", "name"), SAFETY_CRITICAL)
def test_every_text_on_which_safety_depends_needs_two(
    model: type[TranslatedModel], name: str
) -> None:
    source = TranslationSource(model=model._meta.label, key="x", field=name)
    record = model(**{f"{name}_nl": "Nieuw", f"{name}_en": "Old"})
    carla, dirk = account(Role.PUBLISHER, username="carla"), account(Role.PUBLISHER, username="d")

    def looked_at_by(user: User) -> WaitingTranslation:
        row = TranslatedRow(record, "x", record)
        return WaitingTranslation(source, row, "Nieuw", "Old", (), user)

    assert (looked_at_by(carla).may_propose, looked_at_by(carla).may_confirm) == (True, False)
    source.unchanged_by, source.unchanged_seen = carla, text_digest("Nieuw")
    assert (looked_at_by(carla).may_propose, looked_at_by(carla).may_confirm) == (False, False)
    assert (looked_at_by(dirk).may_propose, looked_at_by(dirk).may_confirm) == (False, True)
    source.unchanged_seen = text_digest("Anders")
    assert looked_at_by(dirk).may_propose


def test_a_safety_critical_text_waits_until_another_publisher_agrees(service: Service) -> None:
    carla = at_the_desk(Role.PUBLISHER, username="carla")
    seen = seen_on(carla)
    confirm(carla, seen)
    confirm(carla, seen)
    source = waiting()
    assert source.translated_by == "anna"
    assert not AuditEvent.objects.filter(action="translation_confirmed").exists()
    assert AuditEvent.objects.filter(action="proposed", actor="carla").count() == 1
    editor = at_the_desk(Role.EDITOR, username="ed")
    confirm(editor, seen)
    assert waiting() == source
    page = editor.get(reverse(QUEUE)).content.decode()
    assert "carla" in page
    confirm(at_the_desk(Role.PUBLISHER, username="dirk"), seen)
    assert not TranslationSource.objects.to_translate().exists()
    source.refresh_from_db()
    assert source.translated_by == "carla, dirk"


def test_a_proposal_about_other_dutch_counts_for_nothing(service: Service) -> None:
    carla = at_the_desk(Role.PUBLISHER, username="carla")
    confirm(carla, seen_on(carla))
    Service.all_objects.update(application_process_nl="Kom langs.")
    note_translations(service, "bert")
    dirk = at_the_desk(Role.PUBLISHER, username="dirk")
    confirm(dirk, seen_on(dirk))
    assert waiting().unchanged_by == User.objects.get(username="dirk")


def test_a_click_on_a_text_that_changed_meanwhile_does_nothing(service: Service) -> None:
    client = at_the_desk(Role.EDITOR)
    seen = seen_on(client)
    Service.all_objects.update(application_process_nl="Kom langs.")
    confirm(client, seen)
    assert waiting().source_text == "Bel ons."
    assert not AuditEvent.objects.filter(action="translation_confirmed").exists()


@pytest.mark.parametrize("roles", [(), (Role.ADMINISTRATOR,)], ids=["none", "administrator"])
def test_who_does_not_write_confirms_nothing(service: Service, roles: tuple[Role, ...]) -> None:
    client = at_the_desk(*roles)
    address = reverse("admin:editorial_translationsource_confirm", args=[waiting().pk])
    assert client.post(address, {"seen": ""}).status_code == 403
    assert client.get(reverse(QUEUE)).status_code == 403


def test_looking_confirms_nothing(service: Service) -> None:
    address = reverse("admin:editorial_translationsource_confirm", args=[waiting().pk])
    assert at_the_desk(Role.EDITOR).get(address).status_code == 405


def test_markup_in_a_text_is_shown_as_text(service: Service) -> None:
    Service.all_objects.update(application_process_nl="<script>alert(1)</script>")
    note_translations(service, "bert")
    shown = at_the_desk(Role.EDITOR).get(reverse(QUEUE)).content.decode()
    assert "&lt;script&gt;alert(1)" in shown


def test_the_queue_costs_the_same_for_one_text_as_for_a_page(service: Service) -> None:
    client = at_the_desk(Role.EDITOR)
    client.get(reverse(QUEUE))
    with CaptureQueriesContext(connection) as for_one:
        client.get(reverse(QUEUE))
    services = [make_service(organization=service.organization) for _ in range(15)]
    note_translations_of(services, "anna")
    Service.all_objects.update(description_nl="Anders.")
    note_translations_of(services, "anna")
    with CaptureQueriesContext(connection) as for_many:
        client.get(reverse(QUEUE))
    assert len(for_many) == len(for_one)
    assert len(for_many) <= 20


def test_the_overview_counts_what_is_missing_and_out_of_date(service: Service) -> None:
    service.alert_nl = "Vandaag dicht."
    service.save()
    note_translations(service, "bert")
    client = at_the_desk(Role.EDITOR)
    response = client.get(reverse("admin:editorial_translationsource_status"))
    (kind,) = (kind for kind in response.context["kinds"] if kind.label == "directory.Service")
    assert (kind.texts, kind.missing, kind.outdated) == (4, {"nl": 0, "en": 1}, 1)
    assert kind.percentage == 50


def test_the_command_prints_the_same_counts(service: Service) -> None:
    output = StringIO()
    call_command("translation_status", stdout=output)
    (line,) = (line for line in output.getvalue().splitlines() if "directory.Service " in line)
    assert line.split()[1:] == ["3", "3", "3", "1", "66%"]
    assert "1 texts wait" in output.getvalue()


def test_the_command_finds_what_was_changed_by_hand(service: Service) -> None:
    Service.all_objects.update(description_nl="Met de hand.")
    call_command("translation_status", note=True, stdout=StringIO())
    assert TranslationSource.objects.to_translate().count() == 2


def test_each_text_that_waits_leads_to_its_own_field(service: Service) -> None:
    organization = service.organization
    for key in ("first", "second"):
        make_channel(organization, key=key, label_nl=f"Balie {key}", label_en="Desk")
    note_translations(organization, "anna")
    organization.channels.filter(key="second").update(label_nl="Loket")
    note_translations(organization, "bert")
    desk = at_the_desk(Role.EDITOR)
    found = {text.english: text.entry_url for text in desk.get(reverse(QUEUE)).context["waiting"]}
    assert found.keys() == {"Call us.", "Desk"}
    for english, url in found.items():
        address, _hash, field = url.partition("#")
        values = form_on(desk.get(address))
        assert values[field.removeprefix("id_")] == [english]
    row = found["Desk"].rpartition("-")[0].partition("#id_")[2]
    assert values[f"{row}-label_nl"] == ["Loket"]
