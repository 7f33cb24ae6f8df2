"""Who does what, when: its heads stay in sight at a desk, and a telephone folds it by phase."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.layout import TOO_WIDE, window_of
from tools.axe import DESK, TELEPHONE

PATHS = ["/nl/wie-doet-wat/", "/en/who-does-what/?phases=all"]

NO_HYPHENS = "(elements) => elements.forEach((element) => (element.style.hyphens = 'manual'))"
BROKEN_WORDS = """() => {
  const texts = document.createTreeWalker(document.querySelector("table"), NodeFilter.SHOW_TEXT);
  const broken = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.checkVisibility()) continue;
    for (const word of text.data.matchAll(/\\p{L}{6,}/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (range.getClientRects().length > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("path", PATHS)
def test_the_heads_of_rows_and_columns_stay_in_sight(looking: Page, path: str) -> None:
    page = looking
    window_of(page, DESK)
    page.goto(path)
    rows = page.locator("tbody tr")
    row = rows.nth(rows.count() // 2)
    row.scroll_into_view_if_needed()
    row.locator("td").last.scroll_into_view_if_needed()
    expect(row.locator("th")).to_be_in_viewport(ratio=0.9)
    for column in (0, -1):
        head = page.locator("thead th").nth(column)
        expect(head).to_be_in_viewport(ratio=0.9)
        box = head.bounding_box()
        assert box
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        seen = page.evaluate("([x, y]) => document.elementFromPoint(x, y).innerText", middle)
        assert seen == head.inner_text()


@pytest.mark.parametrize("with_script", [True, False])
@pytest.mark.parametrize("path", PATHS)
def test_a_telephone_shows_one_phase_at_a_time(
    new_page: NewPage, path: str, with_script: bool
) -> None:
    page = new_page(TELEPHONE, java_script_enabled=with_script)
    page.goto(path)
    columns = page.locator("thead th").all()
    labels = page.locator("fieldset label")
    assert labels.count() == len(columns) - 1
    for number in range(labels.count()):
        labels.nth(number).click()
        shown = [column.is_visible() for column in columns]
        assert [place for place, seen in enumerate(shown) if seen] == [0, number + 1]
        for row in page.locator("tbody tr:visible").all()[:3]:
            expect(row.locator("td").nth(number)).to_contain_text(" ")


def test_keys_choose_a_phase(looking: Page) -> None:
    page = looking
    page.goto(PATHS[0])
    page.locator("#shown-1").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#shown-2")).to_be_checked()
    expect(page.locator("thead th").nth(2)).to_be_visible()
    expect(page.locator("thead th").nth(1)).to_be_hidden()


@pytest.mark.parametrize("path", PATHS)
def test_the_matrix_fits_and_breaks_no_word_where_nothing_can_hyphenate_it(
    looking: Page, path: str
) -> None:
    looking.goto(path)
    for width in (DESK, TELEPHONE):
        window_of(looking, width)
        assert looking.evaluate(TOO_WIDE) == []
    looking.locator("table *").evaluate_all(NO_HYPHENS)
    for label in looking.locator("fieldset label").all():
        label.click()
        assert looking.evaluate(BROKEN_WORDS) == []
