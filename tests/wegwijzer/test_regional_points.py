"""A point of the region stands beside the first contact if a recent source names it, or not."""

from itertools import product

import pytest

from directory.models import Service
from directory.snapshot.snapshot import ServiceSnapshot, current_snapshot
from tests.wegwijzer.always_answer import MOMENTS, asking, random_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

ALMERE, ZWOLLE = "GM0034", "GM0193"


@pytest.fixture
def snapshot() -> ServiceSnapshot:
    return current_snapshot()


def flevoland() -> int:
    return Service.objects.get(slug="meldpunt-mensenhandel-flevoland").pk


@pytest.mark.parametrize("need", ["", "advice", "talk"])
def test_that_of_flevoland_stands_beside_the_first_there_and_only_there(
    snapshot: ServiceSnapshot, need: str
) -> None:
    said = {"age": frozenset({"adult"}), "need": frozenset({need} - {""})}
    for moment in MOMENTS:
        here = snapshot.first_contacts.decide(asking(ALMERE, **said), moment)
        assert flevoland() in here.also
        for place in (ZWOLLE, None):
            elsewhere = snapshot.first_contacts.decide(asking(place, **said), moment)
            assert flevoland() not in (elsewhere.first, *elsewhere.also)


def test_nobody_is_sent_first_to_a_point_that_nobody_confirmed_nor_beside_to_an_old_one(
    snapshot: ServiceSnapshot,
) -> None:
    contacts = snapshot.first_contacts
    regional = Service.objects.filter(slug__regex="^(zorgcoordinatie|meldpunt-mensenhandel)-")
    points = set(regional.values_list("pk", flat=True))
    people = list(random_people(13, 2_000, snapshot))
    # One moment after another: who is open is looked up once for each.
    for moment, (question, in_danger) in product(MOMENTS, people):
        decided = contacts.decide(question, moment, in_danger=in_danger)
        assert decided.first not in points
        assert all(contacts.year_stated(key) for key in points & set(decided.also))
