"""What visitors notice of facts that nobody has checked for long."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from directory.matching.matcher import Question
from directory.models import FirstContactOption, FirstContactRule, Service
from directory.snapshot.snapshot import current_snapshot
from editorial.models import FreshnessPolicy
from editorial.verification.verify import verify
from tests.directory.builders import make_area, make_channel, make_organization, make_service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

PUBLISHED = datetime(2026, 1, 15, 9, tzinfo=UTC)
AFTER_SIX_MONTHS = datetime(2026, 7, 16, 9, tzinfo=UTC)
AFTER_A_YEAR = datetime(2027, 1, 16, 9, tzinfo=UTC)
AFTER_TWO_YEARS = datetime(2028, 1, 16, 9, tzinfo=UTC)

MAY_HAVE_CHANGED = "may have changed"
ADULT = Question(audience=frozenset({"victim"}), age=frozenset({"adult"}))

NO_FIRST_CONTACT = "we do not name it as a first contact"


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(PUBLISHED, tick=False)


def reachable(**changes: Any) -> Service:
    organization = make_organization()
    return make_service(organization=organization, channels=[make_channel(organization)], **changes)


def page(client: Client, service: Service) -> str:
    html = client.get(f"/en/help/{service.slug}/").content.decode()
    return " ".join(html.split())


def order() -> list[int]:
    return [match.key for match in current_snapshot().matcher.ranked(Question())]


def make_rule(*services: Service, **changes: Any) -> FirstContactRule:
    rule = FirstContactRule.all_objects.create(
        **({"slug": f"rule-{services[0].slug}", "state": "published"} | changes)
    )
    for service in services:
        FirstContactOption.objects.create(rule=rule, role="first", service=service)
    return rule


def first_contact() -> int | None:
    moment = datetime.now(tz=UTC)
    return current_snapshot(moment).first_contacts.decide(ADULT, moment).first


def test_a_fresh_record_is_not_marked(client: Client) -> None:
    service = reachable()
    verify([service], by="anna", how="phoned")
    assert "Checked on 15 January 2026." in page(client, service)
    assert MAY_HAVE_CHANGED not in page(client, service)


def test_an_overdue_record_is_marked(client: Client, time_machine: TimeMachineFixture) -> None:
    service = reachable()
    verify([service], by="anna", how="phoned")
    time_machine.move_to(AFTER_SIX_MONTHS)
    assert "Last checked on 15 January 2026. That is long ago" in page(client, service)


def test_what_was_never_checked_counts_from_its_publication(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    service = reachable()
    assert MAY_HAVE_CHANGED not in page(client, service)
    time_machine.move_to(AFTER_SIX_MONTHS)
    assert "Not yet checked by us. It has been here for a long time" in page(client, service)


def test_a_record_without_contact_facts_has_a_year(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    service = make_service()
    time_machine.move_to(AFTER_SIX_MONTHS)
    assert MAY_HAVE_CHANGED not in page(client, service)
    time_machine.move_to(AFTER_A_YEAR)
    assert MAY_HAVE_CHANGED in page(client, service)


def test_an_overdue_record_sinks_in_the_list_on_the_day_itself(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    older = reachable(name_nl="A")
    time_machine.move_to(datetime(2026, 3, 1, tzinfo=UTC))
    newer = reachable(name_nl="B")
    assert order() == [older.pk, newer.pk]
    time_machine.move_to(AFTER_SIX_MONTHS)
    assert order() == [newer.pk, older.pk]
    assert MAY_HAVE_CHANGED in client.get("/en/help/").content.decode()


def test_a_check_lets_it_rise_again(time_machine: TimeMachineFixture) -> None:
    older = reachable(name_nl="A")
    time_machine.move_to(datetime(2026, 3, 1, tzinfo=UTC))
    newer = reachable(name_nl="B")
    time_machine.move_to(AFTER_SIX_MONTHS)
    assert order() == [newer.pk, older.pk]
    verify([older], by="anna", how="phoned")
    assert order() == [older.pk, newer.pk]


def test_a_checked_number_keeps_its_service_in_time_and_the_others_are_marked(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    organization = make_organization()
    called = make_channel(organization)
    mail = make_channel(organization, kind="email", value="post@example.org")
    service = make_service(organization=organization, channels=[called, mail])
    time_machine.move_to(datetime(2026, 7, 1, tzinfo=UTC))
    verify([called], by="anna", how="phoned")
    time_machine.move_to(AFTER_SIX_MONTHS)
    shown = page(client, service)
    assert "Not yet checked by us. It has been here for a long time" not in shown
    assert shown.count("We have not checked this one for a long time.") == 1


def test_the_policy_is_what_the_administrator_set(
    client: Client, time_machine: TimeMachineFixture
) -> None:
    service = reachable()
    order()
    time_machine.move_to(datetime(2026, 3, 1, tzinfo=UTC))
    assert MAY_HAVE_CHANGED not in page(client, service)
    FreshnessPolicy(pk=1, contact_months=1).save()
    assert MAY_HAVE_CHANGED in page(client, service)
    assert current_snapshot().matcher.overdue


class TestFirstContact:
    @pytest.fixture(autouse=True)
    def _municipality(self, empty_directory: None) -> None:
        make_area("GM0363")

    def test_an_overdue_record_still_is_one(self, time_machine: TimeMachineFixture) -> None:
        service, fallback = reachable(), reachable()
        make_rule(service, position=1, moment="any", age_groups=["adult"])
        make_rule(fallback, position=2, is_fallback=True)
        time_machine.move_to(AFTER_SIX_MONTHS)
        assert first_contact() == service.pk

    def test_a_record_over_the_second_limit_is_none_and_its_page_says_why(
        self, client: Client, time_machine: TimeMachineFixture
    ) -> None:
        service, fallback = reachable(), reachable()
        make_rule(service, position=1, age_groups=["adult"])
        make_rule(fallback, position=2, is_fallback=True)
        time_machine.move_to(AFTER_A_YEAR)
        assert first_contact() == fallback.pk
        assert NO_FIRST_CONTACT in page(client, service)

    def test_a_check_makes_it_one_again(
        self, client: Client, time_machine: TimeMachineFixture
    ) -> None:
        service, fallback = reachable(), reachable()
        make_rule(service, position=1, age_groups=["adult"])
        make_rule(fallback, position=2, is_fallback=True)
        time_machine.move_to(AFTER_A_YEAR)
        verify([service], by="anna", how="phoned")
        assert first_contact() == service.pk
        assert NO_FIRST_CONTACT not in page(client, service)

    def test_the_fallback_is_never_hidden(
        self, client: Client, time_machine: TimeMachineFixture
    ) -> None:
        fallback = reachable()
        make_rule(fallback, is_fallback=True)
        time_machine.move_to(AFTER_TWO_YEARS)
        assert first_contact() == fallback.pk
        assert MAY_HAVE_CHANGED in page(client, fallback)
        assert NO_FIRST_CONTACT not in page(client, fallback)

    def test_the_number_for_danger_is_never_hidden(self, time_machine: TimeMachineFixture) -> None:
        emergency = reachable()
        make_rule(emergency, in_danger=True)
        time_machine.move_to(AFTER_TWO_YEARS)
        moment = AFTER_TWO_YEARS
        found = current_snapshot(moment).first_contacts.decide(Question(), moment, in_danger=True)
        assert found.first == emergency.pk
