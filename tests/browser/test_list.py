"""The list of services on a telephone and at a desk: low cards, and filters that lead on."""

import re
from itertools import product
from statistics import median

import pytest
from playwright.sync_api import Page, expect

from tests.browser.layout import NARROW, TOO_WIDE, window_of
from tools.axe import DESK, TELEPHONE
from tools.journeys import MOMENTS, SCREEN
from tools.served_site import MOMENT_HEADER

LISTS = [
    "/nl/hulp/",
    "/en/help/",
    "/nl/hulp/?need=shelter&place=Zwolle",
    "/en/help/?need=legal&place=Groningen",
    "/nl/hulp/?need=talk&age=minor",
]
FIRST_BUTTON_ON_THE_FIRST_SCREEN = [
    "/nl/hulp/",
    "/en/help/",
    "/en/help/?need=legal&place=Groningen",
    # With words, with a place among them, with an explanation, with 112.
    "/nl/hulp/?q=opvang",
    "/nl/hulp/?q=opvang+rotterdam",
    "/nl/hulp/?q=paspoort+afgepakt",
    "/en/help/?q=stabbed",
    # With a place that is not quite known, and a language to talk in.
    "/nl/hulp/?need=shelter&place=Bergen",
    "/nl/hulp/?need=shelter&place=Utregt",
    "/nl/hulp/?need=shelter&place=Blerick",
    "/en/help/?need=shelter&language=pl",
    # What words lead to from the first page.
    "/nl/zoeken/?q=opvang",
    "/nl/zoeken/?q=opvang+rotterdam",
    "/nl/zoeken/?q=paspoort+afgepakt",
    "/en/search/?q=stabbed",
    "/en/search/?q=i+need+a+lawyer",
    "/nl/zoeken/?q=FairWork",
    "/en/search/?q=salvation+army",
]
MAX_HEIGHT_OF_A_CARD = 300
"""In pixels, of the card in the middle: what it does, when, where and a way to make contact."""

MIN_GAP = 4
"""In pixels, between the words of one link and those of the next."""

TOPS = """(items) => [...document.querySelectorAll(items)]
  .map((item) => Math.round(item.getBoundingClientRect().top))"""
GAPS_BETWEEN_LINKS = """() => [...document.querySelectorAll(".ww-links > li + li > a")]
  .map((link) => {
    const words = (element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };
    const before = words(link.parentElement.previousElementSibling.querySelector("a"));
    return words(link).top - before.bottom;
  })"""
HEIGHTS = """() => [...document.querySelectorAll("main article")]
  .map((card) => card.getBoundingClientRect().height)"""
BROKEN_NUMBERS = """() => [...document.querySelectorAll("a [translate=no]")]
  .filter((name) => /^[0-9\\s]+$/.test(name.textContent) && name.checkVisibility())
  .filter((number) => number.getClientRects().length > 1)
  .map((number) => number.textContent)"""
COPY = """(element) => {
  getSelection().selectAllChildren(element);
  return getSelection().toString();
}"""


@pytest.mark.parametrize("path", LISTS)
def test_a_list_shows_two_results_on_a_telephone_and_unfolds_within_its_screen(
    looking: Page, path: str
) -> None:
    looking.goto(path)
    assert median(looking.evaluate(HEIGHTS)) <= MAX_HEIGHT_OF_A_CARD
    parts = ["h1", "summary >> nth=1", "#results", "article h3"]
    for part in parts:
        box = looking.locator(f"main {part}").first.bounding_box()
        assert box, part
        assert box["y"] + box["height"] <= SCREEN, part
    for width in (TELEPHONE, NARROW):
        window_of(looking, width)
        assert looking.evaluate(BROKEN_NUMBERS) == []
    looking.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    for width in (TELEPHONE, DESK):
        window_of(looking, width)
        assert looking.evaluate(TOO_WIDE) == []


def test_the_first_button_of_every_list_is_on_the_first_screen(looking: Page) -> None:
    low: dict[str, float] = {}
    for moment, path in product(MOMENTS, FIRST_BUTTON_ON_THE_FIRST_SCREEN):
        looking.set_extra_http_headers({MOMENT_HEADER: moment})
        looking.goto(path)
        box = looking.locator("main article .ww-channel").first.bounding_box()
        assert box, path
        if box["y"] + box["height"] > SCREEN:
            low[f"{path} {moment}"] = box["y"] + box["height"]
    looking.set_extra_http_headers({})
    assert low == {}


def test_a_word_without_end_makes_no_page_wider(looking: Page) -> None:
    wide: dict[str, list[str]] = {}
    for list_of, asked in product(
        ("/nl/hulp/", "/en/who-does-what/", "/nl/rechten/"), ("q", "place")
    ):
        looking.goto(f"{list_of}?{asked}={'x' * 200}")
        if found := looking.evaluate(TOO_WIDE):
            wide[f"{list_of} {asked}"] = found
    assert wide == {}


def test_the_filters_of_a_telephone_lead_back_to_the_results(looking: Page) -> None:
    looking.goto("/nl/hulp/?need=shelter")
    looking.get_by_text("Kies wat bij u past").first.click()
    back = looking.get_by_role("link", name=re.compile(r"^Toon \d+ resultaten$"))
    expect(back).to_be_in_viewport()
    looking.get_by_text("Welke papieren?").click()
    expect(back).to_be_in_viewport()
    back.click()
    expect(looking.locator("#results")).to_be_in_viewport()
    expect(looking.locator("#results")).to_be_focused()


def test_a_key_skips_the_filters(looking: Page) -> None:
    page = looking
    window_of(page, DESK)
    page.goto("/en/help/")
    skip = page.get_by_role("link", name="Skip to the results")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#results")).to_be_focused()


@pytest.mark.parametrize("path", ["/nl/hulp/?need=legal", "/nl/rechten/", "/nl/wie-doet-wat/"])
def test_a_choice_made_by_keyboard_keeps_the_page_and_the_focus(looking: Page, path: str) -> None:
    """Nothing but a link or a button sends somebody on (WCAG 3.2.2)."""
    page = looking
    window_of(page, DESK)
    page.goto(path)
    fields = page.locator("main form :is(input:not([type=hidden]), select):visible")
    assert fields.count()
    for field in fields.all():
        field.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        expect(field).to_be_focused()
    expect(page).to_have_url(re.compile(re.escape(path) + "$"))


@pytest.mark.parametrize("path", ["/nl/", "/en/"])
def test_nothing_hangs_alone_on_the_first_page_of_a_desk(looking: Page, path: str) -> None:
    """Each row of tiles and of cards is full, and two links of two lines do not touch."""
    window_of(looking, DESK)
    looking.goto(path)
    looking.evaluate("document.querySelector('main details').open = true")
    for items in (".ww-tiles > li", ".ww-grid > li"):
        tops = looking.evaluate(TOPS, items)
        assert {tops.count(top) for top in tops} == {3}, items
    assert min(looking.evaluate(GAPS_BETWEEN_LINKS)) >= MIN_GAP


@pytest.mark.parametrize("path", ["/nl/hulp/?need=legal", "/en/help/?need=legal"])
def test_a_number_is_named_and_copied_as_it_is_seen(looking: Page, path: str) -> None:
    looking.goto(path)
    for call in looking.locator("main article a[href^='tel:']").all():
        seen = " ".join(call.inner_text().split())
        expect(call).to_have_accessible_name(seen)
        assert " ".join(call.evaluate(COPY).split()) == seen
        assert re.fullmatch(r"(Bel|Call) [0-9 ]+", seen)
