"""The help pages as they look: no fault, nothing beside the screen, and read from either side."""

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tools.axe import VARIANTS, axe_script, faults
from wegwijzer.help_pages.page_texts import locale_of

PLAIN = tuple(variant for variant in VARIANTS if variant[1:] == ("light", "none"))
EVERY_LANGUAGE = pytest.mark.parametrize("code", settings.HELP_LANGUAGES)
BESIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
START_OF_HEADING = """() => {
  const text = document.createRange();
  text.selectNodeContents(document.querySelector("h1"));
  const { left, right } = text.getBoundingClientRect();
  return { before: left, behind: innerWidth - right };
}"""


@EVERY_LANGUAGE
def test_a_help_page_has_no_fault_and_fits(looking: Page, code: str) -> None:
    looking.goto(f"/{code}/")
    assert faults(looking, axe_script(), variants=PLAIN) == []
    for width in (320, 360, 1280):
        looking.set_viewport_size({"width": width, "height": 740})
        assert looking.evaluate(BESIDE) <= 0


@EVERY_LANGUAGE
def test_a_heading_begins_where_its_language_begins(looking: Page, code: str) -> None:
    looking.set_viewport_size({"width": 1280, "height": 900})
    looking.goto(f"/{code}/")
    room = looking.evaluate(START_OF_HEADING)
    starts_right = locale_of(code).text_direction == "rtl"
    assert (room["behind"] < room["before"]) == starts_right


@EVERY_LANGUAGE
def test_the_number_for_danger_stands_on_the_first_screen(looking: Page, code: str) -> None:
    looking.set_viewport_size({"width": 360, "height": 640})
    looking.goto(f"/{code}/")
    box = looking.locator('main a[href="tel:112"]').first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 640
