"""What may be wrong with the looks of an open page: narrow, enlarged, by keyboard, on paper.

Each function yields faults and leaves the page open for the next one, for a visit costs more than
most of what is asked of a page.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

from tools.axe import DESK, HEIGHT, TELEPHONE

NARROW = 320

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
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`form, .ww-no-print, .ww-breadcrumb, .ww-pagination, .ww-filters,
    .ww-answer .ww-brief { display: none !important }`);
  document.adoptedStyleSheets = [sheet];
  const lines = document.querySelector("main").innerText.split(/[\\n\\t]/);
  document.adoptedStyleSheets = [];
  return lines.map((line) => line.trim()).filter(Boolean);
}"""

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


def window_of(page: Page, width: int) -> None:
    """Make the window as wide as said, and as high as such a screen is."""
    page.set_viewport_size({"width": width, "height": HEIGHT[width]})


def faults_when_narrow_or_spaced(page: Page) -> Iterator[str]:
    """Yield what is beside the screen, at 400 percent (WCAG 1.4.10) and with wider text (1.4.12).

    320 pixels is a desk of 1280 enlarged four times.
    """
    window_of(page, NARROW)
    yield from (f"too wide: {part}" for part in page.evaluate(TOO_WIDE))
    page.evaluate(SPACE_TEXT)
    yield from (f"too wide when spaced: {part}" for part in page.evaluate(TOO_WIDE))
    yield from (f"cut off when spaced: {part}" for part in page.evaluate(CUT_OFF))
    page.evaluate("document.adoptedStyleSheets = []")


def faults_of_focus(page: Page) -> Iterator[str]:
    """Yield what has the focus without being seen to have it, on a telephone and at a desk."""
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("Tab")
    for width in (TELEPHONE, DESK):
        window_of(page, width)
        focused = page.evaluate(FOCUS_ON_SIXTY)
        if not focused:
            yield f"nothing takes the focus at {width}"
        for focus in focused:
            if not (focus["shown"] and focus["seen"]):
                yield f"the focus is not seen at {width}: {focus}"
    page.emulate_media(reduced_motion="null")


def faults_on_paper(page: Page) -> Iterator[str]:
    """Yield what stands on the screen of a telephone and is lost on paper, and forms on paper."""
    window_of(page, TELEPHONE)
    page.emulate_media(media="print")
    on_paper = set(page.evaluate(READ_ON_PAPER))
    if page.locator("form:visible").count():
        yield "a form is printed"
    page.emulate_media(media="null")
    for line in page.evaluate(READ_ON_SCREEN):
        if line not in on_paper:
            yield f"lost on paper: {line}"


def faults_with_long_words(page: Page) -> Iterator[str]:
    """Yield what is too wide when each text is a word of 200 letters; the texts are gone then."""
    page.evaluate(WRITE_LONG_WORDS)
    for width in (NARROW, DESK):
        window_of(page, width)
        yield from (f"too wide at {width} with long words: {p}" for p in page.evaluate(TOO_WIDE))
