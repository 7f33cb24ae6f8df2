"""What a link says that the page does not know is named, and changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.facets import BY_QUERY_KEY
from tests.pages import get

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("read_from_an_edition"),
    pytest.mark.bad_input,
]

NOT_UNDERSTOOD = "do not understand part of this link"
LISTS = ["/en/help/", "/en/who-does-what/", "/en/signpost/answer/", "/en/rights/"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("need=money", "need=money"),
        ("need=legal&need=old_code", "need=old_code"),
        ("amp;need=legal", "amp;need=legal"),
        ("need=legal&amp;age=minor", "amp;age=minor"),
        ("neeed=legal", "neeed=legal"),
        ("<b>=<i>", "<b>=<i>"),
    ],
)
def test_an_unknown_name_or_code_is_named(path: str, query: str, named: str) -> None:
    page = get(f"{path}?{query}")
    assert page.status == 200
    assert NOT_UNDERSTOOD in page.words
    assert named in page.words


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "need=legal&age=minor",
        "need=&age=",
        "q=anything+at+all",
        "need=legal&utm_source=mail&fbclid=abc",
        "",
    ],
)
def test_what_is_understood_or_does_no_harm_is_not_mentioned(path: str, query: str) -> None:
    assert NOT_UNDERSTOOD not in get(f"{path}?{query}").words


@pytest.mark.parametrize("query", ["open_now=0", "open_now=on", "open_now=", "page=3", "place=Ede"])
def test_a_switch_a_page_and_a_place_are_no_mistakes(query: str) -> None:
    assert NOT_UNDERSTOOD not in get(f"/en/help/?{query}").words


def test_an_ampersand_written_twice_leads_to_the_list_that_was_meant() -> None:
    page = get("/en/help/?need=legal&amp;age=minor&amp;place=Ede")
    meant = page.link("Open the link as it was probably meant")
    assert meant == "/en/help/?need=legal&age=minor&place=Ede"
    assert get(meant).total != page.total


def test_what_is_unknown_changes_no_total() -> None:
    assert get("/en/help/?need=legal&need=old&x=1").total == get("/en/help/?need=legal").total


def test_much_of_it_is_named_in_short() -> None:
    query = "&".join(f"{'x' * 100}{number}=y" for number in range(50))
    assert get(f"/en/help/?{query}").words.count("xxxx" * 10) <= 5


@given(key=st.sampled_from(sorted(BY_QUERY_KEY)), value=st.text(min_size=1, max_size=30))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_in_a_link_raises(key: str, value: str) -> None:
    assert get(f"/en/help/?{key}={value.replace('&', '').replace('#', '')}").status == 200
