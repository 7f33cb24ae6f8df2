"""The page about the site says by itself how old its facts are and whether anybody checked."""

import pytest
from django.test import Client
from django.utils import timezone

from directory.models import Service, ServiceFact
from tests.directory.builders import make_service

pytestmark = pytest.mark.usefixtures("empty_directory")


def about(language: str = "en") -> str:
    url = "/en/about/" if language == "en" else "/nl/over-deze-site/"
    answer = Client().get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def make_facts(*dates: str) -> Service:
    service = make_service()
    for number, date in enumerate(dates):
        ServiceFact.objects.create(
            service=service,
            field="languages",
            source_title=f"Bron {number}",
            source_site="example.org",
            source_date=date,
            stated_by="organization",
            certainty="A",
        )
    return service


def test_without_facts_nothing_is_said_of_their_age() -> None:
    make_service()
    assert "Half of those" not in about()


def test_it_tells_how_old_the_facts_are_and_that_nobody_called() -> None:
    make_facts("2012-03", "2019", "2024-02-20", "")
    shown = about()
    assert "Of 4 facts" in shown
    assert "Half of those with a date are from 2019 or earlier" in shown
    assert "The oldest is from 2012, the newest from 2024. Without a date: 1." in shown
    assert "Nobody has called yet" in shown


def test_once_somebody_checked_it_tells_how_much() -> None:
    service = make_facts("2024")
    make_service()
    Service.all_objects.filter(pk=service.pk).update(assured_date=timezone.localdate())
    shown = about()
    assert "Nobody has called yet" not in shown
    assert "Of 2 kinds of help, a person has checked 1" in shown


def test_what_is_not_public_counts_for_nothing() -> None:
    service = make_facts("2012")
    make_facts("2024")
    Service.all_objects.filter(pk=service.pk).update(state="draft")
    assert "2012" not in about()
