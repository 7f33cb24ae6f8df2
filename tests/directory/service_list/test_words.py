"""Typed words that are misspelt, or speak of danger, in the list of services."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/nl/hulp/?q=mensensmokelaar", "mensensmokkelaar"),
        ("/nl/hulp/?q=loverboi&need=talk", "loverboy"),
        ("/nl/hulp/?q=ik+wil+zelfmord", "ik wil zelfmoord"),
        ("/en/help/?q=traficking", "trafficking"),
    ],
)
def test_a_guess_is_asked_about_and_leads_nowhere_by_itself(address: str, meant: str) -> None:
    page = get(address)
    asked = page.link(meant)
    assert page.suggestions == []
    assert "Goed om te weten" not in page.words
    beside = [pair for pair in parse_qsl(urlsplit(address).query) if pair[0] != "q"]
    assert parse_qsl(urlsplit(asked).query) == [*beside, ("q", meant)]
    assert get(asked).total > 0


@pytest.mark.parametrize(
    "address",
    ["/nl/hulp/?q=ik+ben+gestoken", "/en/help/?q=he+has+a+knife", "/nl/hulp/?q=not+breathing"],
)
def test_words_of_danger_put_112_before_all_else(address: str) -> None:
    main = get(address).html.split("<main", 1)[1]
    assert main.index('href="tel:112"') < main.index('id="results"')


def test_who_was_stabbed_is_not_sent_to_a_lawyer() -> None:
    page = get("/nl/hulp/?q=ik+ben+gestoken")
    assert page.results[0] == "Hulp bij direct gevaar (112)"
    assert all("stelen" not in link.text for link in page.suggestions)
