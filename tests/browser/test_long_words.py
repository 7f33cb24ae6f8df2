"""A word of 200 letters, typed or written, makes no page wider than its window."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_layout import NARROW, TOO_WIDE, longest
from tests.urls import KINDS
from tools.axe import DESK, HEIGHT
from tools.served_site import ServedPage

WORD = "w" * 200
TYPED = [
    f"/nl/zoeken/?q={WORD}&place={WORD}",
    f"/en/search/?q=shelter&place={WORD}",
    f"/nl/hulp/?q={WORD}&place={WORD}&need=shelter",
    f"/nl/rechten/?q={WORD}",
    f"/nl/gemeenten/?q={WORD}",
    f"/nl/wie-doet-wat/?place={WORD}&q={WORD}",
    f"/nl/dekking/?place={WORD}",
    f"/en/signpost/answer/?place={WORD}",
]

# Every text of the page with a letter in it becomes one long word, also what is folded.
WRITE_LONG_WORDS = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found) {
    if (!/\\p{L}/u.test(text.textContent) || !text.parentElement.closest("main")) continue;
    if (text.parentElement.closest("script, style, svg, select, textarea")) continue;
    text.textContent = "w".repeat(200);
  }
}"""


@pytest.mark.parametrize("path", TYPED)
def test_typed_words_never_widen_a_page(looking: Page, path: str) -> None:
    for width in (NARROW, DESK):
        looking.set_viewport_size({"width": width, "height": HEIGHT[width]})
        looking.goto(path)
        assert looking.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("kind", KINDS)
def test_written_words_never_widen_a_page(
    looking: Page, public_pages: dict[str, ServedPage], kind: str
) -> None:
    for width in (NARROW, DESK):
        looking.set_viewport_size({"width": width, "height": HEIGHT[width]})
        looking.goto(longest(public_pages, kind, "nl"))
        looking.evaluate(WRITE_LONG_WORDS)
        assert looking.evaluate(TOO_WIDE) == []
