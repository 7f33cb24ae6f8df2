"""The help pages as they look: no fault, nothing beside the screen, and read from either side.

Each page is opened once, for a page costs more than what is asked of it.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings
from playwright.sync_api import Page

from tools.axe import VARIANTS, Variant, axe_script, faults
from wegwijzer.help_pages.page_texts import locale_of

PLAIN, PLAIN_AT_A_DESK = (one for one in VARIANTS if one[1:] == ("light", "none"))
BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
END_OF_FIRST_CALL = """() => document.querySelector('main a[href="tel:112"]')
  .getBoundingClientRect().bottom"""
IS_BESIDE_DANGER = """() => {
  const [exit, danger] = [".ww-bar__exit", ".ww-bar__emergency"]
    .map((name) => document.querySelector(name).getBoundingClientRect());
  return exit.top < danger.bottom && danger.top < exit.bottom
    && (exit.left >= danger.right || exit.right <= danger.left);
}"""
ROOM_AT_HEADING = """() => {
  const text = document.createRange();
  text.selectNodeContents(document.querySelector("h1"));
  const { left, right } = text.getBoundingClientRect();
  return { before: left, behind: innerWidth - right };
}"""


def test_a_help_page_has_no_fault_fits_and_begins_where_its_language_begins(looking: Page) -> None:
    """One page of each direction is judged at a desk too, for all of them have one layout."""
    codes = settings.HELP_LANGUAGES
    of_direction = {locale_of(code).text_direction: code for code in codes}
    found = []
    for code in codes:
        variants = (PLAIN, PLAIN_AT_A_DESK) if code in of_direction.values() else (PLAIN,)
        found += [f"{code}: {fault}" for fault in _faults(looking, code, variants)]
    assert len(of_direction) == 2
    assert found == []


def _faults(page: Page, code: str, variants: Iterable[Variant]) -> Iterator[str]:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"/{code}/")
    if page.evaluate(END_OF_FIRST_CALL) > 640:
        yield "the number for danger is not on the first screen"
    yield from faults(page, axe_script(), variants=variants)
    for width in (320, 360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        if page.evaluate(BESIDE) > 0:
            yield f"something stands beside the screen at {width}"
        if not page.evaluate(IS_BESIDE_DANGER):
            yield f"the way out is not beside the number for danger at {width}"
    room = page.evaluate(ROOM_AT_HEADING)
    if (room["behind"] < room["before"]) != (locale_of(code).text_direction == "rtl"):
        yield "the heading begins on the wrong side"
