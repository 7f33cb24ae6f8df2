"""A word of 200 letters, typed, makes no page wider than its window."""

from playwright.sync_api import Page

from tests.browser.layout import NARROW, TOO_WIDE, window_of
from tools.axe import DESK

WORD = "w" * 200
TYPED = (
    f"/nl/zoeken/?q={WORD}&place={WORD}",
    f"/en/search/?q=shelter&place={WORD}",
    f"/nl/hulp/?q={WORD}&place={WORD}&need=shelter",
    f"/nl/rechten/?q={WORD}",
    f"/nl/gemeenten/?q={WORD}",
    f"/nl/wie-doet-wat/?place={WORD}&q={WORD}",
    f"/nl/dekking/?place={WORD}",
    f"/en/signpost/answer/?place={WORD}",
)


def test_typed_words_never_widen_a_page(looking: Page) -> None:
    wide: dict[str, list[str]] = {}
    for path in TYPED:
        looking.goto(path)
        for width in (NARROW, DESK):
            window_of(looking, width)
            if found := looking.evaluate(TOO_WIDE):
                wide[f"{path[:20]} at {width}"] = found
    assert wide == {}
