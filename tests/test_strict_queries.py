"""The guard of the URLs that tests ask: it must object to what a page would drop without a word."""

import pytest
from django.http import QueryDict
from django.test import Client

from tests.questions import QUESTIONS, UNKNOWN_CODE
from tests.strict_queries import bad_input, mistakes_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.mark.parametrize(
    ("url", "mistake"),
    [
        ("/nl/hulp/?status=undocumented", "'status' knows no 'undocumented'"),
        ("/en/help/?need=shelter&need=sleep", "'need' knows no 'sleep'"),
        ("/en/help/?municipality=GM9999", "'municipality' knows no 'GM9999'"),
        ("/nl/hulp/?page=0", "'page' knows no '0'"),
        ("/nl/hulp/?leeftijd=minor", "directory:services takes no 'leeftijd'"),
        ("/nl/publicaties/?kind=report", "'kind' knows no 'report'"),
        ("/nl/organisaties/?kind=police", "directory:organizations takes no 'kind'"),
        ("/en/signpost/answer/?step=b9", "'step' knows no 'b9'"),
    ],
)
def test_a_test_cannot_ask_what_a_page_does_not_know(
    client: Client, url: str, mistake: str
) -> None:
    with pytest.raises(AssertionError, match=mistake):
        client.get(url)
    with bad_input():
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", ["/nl/hulp/?need=&place=", "/nl/hulp/?municipality=GM0788"])
def test_what_a_form_leaves_empty_and_codes_of_the_past_are_known(client: Client, url: str) -> None:
    assert client.get(url).status_code == 200


def test_the_questions_to_the_served_site_ask_what_exists() -> None:
    mistaken = []
    for url in QUESTIONS:
        path, _, query = url.partition("?")
        if mistakes_in(path, QueryDict(query)):
            mistaken.append(f"?{query}")
    assert mistaken == [UNKNOWN_CODE, UNKNOWN_CODE]
