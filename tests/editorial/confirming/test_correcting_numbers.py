"""Every correction of a number, from whichever link shows it, reaches an editor."""

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from directory.models import Channel, Organization
from editorial.confirming.links import confirmation_url, make_link
from editorial.models import ConfirmationLink, Entry, Proposal, Verification
from tests.directory.builders import make_channel, make_organization, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
CORRECTED = {"value": "+31201234567", "opening_hours": "Mo-Fr 10:00-16:00"}


@pytest.fixture
def own() -> Channel:
    organization = make_organization(slug="voorbeeld", name_nl="Voorbeeld")
    return make_channel(organization, key="own", opening_hours="Mo-Fr 09:00-17:00")


@pytest.fixture
def elsewhere() -> Channel:
    organization = make_organization(slug="elders", name_nl="Elders")
    return make_channel(organization, key="elsewhere", value="+31612345678")


@pytest.fixture(params=["organization", "service"])
def link(request: pytest.FixtureRequest, own: Channel, elsewhere: Channel) -> ConfirmationLink:
    """Give a link from which both numbers are seen, one way or another."""
    organization = own.organization
    service = make_service(organization=organization, channels=[own, elsewhere])
    about: Entry = organization if request.param == "organization" else service
    return make_link(about, by="anna", now=datetime.now(tz=UTC))


def opened(client: Client, link: ConfirmationLink) -> tuple[str, str, dict[str, str]]:
    """Return where the form goes, the page, and what it holds when it is opened."""
    parts = urlsplit(confirmation_url(link, "en"))
    path = f"{parts.path}?{parts.query}"
    page = client.get(path).content.decode()
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    texts = re.findall(r'<textarea[^>]*\sname="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    return path, page, {name: unescape(value) for name, value in (*hidden, *texts)}


def answer(client: Client, link: ConfirmationLink, **changes: str) -> Any:
    path, _page, form = opened(client, link)
    return client.post(path, form | changes, headers=OUR_PAGE)


def proposed(channel: Channel) -> dict[str, Any]:
    """Return the row of a number in the one proposal about the organization that holds it."""
    [proposal] = Proposal.objects.of(channel.organization)
    row: dict[str, Any]
    [row] = [row for row in proposal.document["channels"] if row["key"] == channel.key]
    return row


def test_numbers_are_shown_with_their_hours(client: Client, link: ConfirmationLink) -> None:
    _path, page, _form = opened(client, link)
    for shown in ("+31334481186", "Mo-Fr 09:00-17:00", "+31612345678"):
        assert shown in page


@pytest.mark.parametrize("whose", ["own", "elsewhere"])
@pytest.mark.parametrize("column", Channel.correctable_columns)
def test_a_correction_is_proposed_where_the_number_is_kept(
    client: Client,
    link: ConfirmationLink,
    own: Channel,
    elsewhere: Channel,
    *,
    whose: str,
    column: str,
) -> None:
    channel = {"own": own, "elsewhere": elsewhere}[whose]
    answer(client, link, **{f"contact-{channel.pk}-{column}": CORRECTED[column]})
    assert proposed(channel)[column] == CORRECTED[column]
    assert Proposal.objects.get().origin == "contact"
    assert not Verification.objects.exists()


def test_several_corrections_at_once_all_arrive(
    client: Client, link: ConfirmationLink, own: Channel, elsewhere: Channel
) -> None:
    answer(
        client,
        link,
        **{
            f"contact-{channel.pk}-{column}": text
            for channel in (own, elsewhere)
            for column, text in CORRECTED.items()
        },
    )
    for channel in (own, elsewhere):
        assert proposed(channel).items() >= CORRECTED.items()


def test_hours_in_words_reach_an_editor_as_they_were_told(
    client: Client, link: ConfirmationLink, own: Channel
) -> None:
    page = answer(client, link, **{f"contact-{own.pk}-opening_hours": "elke dag, tot het donker"})
    assert page.status_code == 200
    assert "elke dag, tot het donker" in ConfirmationLink.objects.unread().get().remark
    assert not Proposal.objects.exists()


def test_a_row_of_another_kind_with_the_same_key_is_left_alone(
    client: Client, link: ConfirmationLink, own: Channel
) -> None:
    own.organization.locations.create(key=own.key, confidential=True)
    answer(client, link, **{f"contact-{own.pk}-value": CORRECTED["value"]})
    assert proposed(own)["value"] == CORRECTED["value"]


@pytest.mark.parametrize("column", Channel.correctable_columns)
def test_a_number_that_changed_since_it_was_shown_is_not_confirmed(
    client: Client, link: ConfirmationLink, own: Channel, column: str
) -> None:
    path, _page, form = opened(client, link)
    Channel.objects.filter(pk=own.pk).update(**{column: CORRECTED[column]})
    response = client.post(path, form | {f"contact-{own.pk}-right": "1"}, headers=OUR_PAGE)
    assert response.status_code == 400
    assert CORRECTED[column] in response.content.decode()
    assert not Verification.objects.exists()


def test_an_organization_does_not_confirm_the_number_of_another(
    client: Client, link: ConfirmationLink, own: Channel, elsewhere: Channel
) -> None:
    _path, page, _form = opened(client, link)
    assert f'name="contact-{elsewhere.pk}-right"' not in page
    answer(client, link, **{f"contact-{channel.pk}-right": "1" for channel in (own, elsewhere)})
    assert [found.key for found in Verification.objects.all()] == [own.key]
    assert Organization.objects.get(slug="elders").assured_date is None
