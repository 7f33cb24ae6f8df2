"""The first page, and the way to it."""

import pytest
from django.test import Client

from directory.models import Need
from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.mark.parametrize(
    ("languages", "path"),
    [
        ("nl", "/nl/"),
        ("en", "/en/"),
        ("en-GB,en;q=0.9,nl;q=0.8", "/en/"),
        ("nl;q=0.5, en;q=0.4", "/nl/"),
        ("ro, en;q=0.5", "/en/"),
        ("pl", "/nl/"),
        ("", "/nl/"),
        ("x" * 5000, "/nl/"),
        ("*", "/nl/"),
    ],
)
def test_the_browser_says_the_language_and_dutch_is_the_rest(
    client: Client, languages: str, path: str
) -> None:
    response = client.get("/", headers={"accept-language": languages})
    assert response.status_code == 302
    assert response["Location"] == path
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


@pytest.mark.parametrize(("path", "listed"), [("/nl/", "/nl/hulp/"), ("/en/", "/en/help/")])
def test_every_need_leads_to_its_help(path: str, listed: str) -> None:
    html = get(path).html
    for code in Need.objects.values_list("code", flat=True):
        assert f'href="{listed}?need={code}"' in html
        assert f'<option value="{code}">' in html


@pytest.mark.parametrize(("path", "listed"), [("/nl/", "/nl/hulp/"), ("/en/", "/en/help/")])
def test_its_form_asks_the_list(path: str, listed: str) -> None:
    html = get(path).html
    assert f'action="{listed}" method="get"' in html
    assert get(f"{listed}?need=&place=").total == get(listed).total
    assert get(f"{listed}?need=shelter&place=Ede").status == 200


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_danger_comes_first(path: str) -> None:
    html = get(path).html
    assert html.index('href="tel:112"') < html.index("<h1")


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_its_title_says_nothing_to_whoever_looks_over_a_shoulder(path: str) -> None:
    title = get(path).html.split("<title>")[1].split("</title>")[0]
    assert "handel" not in title.lower()
    assert "traffic" not in title.lower()
    assert "Wegwijzer" in title
