"""Lists of the desk ask the same few questions however much there is."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import FreshnessPolicy, LinkFinding, Verification, VisitorReport
from editorial.publishing.workflow import propose
from rights.models import Publication
from tests.directory.builders import (
    make_area,
    make_channel,
    make_need,
    make_organization,
    make_service,
)
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

MAX_QUERIES = 20


def add_one_of_each(number: int) -> None:
    organization = make_organization(slug=f"organization-{number}")
    channel = make_channel(organization, key=f"phone-{number}")
    service = make_service(slug=f"service-{number}", organization=organization, channels=[channel])
    service.needs.add(make_need(f"need_{number}"))
    service.service_areas.add(make_area(f"GM{number:04}"))
    Publication.all_objects.create(
        slug=f"publication-{number}", title_nl="Rapport", publisher=organization, year=2020
    )
    about = {"model": "directory.Service", "key": service.slug}
    now = timezone.now()
    LinkFinding.objects.create(
        **about, field="website", url="https://example.org", outcome="gone", checked_at=now
    )
    VisitorReport.objects.create(**about, reason="closed", day=now.date(), count=1)
    Verification.objects.create(**about, name="x", fact="everything", how="phoned")
    base = fresh_document(organization)
    propose(organization, base | {"name_nl": "Nieuw"}, base=base, by_name="The organization")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def changelists() -> list[str]:
    """Return the addresses of all lists; of the policy there is one, and no list."""
    return sorted(
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
        if model is not FreshnessPolicy
    )


@pytest.fixture
def grown() -> Callable[[range], dict[str, int]]:
    desk = at_the_desk(*Role)

    def measured(numbers: range) -> dict[str, int]:
        for number in numbers:
            add_one_of_each(number)
        return {address: queries(desk, address) for address in changelists()}

    return measured


def test_every_list_asks_as_many_questions_for_many_records_as_for_few(
    grown: Callable[[range], dict[str, int]],
) -> None:
    few = grown(range(2))
    many = grown(range(2, 12))
    assert many == few
    assert max(many.values()) <= MAX_QUERIES
