"""People as they come get the first contact and the rights that fit them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from directory.matching.question import Circumstances
from directory.models import Service
from directory.snapshot.snapshot import current_snapshot
from rights.models import Right
from rights.snapshot import current_rights
from tests.wegwijzer.always_answer import asking
from tests.wegwijzer.cases import CASES
from tests.wegwijzer.cases.case import ONLY_112, Case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


def test_there_are_forty_people_at_least() -> None:
    assert len({case.who for case in CASES}) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.who)
def test_a_person_gets_the_contact_that_fits(case: Case) -> None:
    contacts = current_snapshot().first_contacts
    said = {facet: frozenset(codes.split()) for facet, codes in case.said.items()}
    slugs = dict(Service.objects.values_list("pk", "slug"))

    found = contacts.decide(
        asking(case.place or None, **said), case.moment, in_danger=case.in_danger
    )

    assert slugs.get(found.first or 0) == case.first, case.why
    also = [slugs[key] for key in found.also] or [""]
    matcher = current_snapshot().matcher
    is_open = matcher.open_at(case.moment)
    stand_ins = [slugs[key] for key in found.also if is_open & matcher.services([key])]
    if found.is_first_open:
        assert also[0] == case.alternative, case.why
        assert not case.open_now, case.why
    else:
        # Who is open stands directly below who is closed, the alternative at most one further down.
        assert case.alternative in also, case.why
        assert (stand_ins or [ONLY_112])[0] == case.open_now, case.why
        assert not stand_ins or also[0] == stand_ins[0]
        assert found.opening or stand_ins


@pytest.mark.parametrize("case", [case for case in CASES if case.rights], ids=lambda case: case.who)
def test_a_person_is_entitled_to_what_the_law_says(case: Case) -> None:
    rights = current_rights()
    slugs = dict(Right.objects.values_list("pk", "slug"))
    circumstances = Circumstances.of({facet: codes.split() for facet, codes in case.said.items()})

    verdict = rights.rulebook.decide(circumstances)
    values = {slugs[key]: verdict.value_of(index) for index, key in enumerate(rights.keys)}

    assert {slug: values[slug] for slug in case.rights} == case.rights


@pytest.mark.parametrize("place", ["Bonaire", "Saba", "Kralendijk"])
@pytest.mark.parametrize("page", ["signpost:answer", "who_does_what", "directory:services"])
def test_someone_on_the_islands_is_led_to_their_own_page(
    client: Client, place: str, page: str
) -> None:
    translation.activate("en")

    response = client.get(reverse(page), {"place": place})

    islands = reverse("caribbean")
    assert response.headers.get("Location") == islands or islands in response.content.decode()
