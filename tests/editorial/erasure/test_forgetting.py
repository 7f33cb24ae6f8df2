"""A place that becomes secret is forgotten by every column of every table."""

import re
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from directory.models import (
    Area,
    Location,
    Need,
    Organization,
    RegionalConfirmation,
    Service,
)
from directory.models.location import ADDRESS_FIELDS
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.documents.document import key_of
from editorial.documents.text_columns import is_text_column
from editorial.models import (
    AuditEvent,
    EntryVersion,
    FormDraft,
    LoadedContent,
    Proposal,
    User,
    Verification,
    VisitorReport,
)
from editorial.publishing.workflow import publish_at_once
from editorial.translations.sources import note_translations
from editorial.verification.verify import verify
from rights.models import Right, RightOwnership
from tests.directory.builders import make_channel
from tests.editorial.erasure.shelter import make_secret, make_shelter, note_everywhere
from tests.people import account

pytestmark = pytest.mark.usefixtures("empty_directory")


@pytest.fixture
def publisher() -> User:
    return account(Role.PUBLISHER, username="publisher")


@pytest.fixture
def shelter(publisher: User) -> Organization:
    return make_shelter(publisher)


FORMS = [
    "Kerkstraat 12",
    "KERKSTRAAT 12a",
    "in de Kerkstraat",
    "Kerkstraat+12",
    "kerkstraat_12",
    "1017ga",
    "52.99173, 6.56482",
    "52,9917 6,565",
    "52.992",
]
GIVES_AWAY = re.compile(
    r"kerkstraat|1017[^\w]?ga|(?<![\d:])52[.,]99[12]|(?<![\d:])6[.,]56[45]", re.IGNORECASE
)
NOT_ABOUT_ENTRIES = set("auth contenttypes sessions account socialaccount mfa axes admin".split())


def dumped(*, without: type[models.Model] | None = None) -> dict[str, list[str]]:
    """Return what gives the address away, by table and column, as the database itself has it."""
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model is without:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608 - a model's table
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if GIVES_AWAY.search(str(value)):
                        found.setdefault(f"{model.__name__}.{name}", []).append(str(value))
    return found


def give_every_table_a_row(organization: Organization) -> None:
    """Make a row about the organization, its service or a row below in each table that has such."""
    service = organization.services.get()
    for model in (EntryVersion, Proposal):
        assert model.objects.of(service).exists()
    note_everywhere(organization, "nowhere")
    day = date(2026, 3, 3)
    RegionalConfirmation.objects.create(
        service=service,
        confirmed_by="anna",
        confirmed_on=day,
        how="phoned",
        agreed_by="anna",
        agreed_on=day,
    )
    RightOwnership.objects.create(
        owner=organization,
        right=Right.all_objects.create(slug="right"),
        signed_off_by="anna",
        signed_off_on=day,
    )
    organization.locations.create(key="office", confidential=False, address_1="Dorpsweg 3")
    seen: dict[str, Any] = {"source_title": "x", "source_site": "x", "stated_by": "government"}
    organization.facts.create(channel="door", field="value", certainty="A", **seen)
    service.facts.create(field="languages", certainty="A", **seen)
    FormDraft.objects.create(owner=User.objects.earliest("pk"), path="x", content="x")
    note_translations(organization, "anna")
    note_translations(service, "anna")
    for record in (organization, service, *organization.channels.all()):
        reference = {"model": record._meta.label, "key": str(key_of(record))}
        VisitorReport.objects.create(**reference, reason="number", day=day)
        take = User.objects.earliest("pk").taken_tasks.create
        take(**reference, kinds=["reported"], taken_at=timezone.now(), remark="x")


def filled(value: Any, form: str) -> Any:
    """Return a value with a form of the address in every text of it, however deep."""
    if isinstance(value, dict):
        return {
            name: part if name in FIXED or part == [] else filled(part, form)
            for name, part in value.items()
        }
    if isinstance(value, list):
        holds_words = any(isinstance(part, str | dict) for part in value)
        return [filled(part, form) for part in value] if holds_words else [form, {"x": [form]}]
    return form if isinstance(value, str) else value


FIXED = {"key", "slug", "state", "organization", *ADDRESS_FIELDS, "latitude", "longitude"}
"""What documents know each other by, and where the places are."""


def fill_every_column(form: str) -> set[str]:
    """Write a form of the address into every column that can hold it; return which."""
    named = {"model", "key", "entry_model", "entry_key", "slug", "field", "language", "nonce"}
    named |= {*ADDRESS_FIELDS}
    columns = set()
    for model in apps.get_models():
        rows: Any = models.QuerySet(model)
        is_about = model._meta.app_label not in NOT_ABOUT_ENTRIES and model not in LEFT_OUT
        for column in model._meta.concrete_fields if is_about else ():
            if (
                is_text_column(column)
                and column.name not in {*named, *ADDRESS_FIELDS}
                and rows.exists()
            ):
                for row in rows.values("pk", column.name):
                    value = filled(row[column.name] or "", form)
                    short = value[: column.max_length] if isinstance(value, str) else value
                    rows.filter(pk=row["pk"]).update(**{column.name: short})
                columns.add(f"{model.__name__}.{column.column}")
    return columns


