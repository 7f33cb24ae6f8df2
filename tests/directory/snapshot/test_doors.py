"""Behind which doors a service is: two contacts of an answer are behind different ones."""

import pytest

from directory.models import Channel, Service
from directory.snapshot.snapshot import current_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


def doors(slug: str) -> frozenset[str]:
    matcher = current_snapshot().matcher
    index = matcher.index_of(Service.objects.get(slug=slug).pk)
    assert index is not None
    return matcher.doors[index]


def test_a_relay_that_leads_to_every_number_is_no_door() -> None:
    relay = Channel.objects.filter(kind="relay", services__slug="comensha-helpdesk")
    assert relay.filter(services__slug="slachtofferhulp-praten-en-steun").exists()
    assert not doors("comensha-helpdesk") & doors("slachtofferhulp-praten-en-steun")


def test_a_number_that_two_services_share_is_one_door() -> None:
    assert doors("comensha-helpdesk") & doors("zorgcoordinator-in-uw-regio")
