"""What the answer counts: a need for which only the fallback was found, and nothing of anybody."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from directory.models import FallbackCount, Service
from tests.wegwijzer.always_answer import OFFICE_HOURS
from tests.wegwijzer.test_answer import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


class TestCounting:
    """A known code for which only the fallback was found is counted, by need and month."""

    @pytest.fixture(autouse=True)
    def _clock(self, time_machine: TimeMachineFixture) -> None:
        time_machine.move_to(OFFICE_HOURS, tick=False)
        unmet = Service.objects.filter(needs__code__in=["interpreter", "tip"])
        Service.objects.filter(pk__in=unmet).update(state="draft")

    def test_each_need_is_counted_in_its_month(self, client: Client) -> None:
        answer(client, need=["tip", "interpreter"], age="adult")
        [(month, need, _), (same_month, other, _)] = FallbackCount.objects.values_list(
            "month", "need", "count"
        )
        assert (need, other) == ("interpreter", "tip")
        assert month == same_month == OFFICE_HOURS.date().replace(day=1)

    def test_fewer_than_ten_are_never_shown(self, client: Client) -> None:
        for _ in range(9):
            answer(client, need="tip", age="adult")
        assert [count for _, _, count in FallbackCount.shown()] == [None]
        answer(client, need="tip", age="adult")
        assert [count for _, _, count in FallbackCount.shown()] == [10]

    @pytest.mark.bad_input
    def test_nothing_typed_and_no_place_is_kept(self, client: Client) -> None:
        asked = {"need": ["tip", "qqxyz"], "age": "adult", "q": "qqxyz"}
        answer(client, **asked, place="Assen", municipality="GM0106")
        assert [count.need for count in FallbackCount.objects.all()] == ["tip"]
        assert "qqxyz" not in str(FallbackCount.objects.values_list())

    def test_a_page_that_only_a_script_asks_for_is_not_counted(self, client: Client) -> None:
        url = reverse("signpost:answer")
        client.get(url, {"need": "shelter"}, headers={"Sec-Fetch-Dest": "empty"})
        assert not FallbackCount.objects.exists()

    def test_without_a_need_nothing_is_counted(self, client: Client) -> None:
        answer(client, age="adult")
        assert not FallbackCount.objects.exists()


def test_an_answer_with_somebody_closer_is_not_counted(client: Client) -> None:
    answer(client, need="shelter", age="minor", exploitation="sexual")
    assert not FallbackCount.objects.exists()


def test_a_count_that_cannot_be_written_costs_nobody_the_answer(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE directory_fallbackcount RENAME TO gone")
    assert 'id="first-contact"' in answer(client, need="shelter")
