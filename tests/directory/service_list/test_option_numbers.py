"""The numbers beside the options of the list of services, as a visitor meets them."""

import pytest

from tests.pages import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

STARTS = [
    "",
    "?need=shelter&age=minor",
    "?municipality=GM0344&status=third_no_permit",
    "?q=loon&exploitation=unknown&gender=any&audience=victim&audience=near&open_now=1",
]


@pytest.mark.parametrize("start", STARTS)
def test_the_number_beside_an_option_is_the_total_of_the_page_that_it_opens(start: str) -> None:
    """Each option is opened from the whole list and, by thirds, from one of three filtered ones.

    The numbers beside all options of any question are those of the matcher, which has this test too
    (test_matcher): here a page has to show them, and link to what they count.
    """
    page, third = get(f"/nl/hulp/{start}"), STARTS.index(start)
    assert len(page.options) > 50
    promised = {
        option.url: option.count
        for number, option in enumerate(page.options)
        if not option.is_on and (not start or number % 3 == third % 3)
    }
    assert len(promised) > 20
    assert {url: get(url).total for url in promised} == promised


def test_what_is_chosen_has_no_number_beside_it() -> None:
    """The number of the page without it stood beside the number of results of this page."""
    page = get("/nl/hulp/?need=talk&age=minor&open_now=1")
    assert {option.text: option.count for option in page.options if option.is_on} == {
        "Praten, vertrouwelijk": None,
        "Onder 18": None,
        "Nu open": None,
    }
    assert all(option.count is not None for option in page.options if not option.is_on)
