"""Hundreds of addresses that nobody should ask: each gets an answer with a number to call."""

from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [
    pytest.mark.bad_input,
    pytest.mark.django_db,
    pytest.mark.usefixtures("read_from_an_edition"),
]

ASKED, NOT_ASKED = ["/nl/hulp/", "/en/help/"], ["/nl/organisaties/", "/en/organisations/"]
LISTS = [*ASKED, *NOT_ASKED]
KEYS = [
    *["need", "exploitation", "age", "status", "situation", "gender", "phase", "audience"],
    *["municipality", "place", "q", "open_now", "page", "kind", "x", "", "need[]", "\x00"],
]
VALUES = [
    *["shelter", "minor", "unknown", "any", "victim", "GM0363", "GM0788", "6711AB", "Bergen", "1"],
    *["\x00", "\ufffd", "\u202e", "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7 }}", "%(x)s"],
    *["-1", "0", "1e9", "9" * 5000, "123456789abc", "٣", "²", "NaN", "true", "off", "x" * 10_000],
    *["../../etc/passwd", "AND OR NOT", '"', "*", "~", "+", "a:b", "\\", "[", "(", "💥" * 500],
]
SURROGATES = st.characters(codec="utf-8")

pairs = st.tuples(
    st.sampled_from(KEYS) | st.text(SURROGATES, max_size=10),
    st.sampled_from(VALUES) | st.text(SURROGATES, max_size=60),
)
encoded = st.lists(pairs, max_size=8).map(
    lambda found: "&".join(f"{quote(key)}={quote(value)}" for key, value in found)
)
raw = st.text("%=&+;#?/0123456789abcdefQq\x7f ", max_size=80).map(lambda text: quote(text, "%=&+;"))
bytes_of_any_kind = st.binary(max_size=40).map(lambda octets: "q=" + quote(octets))

often = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""The rule has no cases of its own, any of these is answered: more examples tell little more."""


def answer(client: Client, address: str, expected: set[int]) -> str:
    response = client.get(address)
    assert response.status_code in expected, (response.status_code, address)
    html = response.content.decode()
    assert 'href="tel:112"' in html
    return html


@often
@given(path=st.sampled_from([*ASKED * 3, *NOT_ASKED]), query=encoded | raw | bytes_of_any_kind)
def test_any_question_gets_a_list(client: Client, path: str, query: str) -> None:
    answer(client, f"{path}?{query}", {200})


@often
@given(
    path=st.sampled_from(LISTS),
    slug=st.text(SURROGATES, min_size=1, max_size=200).map(lambda text: quote(text, safe="")),
)
def test_any_name_of_a_page_gets_a_page(client: Client, path: str, slug: str) -> None:
    answer(client, f"{path}{slug}/", {404})


@pytest.mark.parametrize("key", ["q", "place", "municipality", "need", "page", "open_now"])
@pytest.mark.parametrize("path", ["/nl/hulp/", "/en/help/"])
def test_ten_thousand_characters_are_no_trouble(client: Client, path: str, key: str) -> None:
    for text in ("a" * 10_000, "a " * 5_000, "mensenhandel" * 833, "9" * 10_000, "%00" * 3_333):
        answer(client, f"{path}?{key}={text}", {200})


@pytest.mark.parametrize("page", ["-1", "0", "9999999999", "1.5", "two", "", "123456789abc", "½"])
def test_a_page_that_is_none_is_the_nearest_that_is_one(client: Client, page: str) -> None:
    html = answer(client, f"/nl/hulp/?page={page}", {200})
    assert "<article" in html


def test_a_value_that_is_given_twice_counts_once(client: Client) -> None:
    once = answer(client, "/nl/hulp/?need=shelter", {200})
    doubled = answer(client, "/nl/hulp/?need=shelter&need=shelter&need=nonsense", {200})
    heading = 'id="results"'
    assert doubled.split(heading)[1] == once.split(heading)[1]


def test_of_a_typed_value_that_is_given_twice_the_last_counts(client: Client) -> None:
    html = answer(client, "/nl/hulp/?q=eerste&q=tweede", {200})
    assert 'value="tweede"' in html


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("path", [*LISTS, "/nl/hulp/comensha-helpdesk/", "/nl/"])
def test_a_page_can_only_be_read(client: Client, path: str, method: str) -> None:
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert 'href="tel:112"' in response.content.decode()


@pytest.mark.parametrize("path", LISTS)
def test_what_is_typed_is_shown_as_text_and_nothing_else(client: Client, path: str) -> None:
    html = answer(client, f"{path}?q=<b>x</b>&place=<i>y</i>&kind=<u>", {200})
    assert "<b>x</b>" not in html
    assert "<i>y</i>" not in html
