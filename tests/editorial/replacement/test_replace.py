"""A dead number, address or link is replaced wherever it stands, and nowhere else."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from directory.models import Channel, SearchHint, Service
from editorial.accounts.roles import Role
from editorial.documents.document import document_of
from editorial.models import (
    AuditEvent,
    EntryVersion,
    Proposal,
    ProposalState,
    TranslationSource,
    VersionReason,
)
from editorial.replacement.replace import replacement_of
from editorial.translations.sources import note_translations
from tests.directory.builders import make_channel, make_need, make_organization, make_service
from tests.people import at_the_desk

pytestmark = pytest.mark.django_db

OLD, NEW = "033-448 11 86", "020 123 45 67"


@pytest.fixture
def service(empty_directory: None) -> Service:
    organization = make_organization(slug="helpdesk", website="https://old.example.org")
    channel = make_channel(organization, key="phone", value="+31334481186")
    service = make_service(
        slug="advice",
        organization=organization,
        channels=[channel],
        application_process_nl="Bel 033 448 11 86.",
        application_process_en="Call +31 33 448 11 86.",
        source="Seen: 033 448 11 86",
    )
    note_translations(service, "anna")
    return service


@pytest.fixture
def hint(service: Service) -> SearchHint:
    hint = SearchHint.objects.create(
        slug="smuggling",
        phrases_nl=["033 448 11 86", "smokkel"],
        explanation_nl="Bel 033 448 11 86.",
        explanation_en="Call +31 33 448 11 86.",
    )
    hint.services.add(service)
    return hint


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("033-448 11 86", "020 123 4567"),
        ("+31334481186", "+31201234567"),
        ("Bel +31 33 448 11 86 nu.", "Bel +31 20 123 4567 nu."),
        ("Bel 0334481186.", "Bel 0201234567."),
        ("Bel 033 448 11 87.", "Bel 033 448 11 87."),
        ("IBAN 10334481186000", "IBAN 10334481186000"),
    ],
)
def test_a_number_is_found_however_it_is_written(text: str, replaced: str) -> None:
    assert replacement_of(OLD, NEW)(text) == replaced


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        ("Mail help@old.org.", "Mail info@new.org."),
        ("other.help@old.org", "other.help@old.org"),
        ("help@old.org.uk", "help@old.org.uk"),
    ],
)
def test_an_address_is_replaced_as_a_whole(text: str, replaced: str) -> None:
    assert replacement_of("help@old.org", "info@new.org")(text) == replaced


@pytest.mark.parametrize(("old", "new"), [("1", "2"), ("x.org", ""), (OLD, "mail"), (OLD, OLD)])
def test_what_makes_no_sense_is_refused(old: str, new: str) -> None:
    with pytest.raises(ValidationError):
        replacement_of(old, new)


def run(old: str = OLD, new: str = NEW, **options: bool) -> str:
    output = StringIO()
    call_command("replace_everywhere", old, new, stdout=output, **options)
    return output.getvalue()


def stored(service: Service) -> dict[str, object]:
    return document_of(Service.all_objects.get(pk=service.pk))


def test_the_command_replaces_in_channels_and_in_both_languages(service: Service) -> None:
    assert "Changed 3 texts in 2 records." in run()
    assert Channel.objects.get(key="phone").value == "+31201234567"
    assert stored(service)["application_process_nl"] == "Bel 020 123 4567."
    assert stored(service)["application_process_en"] == "Call +31 20 123 4567."


def test_a_source_stays_what_was_seen(service: Service) -> None:
    run()
    assert stored(service)["source"] == "Seen: 033 448 11 86"


def test_history_log_and_translations_know_of_it(service: Service) -> None:
    run()
    assert EntryVersion.objects.filter(reason=VersionReason.REPLACED).count() == 2
    assert AuditEvent.objects.filter(action="changed", actor="replace_everywhere").count() == 2
    assert not TranslationSource.objects.to_translate().exists()


def test_a_new_number_counts_as_never_checked(service: Service) -> None:
    Channel.objects.filter(key="phone").update(
        assured_date="2026-01-01", assured_value="+31334481186"
    )
    run()
    assert Channel.objects.get(key="phone").checked_on is None


def test_vocabularies_and_search_hints_are_searched_too(hint: SearchHint) -> None:
    need = make_need("advice", explanation_nl="Of mail help@old.org.", synonyms_nl=["help@old.org"])
    run("help@old.org", "info@new.org")
    need.refresh_from_db()
    assert (need.explanation_nl, need.synonyms_nl) == ("Of mail info@new.org.", ["info@new.org"])
    run()
    hint.refresh_from_db()
    assert hint.phrases_nl == ["020 123 4567", "smokkel"]
    assert AuditEvent.objects.get(object_key="smuggling").fields == [
        "explanation_en",
        "explanation_nl",
        "phrases_nl",
    ]


def test_a_reference_to_another_record_is_no_text(service: Service, hint: SearchHint) -> None:
    assert "Changed 0 texts" in run("advice", "counsel")


def test_a_dry_run_shows_and_changes_nothing(service: Service) -> None:
    before = stored(service)
    assert "Would change 3 texts" in run(dry_run=True)
    assert stored(service) == before


def test_one_refused_record_stops_everything(service: Service) -> None:
    with pytest.raises(CommandError, match="Nothing was replaced"):
        run("https://old.example.org", "no link at all")
    assert service.organization.website == "https://old.example.org"


class TestAtTheDesk:
    def ask(self, client: Client, **more: str) -> Client:
        asked = {"old": OLD, "new": NEW, "note": "New number.", **more}
        self.response = client.post(reverse("desk_replace"), asked)
        return client

    def test_an_editor_sees_every_text_and_then_proposes(self, service: Service) -> None:
        client = self.ask(at_the_desk(Role.EDITOR))
        assert "Bel 020 123 4567." in self.response.content.decode()
        assert not Proposal.objects.exists()
        self.ask(client, seen=self.response.context["seen"])
        assert Proposal.objects.count() == 2
        assert stored(service)["application_process_nl"] == "Bel 033 448 11 86."

    def test_a_publisher_may_make_it_live_at_once_to_be_reviewed(self, service: Service) -> None:
        client = self.ask(at_the_desk(Role.PUBLISHER), at_once="on")
        self.ask(client, at_once="on", seen=self.response.context["seen"])
        assert Channel.objects.get(key="phone").value == "+31201234567"
        assert Proposal.objects.filter(state=ProposalState.UNREVIEWED).count() == 2

    def test_an_editor_cannot_make_it_live_at_once(self, service: Service) -> None:
        client = self.ask(at_the_desk(Role.EDITOR), at_once="on")
        self.ask(client, at_once="on", seen=self.response.context["seen"])
        assert Channel.objects.get(key="phone").value == "+31334481186"

    def test_nothing_is_replaced_that_was_not_seen(self, service: Service) -> None:
        client = self.ask(at_the_desk(Role.EDITOR))
        seen = self.response.context["seen"]
        Service.all_objects.update(application_process_nl="Bel +31334481186.")
        self.ask(client, seen=seen)
        assert not Proposal.objects.exists()

    def test_an_administrator_replaces_in_the_vocabularies_only(
        self, service: Service, hint: SearchHint
    ) -> None:
        client = self.ask(at_the_desk(Role.ADMINISTRATOR))
        assert {text.record for text in self.response.context["found"].texts} == {hint}
        self.ask(client, seen=self.response.context["seen"])
        hint.refresh_from_db()
        assert hint.explanation_nl == "Bel 020 123 4567."
        assert stored(service)["application_process_nl"] == "Bel 033 448 11 86."

    def test_an_editor_sees_what_is_left_to_an_administrator(
        self, service: Service, hint: SearchHint
    ) -> None:
        client = self.ask(at_the_desk(Role.EDITOR))
        assert {text.record for text in self.response.context["found"].left} == {hint}
        self.ask(client, seen=self.response.context["seen"])
        hint.refresh_from_db()
        assert hint.explanation_nl == "Bel 033 448 11 86."

    def test_who_has_no_role_replaces_nothing(self, service: Service) -> None:
        self.ask(at_the_desk())
        assert self.response.status_code == 403
