"""Where sources contradicted each other it was settled once, and stays settled."""

from typing import Any

import pytest

from directory.models import (
    Channel,
    ChannelKind,
    FacetRule,
    Known,
    Organization,
    OrganizationFact,
    RetiredContact,
    Service,
    ServiceFact,
)
from directory.models.channel import NUMBER_KINDS
from directory.models.retired_contact import retired_form

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

ANSWERS: list[tuple[str, str, Any]] = [
    ("politie-aangifte", "anonymous_possible", Known.DEPENDS),
    ("politie-aangifte", "parents_told", Known.DEPENDS),
    ("arbeidsinspectie-melden", "anonymous_possible", Known.DEPENDS),
    ("meld-misdaad-anoniem-tip", "police_link", Known.YES),
    ("meld-misdaad-anoniem-tip", "anonymous_possible", Known.YES),
    ("juridisch-loket-advies", "identity_asked", Known.YES),
    ("meldpunt-uitbuiting-minderjarigen-advies", "police_link", Known.YES),
    ("lkha-huwelijksdwang-en-achterlating", "audiences", ["professional"]),
    ("lkha-huwelijksdwang-en-achterlating", "intake", "professionals"),
    ("ind-verblijfsvergunning", "police_link", Known.YES),
]
SAID: list[tuple[str, str, str, str]] = [
    ("juridisch-loket-advies", "eligibility_description", "laag inkomen", "low income"),
    ("juridisch-loket-advies", "disclosure", "naam en adres", "name and address"),
    ("fairwork-advies", "eligibility_description", "minstens twee", "at least two"),
    ("schadefonds-uitkering", "eligibility_description", "Bonaire", "Bonaire"),
    ("meld-misdaad-anoniem-tip", "disclosure", "gemeenten die meedoen", "municipalities that"),
    ("meldpunt-uitbuiting-minderjarigen-advies", "alert", "naar de politie", "to the police"),
    ("politie-aangifte", "alert", "Onder de 13", "Under 13"),
    ("work-in-nl-informatiepunt", "eligibility_description", "uit de EU", "from the EU"),
]
SEEN_BEFORE = {
    "languages": {"helpwanted-online-chantage"},
    "parents_told": {"comensha-professionals"},
    "identity_asked": {
        "arbeidsinspectie-melden",
        "meld-misdaad-anoniem-tip",
        "politie-aangifte",
        "schadefonds-uitkering",
    },
}
"""What only the entry as a whole gives the source of, from before facts had their own."""

MUST_HAVE_ITS_SOURCE = (
    "languages",
    "interpreter",
    "wait_time",
    "identity_asked",
    "parents_told",
)


def service(slug: str) -> Service:
    return Service.all_objects.get(slug=slug)


@pytest.mark.parametrize(("slug", "name", "answer"), ANSWERS)
def test_the_better_source_won(slug: str, name: str, answer: Any) -> None:
    assert getattr(service(slug), name) == answer


@pytest.mark.parametrize(("slug", "name", "dutch", "english"), SAID)
def test_what_a_person_must_know_is_said(slug: str, name: str, dutch: str, english: str) -> None:
    found = service(slug)
    assert dutch in getattr(found, f"{name}_nl")
    assert english in getattr(found, f"{name}_en")


def test_the_labour_authority_is_called_from_abroad_on_the_number_it_gives_itself() -> None:
    assert Channel.objects.get(key="arbeidsinspectie-abroad").value == "+31703335678"
    assert not Channel.objects.filter(value="+31703334444").exists()


def test_information_points_for_migrant_workers_are_not_everywhere() -> None:
    areas = set(service("work-in-nl-informatiepunt").service_areas.values_list("code", flat=True))
    assert "NL" not in areas
    assert "labour-west-brabant" in areas


def test_a_centre_has_its_new_name_and_is_found_by_the_old_one() -> None:
    centre = Organization.all_objects.get(slug="pg292")
    assert centre.name_nl == centre.name_en == "Amsterdam Center for Sex Workers"
    assert "P&G292" in centre.alternate_names


def test_the_criminal_intelligence_team_has_no_number() -> None:
    assert not Channel.objects.filter(organization__slug="nla-tci").exists()


def test_two_organizations_of_one_name_are_not_published() -> None:
    assert not Organization.objects.filter(slug="door2door").exists()
    assert not Service.objects.filter(organization__slug="door2door").exists()


def test_every_source_of_a_number_is_about_a_number_of_that_organization() -> None:
    channels = set(Channel.objects.values_list("organization", "key"))
    about = set(OrganizationFact.objects.exclude(channel="").values_list("organization", "channel"))
    assert about <= channels


def test_nothing_retired_is_used() -> None:
    used = set(Channel.objects.values_list("value", flat=True))
    used |= set(Organization.all_objects.values_list("website", flat=True))
    assert not set(map(retired_form, used)) & set(
        RetiredContact.objects.values_list("value", flat=True)
    )


def test_a_number_says_where_it_was_seen_or_that_it_was_not() -> None:
    """A number without a source is to be checked, and its doubt stands beside it."""
    sourced = set(OrganizationFact.objects.filter(field="value").values_list("channel", flat=True))
    for channel in Channel.objects.filter(kind__in=NUMBER_KINDS):
        if channel.key not in sourced:
            assert channel.certainty == "C", channel.key
            assert channel.doubt_nl, channel.key


@pytest.mark.parametrize("name", MUST_HAVE_ITS_SOURCE)
def test_an_answer_that_was_found_says_where(name: str) -> None:
    sourced = set(ServiceFact.objects.filter(field=name).values_list("service__slug", flat=True))
    known = {
        found.slug
        for found in Service.objects.all()
        if getattr(found, name) not in ("", [], Known.UNKNOWN)
    }
    assert known - sourced <= SEEN_BEFORE.get(name, set())


@pytest.mark.parametrize("slug", ["comensha-helpdesk", "fairwork-advies", "politie-geen-spoed"])
def test_a_deaf_person_can_reach_whom_others_call(slug: str) -> None:
    assert service(slug).channels.filter(kind=ChannelKind.RELAY).exists()


def test_whoever_can_be_called_by_a_victim_can_be_called_through_the_relay() -> None:
    without = [
        found.slug
        for found in Service.objects.filter(intake="direct").prefetch_related("channels")
        if "victim" in found.audiences
        for kinds in [{channel.kind for channel in found.channels.all()}]
        if ChannelKind.PHONE in kinds and ChannelKind.RELAY not in kinds
    ]
    assert without == []


def test_a_home_that_takes_trafficked_people_promises_no_secrecy_it_does_not_keep() -> None:
    shelter = service("moviera-opvang")
    assert "geheim" not in shelter.description_nl
    assert "secret" not in (shelter.description_en or "")
    assert service("moviera-opvang").gender_rule == FacetRule.ANY


def test_what_was_last_said_ten_years_ago_comes_with_its_doubt() -> None:
    for model in (ServiceFact, OrganizationFact):
        for fact in model.objects.all():
            if fact.year is not None and fact.year < 2016:
                assert fact.doubt_nl, fact
