"""What the pages of rights bear: much content, unknown URLs, and whatever is asked."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.models import AgeGroup
from rights.models import (
    Entitlement,
    Legislation,
    MunicipalDuty,
    Provision,
    Publication,
    Right,
    Signal,
    VictimCount,
)
from tests.rights.test_pages import LEGISLATION, PAGES, RIGHTS, STATUSES

pytestmark = pytest.mark.usefixtures("starter_content", "db")


def copies(entry: Any, number: int) -> Iterator[Any]:
    """Save copies of an entry, each with the same relations."""
    relations = {
        field.name: list(getattr(entry, field.name).all())
        for field in entry._meta.local_many_to_many
    }
    for position in range(number):
        copy = type(entry).all_objects.get(pk=entry.pk)
        copy.pk, copy.public_id, copy.slug = None, None, f"{entry.slug}-copy-{position}"
        copy._state.adding = True
        copy.save()
        for name, related in relations.items():
            getattr(copy, name).set(related)
        yield copy


def enlarge_everything() -> None:
    for right in copies(Right.objects.get(slug="loon"), 20):
        Entitlement.objects.create(
            right=right, value="yes", age_groups=AgeGroup.values, residence_statuses=STATUSES
        )
    for instrument in copies(Legislation.objects.get(slug="wet-seksuele-misdrijven"), 20):
        Provision.objects.create(legislation=instrument, key=f"{instrument.slug}/1", article="1")
    list(copies(Signal.objects.filter(service__isnull=False).first(), 20))
    list(copies(MunicipalDuty.objects.first(), 20))
    for year, report in enumerate(copies(Publication.objects.first(), 20), start=2000):
        VictimCount.objects.create(publication=report, year=year, number=1)


WITH_MUCH_CONTENT = (
    RIGHTS,
    RIGHTS + "?age=minor&status=eu&need=shelter&q=loon",
    "/nl/rechten/loon/",
    "/nl/rechten/toelage/?age=adult&status=dutch",
    LEGISLATION,
    "/nl/wetgeving/sr/",
    "/nl/wetgeving/wml/",
    "/nl/signalen/",
    "/nl/publicaties/",
    "/nl/cijfers/",
    "/nl/taken-van-gemeenten/",
    "/nl/hulp/fairwork-loon/",
)


def test_the_number_of_queries_does_not_grow_with_the_content(client: Client) -> None:
    def queries(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    before = {address: queries(address) for address in WITH_MUCH_CONTENT}
    enlarge_everything()
    assert {address: queries(address) for address in WITH_MUCH_CONTENT} == before
    assert max(before.values()) < 16


@pytest.mark.parametrize(
    "address",
    [
        "/nl/rechten/bestaat-niet/",
        "/nl/wetgeving/bestaat-niet/",
        "/en/rights/%00/",
        "/en/legislation/SR%0A/",
    ],
)
def test_an_unknown_address_gives_a_useful_page(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert "112" in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_nothing_but_reading_is_allowed(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.bad_input
@pytest.mark.usefixtures("read_from_an_edition")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(
        st.sampled_from(["age", "status", "need", "phase", "step", "situation", "q", "kind"]),
        st.lists(
            st.text() | st.sampled_from(["minor", "unknown", "\x00", "x" * 10_000]), max_size=4
        ),
    ),
    st.sampled_from(PAGES),
)
def test_whatever_is_asked_there_is_an_answer(
    client: Client, asked: dict[str, list[str]], address: str
) -> None:
    assert client.get(address, asked).status_code == 200
