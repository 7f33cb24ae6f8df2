"""Lists in pages."""

from django.core.paginator import Paginator

from directory.service_list.paging import CountedList, PageLinks
from directory.service_list.query_url import ListURL

LETTERS = list("abcdefg")


def letters() -> CountedList[str]:
    return CountedList(len(LETTERS), lambda offset, limit: LETTERS[offset : offset + limit])


def test_a_counted_list_is_the_list_that_its_parts_make() -> None:
    counted = letters()

    assert list(counted) == LETTERS
    assert counted[-1] == "g"
    assert counted[2:4] == ["c", "d"]
    assert counted[5:99] == ["f", "g"]


def test_every_page_leads_to_its_neighbours_and_keeps_what_was_asked() -> None:
    address = ListURL("/help/", (("need", "shelter"), ("page", "2")))
    paginator = Paginator(letters(), 3)

    links = [PageLinks.of(paginator.get_page(number), address) for number in (1, 2, 3, 99)]

    first, second, last, beyond = links
    assert (first.previous_url, first.next_url) == ("", "/help/?need=shelter&page=2")
    assert (second.previous_url, second.next_url) == (
        "/help/?need=shelter",
        "/help/?need=shelter&page=3",
    )
    assert (last.number, last.num_pages, last.next_url) == (3, 3, "")
    assert beyond == last
