"""Pages stay whole when they are narrow, enlarged, spaced, walked through with Tab, or printed."""

import re

import pytest
from playwright.sync_api import Page

from tests.urls import KINDS, kind_of
from tools.axe import DESK, HEIGHT, TELEPHONE
from tools.served_site import ServedPage

NARROW = 320
MAX_SHEETS = 4
ANSWER_FOR_A_PROFESSIONAL = "/nl/wegwijzer/antwoord/?audience=professional&age=minor&status=eu"
IN_FULL = "/nl/wegwijzer/antwoord/volledig/?audience=professional&age=minor&status=eu"

# A table that scrolls in a frame of its own may be wide (WCAG 1.4.10); its frame may not.
TOO_WIDE = """() => {
  const limit = document.documentElement.clientWidth + 1;
  const scrolls = (element) => element !== null && element !== document.body
    && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getClientRects().length && !scrolls(element))
    .filter((element) => !element.closest(".ww-visually-hidden, .utrecht-skip-link"))
    .filter((element) => element.getBoundingClientRect().right > limit)
    .map((element) => element.outerHTML.slice(0, 120));
}"""

SPACE_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""

CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter((element) => element.getClientRects().length && element.textContent.trim())
  .filter((element) => !element.closest(".ww-visually-hidden, .utrecht-skip-link, svg, select"))
  .filter((element) => {
    const style = getComputedStyle(element);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
  })
  .map((element) => element.outerHTML.slice(0, 120))"""

# After a first Tab the browser takes every focus for one of the keyboard, and shows it as such.
# Sixty of a page's links and fields, from its top to its end.
FOCUS_ON_SIXTY = """() => {
  const focus = (element) => {
    element.focus();
    if (document.activeElement !== element) return null;
    const style = getComputedStyle(element);
    const shown = element.matches(":focus-visible")
      && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const area = element.getClientRects()[0];
    const [left, right] = [Math.max(area.left, 0), Math.min(area.right, innerWidth)];
    const [top, bottom] = [Math.max(area.top, 0), Math.min(area.bottom, innerHeight)];
    const seen = [[left + 3, top + 3], [right - 3, bottom - 3], [left + 3, bottom - 3]]
      .some(([x, y]) => {
        const found = document.elementFromPoint(x, y);
        return found && (element.contains(found) || found.contains(element)
          || element.labels?.[0]?.contains(found));
      });
    return { shown, seen, what: element.outerHTML.slice(0, 120) };
  };
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((element) => element.checkVisibility())
    .filter((_, index, all) => index % Math.ceil(all.length / 60) === 0)
    .map(focus)
    .filter(Boolean);
}"""

READ_ON_PAPER = """() => {
  dispatchEvent(new Event("beforeprint"));
  const main = document.querySelector("main");
  const lines = main.innerText.split(/[\\n\\t]/).map((line) => line.trim()).filter(Boolean);
  return lines;
}"""

READ_ON_SCREEN = """() => {
  for (const details of document.querySelectorAll("details")) details.open = true;
  const skipped = "form, .ww-no-print, .ww-breadcrumb, .ww-pagination, .ww-filters, "
    + ".ww-answer .ww-brief";
  for (const part of document.querySelectorAll(skipped)) part.hidden = true;
  for (const part of document.querySelectorAll(skipped)) part.style.display = "none";
  const main = document.querySelector("main");
  return main.innerText.split(/[\\n\\t]/).map((line) => line.trim()).filter(Boolean);
}"""


def longest(public_pages: dict[str, ServedPage], kind: str, language: str) -> str:
    """Return the longest page of a kind."""
    of_kind = [
        page
        for page in public_pages.values()
        if page.path.startswith(f"/{language}/")
        and page.status == 200
        and kind_of(page.path) == kind
    ]
    return max(of_kind, key=lambda page: len(page.text)).path


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways_at_400_percent_or_with_wider_text(
    looking: Page, public_pages: dict[str, ServedPage], kind: str
) -> None:
    """320 pixels is a desk of 1280 enlarged four times (WCAG 1.4.10), then 1.4.12."""
    looking.set_viewport_size({"width": NARROW, "height": HEIGHT[NARROW]})
    for language in ("nl", "en"):
        looking.goto(longest(public_pages, kind, language))
        assert looking.evaluate(TOO_WIDE) == []
        looking.evaluate(SPACE_TEXT)
        assert looking.evaluate(TOO_WIDE) == []
        assert looking.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("width", [TELEPHONE, DESK])
@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_is_always_seen(
    looking: Page, public_pages: dict[str, ServedPage], kind: str, width: int
) -> None:
    looking.set_viewport_size({"width": width, "height": HEIGHT[width]})
    looking.emulate_media(reduced_motion="reduce")
    looking.goto(longest(public_pages, kind, "nl"))
    looking.keyboard.press("Tab")
    focused = looking.evaluate(FOCUS_ON_SIXTY)
    assert focused
    assert [focus for focus in focused if not (focus["shown"] and focus["seen"])] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_told_gets_lost_on_paper(
    looking: Page, public_pages: dict[str, ServedPage], kind: str
) -> None:
    path = longest(public_pages, kind, "nl")
    looking.goto(path)
    on_screen = looking.evaluate(READ_ON_SCREEN)
    looking.goto(path)
    looking.emulate_media(media="print")
    on_paper = set(looking.evaluate(READ_ON_PAPER))
    assert [line for line in on_screen if line not in on_paper] == []
    assert looking.locator("form:visible").count() == 0


@pytest.mark.parametrize(
    "path",
    [
        ANSWER_FOR_A_PROFESSIONAL,
        IN_FULL,
        "/en/signpost/answer/?audience=professional",
        "/en/signpost/answer/full/?audience=professional",
    ],
)
def test_the_answer_of_the_signpost_is_a_few_sheets_of_paper(page: Page, path: str) -> None:
    page.goto(path)
    sheets = re.findall(rb"/Type /Page\b", page.pdf(format="A4"))
    assert 1 <= len(sheets) <= MAX_SHEETS


def test_what_somebody_unfolds_in_the_answer_is_printed(page: Page) -> None:
    page.goto(IN_FULL)
    page.locator("summary", has_text="Wettelijke basis").first.click()
    page.emulate_media(media="print")
    on_paper = "\n".join(page.evaluate(READ_ON_PAPER))
    assert on_paper.count("Wettelijke basis") == 1
    assert "Artikel 12" in on_paper


def test_the_browser_adds_no_title_and_no_address_to_the_paper(page: Page) -> None:
    page.goto("/nl/veilig-online/")
    asked_for, without = (page.pdf(display_header_footer=wanted) for wanted in (True, False))
    assert len(asked_for) == len(without)
