"""What a check by a person does to a record, and what a save does not."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Channel, Organization, Service
from editorial.models import ContentVersion, Verification
from editorial.verification.verify import contacts_of, verify
from tests.directory.builders import make_channel, make_organization, make_service

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 3, 9, tzinfo=UTC)
JUNE = datetime(2026, 6, 6, 9, tzinfo=UTC)


def check(*records: Any, at: datetime = MARCH, **changes: Any) -> list[Verification]:
    return verify(records, at=at, **({"by": "anna", "how": "phoned"} | changes))


def stored(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


class TestSaving:
    def test_a_save_does_not_refresh_an_entry(self) -> None:
        service = make_service()
        service.assured_date = date(2026, 3, 3)
        service.cost = "paid"
        service.save()
        assert stored(service).assured_date is None
        assert stored(service).cost == "paid"

    def test_a_save_of_an_older_copy_does_not_undo_a_check(self) -> None:
        service = make_service()
        older_copy = Service.all_objects.get(pk=service.pk)
        check(service)
        older_copy.save()
        assert stored(service).assured_date == date(2026, 3, 3)

    def test_a_save_does_not_refresh_a_number(self) -> None:
        channel = make_channel(make_organization())
        channel.assured_date, channel.assured_value = date(2026, 3, 3), channel.value
        channel.save()
        assert stored(channel).checked_on is None

    def test_a_changed_number_counts_as_never_checked(self) -> None:
        channel = make_channel(make_organization())
        check(channel)
        Channel.objects.filter(pk=channel.pk).update(value="+31201234567")
        assert stored(channel).assured_date == date(2026, 3, 3)
        assert stored(channel).checked_on is None


class TestVerification:
    def test_it_says_who_when_how_and_what_came_of_it(self) -> None:
        service = make_service(slug="opvang", name_nl="Opvang")
        [verification] = check(service, how="website", outcome="corrected", remark="Other hours.")
        assert stored(service).assured_date == date(2026, 3, 3)
        assert (verification.model, verification.key) == ("directory.Service", "opvang")
        assert (verification.name, verification.fact) == ("Opvang", "everything")
        assert (verification.verified_by, verification.verified_at) == ("anna", MARCH)
        assert (verification.how, verification.outcome) == ("website", "corrected")
        assert verification.remark == "Other hours."

    def test_the_day_is_that_of_the_netherlands(self) -> None:
        service = make_service()
        check(service, at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
        assert stored(service).assured_date == date(2026, 7, 2)

    def test_an_entry_says_nothing_of_its_numbers(self) -> None:
        channel = make_channel(make_organization())
        check(make_service(channels=[channel]), channel.organization)
        assert stored(channel).checked_on is None

    def test_a_number_is_checked_beside_its_entry(self) -> None:
        channel = make_channel(make_organization())
        service = make_service(channels=[channel])
        check(service, channel)
        assert stored(channel).checked_on == date(2026, 3, 3)
        numbers = Verification.objects.filter(model="directory.Channel")
        assert [(found.key, found.value) for found in numbers] == [(channel.key, channel.value)]

    def test_contact_facts_alone_leave_the_rest_as_it_was(self) -> None:
        organization = make_organization()
        channel = make_channel(organization)
        check(organization, channel, fact="contact")
        assert stored(organization).assured_date is None
        assert stored(channel).checked_on == date(2026, 3, 3)

    def test_a_number_can_be_checked_alone(self) -> None:
        organization = make_organization()
        first, second = make_channel(organization), make_channel(organization)
        check(first)
        assert stored(first).checked_on == date(2026, 3, 3)
        assert stored(second).checked_on is None
        assert stored(organization).assured_date is None

    def test_a_number_that_several_services_share_is_checked_once(self) -> None:
        channel = make_channel(make_organization())
        services = [make_service(channels=[channel]), make_service(channels=[channel])]
        check(*services, *contacts_of(services), channel)
        assert Verification.objects.filter(model="directory.Channel").count() == 1

    @pytest.mark.parametrize("outcome", ["unreachable", "incorrect"])
    def test_only_a_right_outcome_dates_a_record(self, outcome: str) -> None:
        service = make_service()
        check(service, outcome=outcome)
        assert stored(service).assured_date is None

    def test_nobody_reached_leaves_the_earlier_check(self) -> None:
        service = make_service()
        check(service, at=MARCH)
        check(service, at=JUNE, outcome="unreachable")
        assert stored(service).assured_date == date(2026, 3, 3)

    def test_what_is_found_incorrect_counts_as_never_checked(self) -> None:
        channel = make_channel(make_organization())
        check(channel, at=MARCH)
        check(channel, at=JUNE, outcome="incorrect")
        assert stored(channel).checked_on is None

    def test_a_mistaken_click_can_be_taken_back(self) -> None:
        service = make_service()
        check(service, at=MARCH)
        check(service, at=JUNE)
        check(service, at=JUNE, outcome="mistake")
        assert stored(service).assured_date == date(2026, 3, 3)
        check(service, at=JUNE, outcome="mistake")
        assert stored(service).assured_date is None

    def test_a_mistake_does_not_bring_back_the_check_of_another_number(self) -> None:
        channel = make_channel(make_organization())
        check(channel, at=MARCH)
        Channel.objects.filter(pk=channel.pk).update(value="+31201234567")
        channel.refresh_from_db()
        check(channel, at=JUNE)
        check(channel, at=JUNE, outcome="mistake")
        assert stored(channel).checked_on is None

    def test_it_outlives_its_record(self) -> None:
        service = make_service()
        check(service)
        Service.all_objects.filter(pk=service.pk).delete()
        assert Verification.objects.count() == 1

    def test_visitors_see_it_at_once(self) -> None:
        service = make_service()
        before = ContentVersion.current()
        check(service)
        assert ContentVersion.current() > before

    def test_many_are_marked_in_as_many_queries_as_one(self) -> None:
        few = [make_service(channels=[make_channel(make_organization())])]
        many = [make_service(channels=[make_channel(make_organization())]) for _ in range(20)]
        with CaptureQueriesContext(connection) as one:
            check(*few, *contacts_of(few))
        with CaptureQueriesContext(connection) as twenty:
            check(*many, *contacts_of(many))
        assert len(twenty) == len(one)
        assert Organization.all_objects.filter(assured_date__isnull=False).count() == 0
        assert Service.all_objects.filter(assured_date=date(2026, 3, 3)).count() == 21
