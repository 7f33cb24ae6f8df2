"""When the care coordinator of a region is named as the first to contact."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from time_machine import TimeMachineFixture

from directory.matching.matcher import Question
from directory.models import (
    FirstContactOption,
    FirstContactRule,
    RegionalConfirmation,
    Service,
)
from directory.snapshot.snapshot import current_snapshot
from editorial.models import FreshnessPolicy
from editorial.verification.verify import verify
from tests.directory.builders import (
    make_area,
    make_channel,
    make_organization,
    make_region,
    make_service,
)

pytestmark = pytest.mark.django_db

CONFIRMED = date(2026, 3, 1)
PERSON = Question(audience=frozenset({"victim"}), age=frozenset({"adult"}), municipality="GM0363")


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)


@pytest.fixture
def coordinator(empty_directory: None) -> Service:
    """Give a directory with a fallback for everyone, and a coordinator for one region."""
    region = make_region("care-noord", "free_region", make_area("GM0363"))
    organization = make_organization()
    fallback = make_service(organization=organization, channels=[make_channel(organization)])
    rule = FirstContactRule.all_objects.create(
        slug="everyone", state="published", is_fallback=True, regional_coordinator_first=True
    )
    FirstContactOption.objects.create(rule=rule, role="first", service=fallback)
    near = make_organization()
    return make_service(
        organization=near,
        channels=[make_channel(near)],
        needs=["coordination"],
        areas=[region],
    )


def confirm(service: Service, **changes: object) -> RegionalConfirmation:
    known = {
        "confirmed_by": "coordinator of the municipality",
        "confirmed_on": CONFIRMED,
        "how": "phoned",
        "agreed_by": "director",
        "agreed_on": date(2026, 2, 1),
    }
    confirmation = RegionalConfirmation(service=service, **(known | changes))
    confirmation.full_clean()
    confirmation.save()
    return confirmation


def is_first(service: Service) -> bool:
    moment = datetime.now(tz=UTC)
    found = current_snapshot(moment).first_contacts.decide(PERSON, moment)
    assert found.first is not None
    return found.first == service.pk and found.is_coordinator


def test_one_who_was_confirmed_and_agreed_comes_first(coordinator: Service) -> None:
    assert not is_first(coordinator)
    confirm(coordinator)
    assert is_first(coordinator)


def test_a_check_of_the_facts_is_no_confirmation(coordinator: Service) -> None:
    verify([coordinator], by="anna", how="phoned")
    assert not is_first(coordinator)


def test_one_who_did_not_agree_to_be_listed_does_not_come_first(coordinator: Service) -> None:
    confirm(coordinator, agreed_by="", agreed_on=None)
    assert not is_first(coordinator)


def test_a_confirmation_lasts_three_months(
    coordinator: Service, time_machine: TimeMachineFixture
) -> None:
    confirm(coordinator)
    time_machine.move_to(datetime(2026, 5, 31, 9, tzinfo=UTC))
    assert is_first(coordinator)
    time_machine.move_to(datetime(2026, 6, 1, 9, tzinfo=UTC))
    assert not is_first(coordinator)


def test_an_administrator_sets_for_how_long(
    coordinator: Service, time_machine: TimeMachineFixture
) -> None:
    confirm(coordinator)
    time_machine.move_to(datetime(2026, 4, 15, 9, tzinfo=UTC))
    assert is_first(coordinator)
    FreshnessPolicy(pk=1, coordinator_months=1).save()
    assert not is_first(coordinator)


@pytest.mark.parametrize(
    "changes",
    [
        {"confirmed_by": ""},
        {"confirmed_on": None},
        {"how": ""},
        {"agreed_by": ""},
        {"agreed_on": None},
    ],
)
def test_half_of_it_is_refused(coordinator: Service, changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        confirm(coordinator, **changes)
