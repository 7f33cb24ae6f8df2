"""A walk through the signpost leaves one entry in the history, and leads back either way."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

START = "/nl/wegwijzer/"


def choose(page: Page, answer: str) -> None:
    """Give one answer and wait for the next question."""
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile(f"^{answer}")).click()


def test_with_script_a_walk_is_one_entry_of_the_history(page: Page) -> None:
    page.goto("/nl/")
    page.goto(START)
    entries = page.evaluate("history.length")

    choose(page, "Voor mijzelf")
    choose(page, "Nee")
    page.get_by_role("link", name="Vorige vraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bent u nu in gevaar?")
    choose(page, "Nee")
    choose(page, "Onder 18")
    page.get_by_label("Opvang, een veilige plek").check()
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("link", name="Toon nu mijn antwoord").click()
    expect(page.locator("#first-contact")).to_be_visible()

    assert page.evaluate("history.length") == entries
    page.go_back()
    expect(page).to_have_url(re.compile(r"/nl/$"))


def test_a_place_that_is_not_clear_adds_no_entry_and_can_be_chosen(page: Page) -> None:
    page.goto(START)
    entries = page.evaluate("history.length")
    while not page.locator("#place").count():
        with page.expect_navigation():
            page.get_by_role("link", name="Sla deze vraag over").click()
    page.locator("#place").fill("Bergen")
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("alert")).to_contain_text("Bergen")
    page.locator("input[name=municipality]").last.check()
    page.get_by_role("button", name="Volgende").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wat is er al gebeurd?")

    assert page.evaluate("history.length") == entries


@pytest.mark.parametrize("has_script", [True, False])
def test_the_link_to_the_previous_question_works_either_way(
    new_page: NewPage, has_script: bool
) -> None:
    page = new_page(java_script_enabled=has_script)
    page.goto(START)
    page.get_by_role("button", name="Voor mijzelf").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bent u nu in gevaar?")
    page.get_by_role("link", name="Vorige vraag").click()
    expect(page.get_by_role("button", name="Voor mijzelf")).to_contain_text("Uw antwoord")