LEFT_OUT = {Area, AuditEvent, LoadedContent, Need, Right, User}
"""Tables with rows in this test that are not about the organization, or hold no values."""
OF_OTHERS = """
    AreaMember Condition ContentVersion DailyCount Entitlement ExploitationForm FallbackCount
    FirstContactOption FirstContactRule FormerMunicipality FreshnessPolicy GlossaryTerm
    HelpTextCheck
    Legislation LegislationIdentifier MunicipalDuty NeedRank Place Postcode Provision
    Publication PublishedRecord RetiredContact RightVariant SearchHint Signal Situation
    TopicOwnership VictimCount
""".split()
"""Tables without a row here: those of other entries, of words and of places for everybody."""


def hide() -> None:
    """Make the house secret as a script would, without a document."""
    place = Location.objects.get(latitude__isnull=False)
    place.confidential = True
    place.address_1 = place.postal_code = place.city = ""
    place.latitude = place.longitude = None
    place.save()


def test_every_column_of_every_table_forgets_it(
    shelter: Organization, subtests: pytest.Subtests
) -> None:
    give_every_table_a_row(shelter)
    for form in FORMS:
        with subtests.test(form), transaction.atomic():
            columns = fill_every_column(form)
            assert columns <= dumped().keys()
            assert set(OF_OTHERS) == {
                model.__name__
                for model in apps.get_models()
                if model._meta.app_label not in NOT_ABOUT_ENTRIES
                and model not in LEFT_OUT
                and not any(column.startswith(f"{model.__name__}.") for column in columns)
            }
            hide()
            assert dumped() == {}
            transaction.set_rollback(True)


def name_by_the_street(shelter: Organization) -> Any:
    """Give the house, a channel and the entries keys with the street in them."""
    service: Any = shelter.services.get()
    channel = make_channel(shelter, key="kerkstraat-12-deur")
    Location.objects.update(key="kerkstraat-12")
    service.channels.set([channel])
    service.locations.set(shelter.locations.all())
    Organization.all_objects.update(slug="huis-kerkstraat-12")
    Service.all_objects.update(slug="bed-kerkstraat-12")
    shelter.refresh_from_db()
    verify([shelter, channel], by="anna", how="phoned")
    return service


def test_a_key_that_names_the_street_becomes_a_number_wherever_it_is_named(
    shelter: Organization,
) -> None:
    service = name_by_the_street(shelter)
    hide()
    assert dumped(without=AuditEvent) == {}
    shelter.refresh_from_db()
    assert shelter.slug == f"organization-{shelter.pk}"
    [channel], [place] = service.channels.all(), service.locations.all()
    assert (channel.key, place.key) == (f"channel-{channel.pk}", f"location-{place.pk}")
    assert Verification.objects.filter(model="directory.Channel", key=channel.key).exists()


def test_such_a_key_does_not_stop_who_makes_it_secret_at_the_desk(
    shelter: Organization, publisher: User
) -> None:
    service = name_by_the_street(shelter)
    publish_at_once(shelter, make_secret(shelter), by=publisher, note="Threat")
    assert dumped(without=AuditEvent) == {}
    assert service.locations.get().confidential


def test_a_service_that_gives_the_place_away_does_not_stop_it_either(
    shelter: Organization, publisher: User
) -> None:
    Service.all_objects.update(seen_in_nl="Gezien bij Kerkstraat 12", source="Het pand: 1017 GA")
    publish_at_once(shelter, make_secret(shelter), by=publisher, note="Threat")
    assert fresh_document(Service.all_objects.get())["seen_in_nl"] == "Gezien bij …"
    assert dumped() == {}


def test_a_translation_is_as_fresh_as_it_was(shelter: Organization) -> None:
    service: Any = shelter.services.get()
    texts = {"description_nl": "Kom: Kerkstraat 12", "description_en": "Come: Kerkstraat 12"}
    Service.all_objects.update(**texts, alert_nl="Dicht: Kerkstraat 12", alert_en="Closed")
    note_translations(Service.all_objects.get(), "anna")
    Service.all_objects.update(alert_nl="Weer open: Kerkstraat 12")
    note_translations(Service.all_objects.get(), "anna")
    hide()
    note_translations(Service.all_objects.get(), "anna")
    service = Service.all_objects.get()
    assert not service.is_out_of_date("description")
    assert service.is_out_of_date("alert")


def test_a_number_that_was_verified_is_not_verified_as_erased(shelter: Organization) -> None:
    channel = make_channel(shelter, kind="visit", value="Kerkstraat 12")
    verify([channel], by="anna", how="phoned")
    hide()
    channel.refresh_from_db()
    assert (channel.value, channel.checked_on) == ("…", None)


def test_the_versions_of_a_service_that_is_gone_forget_it_too(shelter: Organization) -> None:
    Proposal.objects.all().delete()
    shelter.services.get().delete()
    hide()
    assert dumped() == {}


def test_a_street_that_is_a_word_goes_as_a_name_only(shelter: Organization) -> None:
    Location.objects.update(address_1="Markt 3")
    Service.all_objects.update(description_nl="Op de Markt; de markt van vraag", source="Markt 3")
    hide()
    service = Service.all_objects.get()
    assert (service.description_nl, service.source) == ("Op de …; de markt van vraag", "…")
