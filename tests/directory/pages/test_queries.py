"""The number of queries of a public page does not grow with the directory."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import (
    AgeGroup,
    Area,
    AreaKind,
    Audience,
    Channel,
    Organization,
    Phase,
    Place,
    Service,
)
from tests.directory.builders import make_area, make_channel, make_country, make_need, make_region

pytestmark = pytest.mark.usefixtures("empty_directory")

PAGES = [
    "/nl/",
    "/nl/hulp/",
    "/en/help/?need=talk&age=minor&phase=care&audience=victim",
    "/nl/hulp/?municipality=GM0001&page=2",
    "/en/help/?place=Here&q=help&open_now=1",
    "/nl/hulp/?place=Nowhere&q=onvindbaar",
    "/en/search/?q=help+Here",
    "/nl/zoeken/?q=hulp&place=Nowhere",
    "/nl/hulp/service-0/",
    "/en/organisations/",
    "/nl/organisaties/",
    "/nl/organisaties/organization-0/",
]

MAX_QUERIES = 15


def grow(first: int, last: int) -> None:
    """Add services, each tenth with an organization of its own, over all kinds of facets."""
    here = Area.objects.get(code="GM0001")
    areas: Iterator[Area] = cycle([make_country(), here, Area.objects.get(code="NL-DR")])
    ages, phases = cycle(AgeGroup.values), cycle(Phase.values)
    needs = cycle([make_need("talk"), make_need("shelter")])
    for number in range(first, last):
        if number % 10 == 0:
            organization = Organization.all_objects.create(
                slug=f"organization-{number}",
                name_nl=f"Organisatie {number}",
                description_nl="x",
                kind="ngo",
                helps_victims="direct",
                state="published",
            )
            channel = make_channel(organization, opening_hours="24/7")
        service = Service.all_objects.create(
            slug=f"service-{number}",
            organization=organization,
            name_nl=f"Hulp {number:04}",
            name_en=f"Help {number:04}",
            description_nl="x",
            intake="direct",
            age_rule="only" if number % 3 else "unknown",
            age_groups=[next(ages)] if number % 3 else [],
            phases=[next(phases)],
            audiences=Audience.values,
            state="published",
        )
        service.needs.set([next(needs)])
        service.service_areas.set([next(areas)])
        service.channels.set([channel])


@pytest.fixture
def fifty_services() -> None:
    here = make_area("GM0001")
    make_region("NL-DR", AreaKind.PROVINCE, here)
    Place.objects.create(name="Here", municipality=here, kind="place")
    grow(0, 50)


def queries(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


def test_a_page_asks_as_much_of_200_services_as_of_50(client: Client, fifty_services: None) -> None:
    at_fifty = {address: len(queries(client, address)) for address in PAGES}
    grow(50, 200)
    at_two_hundred = {address: len(queries(client, address)) for address in PAGES}
    assert at_two_hundred == at_fifty
    assert max(at_fifty.values()) <= MAX_QUERIES


def test_building_the_snapshot_asks_as_much_of_200_services_as_of_50(
    client: Client, fifty_services: None
) -> None:
    def asked() -> int:
        Channel.objects.first().save()  # type: ignore[union-attr]  # there are fifty
        with CaptureQueriesContext(connection) as captured:
            client.get("/nl/")
        return len(captured)

    client.get("/nl/")
    at_fifty = asked()
    grow(50, 200)
    assert asked() == at_fifty
