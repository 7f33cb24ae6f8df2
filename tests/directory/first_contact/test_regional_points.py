"""Which services are points of a region, and which have a recent source on who may come."""

from typing import Any

import pytest

from directory.first_contact.regional_points import load_regional_points
from directory.models import Channel, Organization, Service, ServiceFact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

POINT = "meldpunt-mensenhandel-flevoland"


def years() -> dict[str, int | None]:
    slugs = dict(Service.objects.values_list("pk", "slug"))
    return {slugs[key]: year for key, year in load_regional_points().items()}


def test_points_are_the_coordinators_and_reporting_points_of_the_regions() -> None:
    found = years()
    assert all(slug.startswith(("zorgcoordinatie-", "meldpunt-mensenhandel-")) for slug in found), (
        found
    )
    regional = Service.objects.filter(
        slug__regex="^(zorgcoordinatie|meldpunt-mensenhandel)-"
    ).values_list("slug", flat=True)
    assert set(regional) == set(found)


def test_help_of_another_kind_in_a_region_is_no_point() -> None:
    assert "spot46-hulp-sekswerkers" not in years()


def test_only_that_of_flevoland_has_a_recent_source_and_a_number_of_its_own() -> None:
    assert {slug: year for slug, year in years().items() if year} == {POINT: 2024}


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (ServiceFact, {"source_date": "2022-12"}),
        (ServiceFact, {"source_date": ""}),
        (ServiceFact, {"date_is": "about"}),
        (ServiceFact, {"date_is": "before"}),
        (ServiceFact, {"certainty": "C"}),
        (ServiceFact, {"field": "cost"}),
        (Service, {"audiences": ["near", "professional"]}),
        (Channel, {"certainty": "C"}),
        (Channel, {"kind": "web"}),
    ],
)
def test_an_older_or_unsure_source_does_not_count(model: Any, changes: dict[str, Any]) -> None:
    point = Service.objects.get(slug=POINT)
    rows = {
        ServiceFact: ServiceFact.objects.filter(service=point),
        Service: Service.objects.filter(pk=point.pk),
        Channel: Channel.objects.filter(services=point, organization=point.organization),
    }[model]
    rows.update(**changes)
    assert years()[POINT] is None


def test_the_number_of_another_organization_does_not_count() -> None:
    point = Service.objects.get(slug=POINT)
    other = Organization.objects.get(slug="comensha")
    Channel.objects.filter(services=point, organization=point.organization).update(
        organization=other
    )
    assert years()[POINT] is None
