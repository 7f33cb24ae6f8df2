"""What stands in the work list, and what its buttons do."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from directory.models import (
    FirstContactOption,
    FirstContactRule,
    RegionalConfirmation,
    Service,
    TopicOwnership,
)
from editorial.models import (
    FreshnessPolicy,
    LinkFinding,
    ReportReason,
)
from editorial.verification.reports import add_report
from editorial.verification.verify import verify
from editorial.work.listing import WorkList, work_list
from rights.models import Legislation, Provision, Right, RightOwnership
from tests.directory.builders import (
    make_area,
    make_channel,
    make_organization,
    make_region,
    make_service,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

PUBLISHED = datetime(2026, 1, 15, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 3, 9, tzinfo=UTC)
AFTER_SIX_MONTHS = datetime(2026, 7, 16, 9, tzinfo=UTC)
AFTER_A_YEAR = datetime(2027, 1, 16, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(PUBLISHED, tick=False)


def found(**asked: Any) -> WorkList:
    return work_list(**({"now": datetime.now(tz=UTC)} | asked))


def kinds_of(record: Any) -> list[str]:
    """Return why a record stands in the list, most urgent first."""
    key = getattr(record, record.key_fields[0])
    return [
        task.kind.value
        for group in found().groups
        for row in group.rows
        if row.subject.reference.key == key
        for task in row.tasks
    ]


def check(*records: Any, **changes: Any) -> None:
    verify(records, **({"by": "anna", "how": "phoned"} | changes))


class TestFacts:
    def test_what_nobody_checked_is_there_from_its_publication(self) -> None:
        service, draft = make_service(), make_service(state="draft")
        assert kinds_of(service) == ["never"]
        assert kinds_of(draft) == []

    def test_what_was_checked_is_not(self) -> None:
        service = make_service()
        check(service)
        assert kinds_of(service) == []

    def test_it_comes_back_before_it_is_overdue(self, time_machine: TimeMachineFixture) -> None:
        service = make_service()
        check(service)
        time_machine.move_to(datetime(2026, 12, 20, tzinfo=UTC))
        assert kinds_of(service) == ["due"]
        time_machine.move_to(AFTER_A_YEAR)
        assert kinds_of(service) == ["overdue"]
        time_machine.move_to(AFTER_A_YEAR + timedelta(days=200))
        assert kinds_of(service) == ["too_old"]

    def test_a_number_comes_back_by_itself(self, time_machine: TimeMachineFixture) -> None:
        organization = make_organization()
        channel = make_channel(organization)
        check(organization)
        time_machine.move_to(AFTER_SIX_MONTHS)
        assert kinds_of(channel) == ["overdue"]
        check(channel)
        assert kinds_of(channel) == []
        assert kinds_of(organization) == []

    def test_the_policy_counts(self, time_machine: TimeMachineFixture) -> None:
        service = make_service()
        check(service)
        time_machine.move_to(LATER)
        assert kinds_of(service) == []
        FreshnessPolicy(pk=1, everything_months=1).save()
        assert kinds_of(service) == ["overdue"]

    @pytest.mark.parametrize("flag", ["is_fallback", "in_danger"])
    def test_an_overdue_fallback_is_an_alarm_on_top(
        self, flag: str, time_machine: TimeMachineFixture
    ) -> None:
        other, fallback = make_service(), make_service()
        rule = FirstContactRule.all_objects.create(slug="all", state="published", **{flag: True})
        FirstContactOption.objects.create(rule=rule, role="first", service=fallback)
        assert kinds_of(fallback) == ["never"]
        time_machine.move_to(AFTER_A_YEAR)
        assert kinds_of(fallback) == ["alarm", "overdue"]
        assert kinds_of(other) == ["overdue"]
        assert found().groups[0].rows[0].subject.reference.key == fallback.slug


class TestFeedback:
    def test_what_visitors_reported_is_there_with_how_often(self) -> None:
        service = make_service()
        check(service)
        for _ in range(3):
            add_report(service, ReportReason.NO_ANSWER, today=date(2026, 3, 3))
        [group] = [group for group in found().groups if group.group.key != "topics"]
        [task] = group.rows[0].tasks
        assert task.kind == "reported"
        assert "3" in str(task.detail)

    def test_a_report_about_what_is_not_public_any_more_is_still_there(self) -> None:
        service = make_service()
        add_report(service, ReportReason.CLOSED, today=date(2026, 3, 3))
        Service.all_objects.update(state="withdrawn")
        assert kinds_of(service) == ["reported"]

    def test_a_broken_link_is_there(self) -> None:
        organization = make_organization()
        check(organization)
        LinkFinding.objects.create(
            model="directory.Organization",
            key=organization.slug,
            field="website",
            url="https://example.org/",
            outcome="gone",
            checked_at=LATER,
            failing_since=LATER,
            failures=1,
        )
        assert kinds_of(organization) == ["broken"]

    def test_a_finding_about_a_record_that_is_gone_breaks_nothing(self) -> None:
        LinkFinding.objects.create(
            model="directory.Nothing",
            key="gone",
            field="website",
            url="https://example.org/",
            outcome="gone",
            checked_at=LATER,
        )
        assert "broken" in {code for code, _label, count in found().counts if count}


class TestLaw:
    @pytest.fixture
    def article(self) -> Provision:
        law = Legislation.all_objects.create(slug="act", kind="act", state="published")
        return Provision.objects.create(legislation=law, key="act/1", article="1")

    @pytest.fixture
    def right(self, article: Provision) -> Right:
        right = Right.all_objects.create(slug="right", state="published", phases=["care"])
        right.provisions.add(article)
        RightOwnership.objects.create(
            right=right,
            owner=make_organization(kind="ministry"),
            signed_off_by="a lawyer",
            signed_off_on=date(2026, 1, 1),
            valid_until=date(2030, 1, 1),
        )
        return right

    @pytest.mark.parametrize("changed", ["article", "instrument"])
    def test_a_changed_law_puts_what_rests_on_it_in_the_list_until_it_is_read(
        self,
        article: Provision,
        right: Right,
        changed: str,
        time_machine: TimeMachineFixture,
    ) -> None:
        service = make_service()
        right.services.add(service)
        check(right, service)
        time_machine.move_to(LATER)
        text: Any = article if changed == "article" else article.legislation
        text.legal_status = "repealed"
        text.save()
        assert kinds_of(right) == ["law"]
        assert kinds_of(service) == ["law"]
        time_machine.move_to(LATER + timedelta(minutes=1))
        check(right)
        assert kinds_of(right) == []
        assert kinds_of(service) == ["law"]

    def test_a_check_that_was_taken_back_does_not_count(
        self, article: Provision, right: Right, time_machine: TimeMachineFixture
    ) -> None:
        article.legal_status = "repealed"
        article.save()
        time_machine.move_to(LATER)
        check(right)
        check(right, outcome="mistake")
        assert kinds_of(right) == ["law", "never"]

    def test_a_right_without_an_owner_is_there(self, right: Right) -> None:
        check(right)
        assert kinds_of(right) == []
        RightOwnership.objects.update(valid_until=date(2026, 1, 14))
        assert kinds_of(right) == ["owner"]
        RightOwnership.objects.all().delete()
        assert kinds_of(right) == ["owner"]


class TestArrangements:
    def test_every_topic_without_an_owner_is_there(self) -> None:
        topics = {
            row.subject.reference.key
            for group in found(kinds=["owner"]).groups
            for row in group.rows
        }
        assert topics == {"safe", "talk", "health", "law", "living"}
        TopicOwnership.objects.create(
            group="safe",
            owner=make_organization(kind="ministry"),
            signed_off_by="a lawyer",
            signed_off_on=date(2026, 1, 1),
            valid_until=date(2027, 1, 1),
        )
        assert {code: n for code, _label, n in found().counts}["owner"] == 4

    def test_a_regional_coordinator_must_be_confirmed_and_agree(
        self, time_machine: TimeMachineFixture
    ) -> None:
        region = make_region("care-noord", "free_region", make_area("GM0363"))
        near = make_service(needs=["coordination"], areas=[region])
        nationwide = make_service(needs=["coordination"])
        check(near, nationwide)
        assert kinds_of(near) == ["coordinator"]
        assert kinds_of(nationwide) == []
        confirmation = RegionalConfirmation.objects.create(
            service=near, confirmed_by="someone", confirmed_on=date(2026, 1, 15), how="phoned"
        )
        assert kinds_of(near) == ["coordinator"]
        confirmation.agreed_by, confirmation.agreed_on = "director", date(2026, 1, 15)
        confirmation.save()
        assert kinds_of(near) == []
        time_machine.move_to(datetime(2026, 3, 20, 9, tzinfo=UTC))
        assert kinds_of(near) == ["coordinator"]
