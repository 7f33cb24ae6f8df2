"""What is printed: a few sheets, with what somebody unfolded, and nothing the browser adds."""

import re

from playwright.sync_api import Page

from tests.browser.layout import READ_ON_PAPER

MAX_SHEETS = 4
IN_FULL = "/nl/wegwijzer/antwoord/volledig/?audience=professional&age=minor&status=eu"
ANSWERS = (
    "/nl/wegwijzer/antwoord/?audience=professional&age=minor&status=eu",
    IN_FULL,
    "/en/signpost/answer/?audience=professional",
    "/en/signpost/answer/full/?audience=professional",
)


def test_the_answer_of_the_signpost_is_a_few_sheets_of_paper(looking: Page) -> None:
    sheets = {}
    for path in ANSWERS:
        looking.goto(path)
        sheets[path] = len(re.findall(rb"/Type /Page\b", looking.pdf(format="A4")))
    assert {path: number for path, number in sheets.items() if not 1 <= number <= MAX_SHEETS} == {}


def test_what_somebody_unfolds_in_the_answer_is_printed(looking: Page) -> None:
    looking.goto(IN_FULL)
    looking.locator("summary", has_text="Wettelijke basis").first.click()
    looking.emulate_media(media="print")
    on_paper = "\n".join(looking.evaluate(READ_ON_PAPER))
    assert on_paper.count("Wettelijke basis") == 1
    assert "Artikel 12" in on_paper


def test_the_browser_adds_no_title_and_no_address_to_the_paper(looking: Page) -> None:
    looking.goto("/nl/veilig-online/")
    asked_for, without = (looking.pdf(display_header_footer=wanted) for wanted in (True, False))
    assert len(asked_for) == len(without)
