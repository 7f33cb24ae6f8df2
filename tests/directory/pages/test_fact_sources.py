"""Whoever doubts a fact can see where it was seen, when, and who said so."""

import pytest
from django.test import Client

from directory.models import OrganizationFact, Service, ServiceFact
from tests.directory.builders import make_channel, make_organization, make_service

pytestmark = pytest.mark.usefixtures("empty_directory")


def page(service: Service, language: str = "en") -> str:
    answer = Client().get(f"/{language}/{'help' if language == 'en' else 'hulp'}/{service.slug}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def helpline(empty_directory: None) -> Service:
    organization = make_organization()
    phone = make_channel(organization, key="house-phone", value="+31334481186")
    relay = make_channel(
        organization, key="house-relay", kind="relay", value="https://relay.example"
    )
    service = make_service(
        organization=organization, channels=[phone, relay], languages=["nl", "ti"]
    )
    ServiceFact.objects.create(
        service=service,
        field="languages",
        source_title="Jaarverslag",
        source_site="example.org",
        source_date="2021-11",
        date_is="after",
        stated_by="organization",
        certainty="C",
        doubt_nl="Niet elke dag.",
        doubt_en="Not every day.",
    )
    for key in ("house-phone", "another-phone"):
        OrganizationFact.objects.create(
            organization=organization,
            channel=key,
            field="value",
            source_title=f"Bericht over {key}",
            source_site="krant.example",
            stated_by="third_party",
            certainty="A",
        )
    return service


def test_a_fact_is_told_with_its_source_date_speaker_and_doubt(helpline: Service) -> None:
    shown = page(helpline)
    for words in ("Jaarverslag", "example.org", "November 2021 or later", "Not every day."):
        assert words in shown
    assert "said by the organisation itself" in shown


def test_a_number_is_told_with_its_source_and_another_is_not(helpline: Service) -> None:
    shown = page(helpline)
    assert "Bericht over house-phone" in shown
    assert "without a date" in shown
    assert "another-phone" not in shown


def test_a_service_without_sources_says_nothing_of_them() -> None:
    assert "Where we saw each fact" not in page(make_service())


def test_languages_stand_by_their_own_names(helpline: Service) -> None:
    shown = page(helpline)
    assert '<bdi lang="ti">ትግርኛ</bdi> (Tigrinya)' in shown
    cards = Client().get("/en/help/").content.decode()
    assert '<bdi lang="ti">ትግርኛ</bdi>' in cards
    assert "(Tigrinya)" not in cards


def test_an_interpreter_counts_as_your_own_language() -> None:
    make_service(interpreter="yes")
    assert "your own language, through an interpreter" in Client().get("/en/help/").content.decode()


def test_the_relay_stands_on_the_page_and_not_on_every_card(helpline: Service) -> None:
    assert "relay.example" in page(helpline)
    assert "relay.example" not in Client().get("/en/help/").content.decode()
