"""Leaving quickly: what someone sees who takes the telephone out of a visitor's hand."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tools.served_site import ELSEWHERE

pytestmark = pytest.mark.usefixtures("weather")


def visit_two_pages(page: Page) -> None:
    page.goto("/en/about/")
    page.goto("/en/privacy/")


def test_the_link_leads_elsewhere(page: Page) -> None:
    visit_two_pages(page)
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_url(ELSEWHERE)


def test_back_does_not_bring_a_page_back(page: Page) -> None:
    visit_two_pages(page)
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_url(ELSEWHERE)
    page.go_back(wait_until="commit")
    expect(page).to_have_url(ELSEWHERE)


def test_a_typed_address_works_at_once_and_leaves_no_note(page: Page) -> None:
    visit_two_pages(page)
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_url(ELSEWHERE)
    page.goto("/en/privacy/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_shift_three_times_leaves_and_says_so_beforehand(page: Page) -> None:
    page.goto("/en/privacy/")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    expect(page.locator("[data-exit-status]")).to_have_text(
        "Press Shift once more to leave this page."
    )
    page.keyboard.press("Shift")
    expect(page).to_have_url(ELSEWHERE)


def test_typing_capitals_leaves_the_visitor_alone(page: Page) -> None:
    page.goto("/en/privacy/")
    for key in ("Shift", "A", "Shift", "B", "Shift", "C"):
        page.keyboard.press(key)
    expect(page).to_have_url(page.url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_shift_with_a_key_held_or_the_pointer_between_leaves_the_visitor_alone(page: Page) -> None:
    page.goto("/en/privacy/")
    heading, hint = page.get_by_role("heading", level=1), page.locator("[data-exit-status]")
    for key in ("Control", "Alt", "Meta"):
        page.keyboard.down(key)
        for _ in range(3):
            page.keyboard.press("Shift")
        page.keyboard.up(key)
    for _ in range(3):
        page.keyboard.down("Shift")
        heading.click()
        page.keyboard.up("Shift")
    for _ in range(3):
        page.keyboard.press("Shift")
        page.mouse.wheel(0, 100)
        page.wait_for_function("() => scrollY > 0")
        page.evaluate("scrollTo(0, 0)")
    expect(page).to_have_url(page.url)
    expect(heading).to_be_visible()
    for _ in range(2):
        page.keyboard.press("Shift")
    expect(hint).to_be_in_viewport()
    page.keyboard.press("a")
    expect(hint).to_be_empty()


def test_the_way_out_follows_the_skip_link_in_the_tab_order(looking: Page) -> None:
    looking.goto("/en/privacy/")
    looking.keyboard.press("Tab")
    expect(looking.get_by_role("link", name="To the content")).to_be_focused()
    looking.keyboard.press("Tab")
    expect(looking.get_by_role("link", name="Leave quickly")).to_be_focused()


def test_the_way_out_stays_in_view_at_the_end_of_a_page(looking: Page) -> None:
    looking.goto("/en/privacy/")
    looking.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(looking.get_by_role("link", name="Leave quickly")).to_be_in_viewport()


def test_a_visit_keeps_nothing(page: Page) -> None:
    visit_two_pages(page)
    page.go_back()
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_forward_does_not_bring_a_page_back_either(page: Page) -> None:
    visit_two_pages(page)
    page.go_back()
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_url(ELSEWHERE)
    page.go_forward(wait_until="commit")
    expect(page).to_have_url(ELSEWHERE)


def test_a_screen_reader_hears_that_the_page_is_left(page: Page) -> None:
    """The page is emptied at once, before the other one has come."""
    page.goto("/en/privacy/")
    assert page.locator("[data-exit-status]").get_attribute("role") == "status"
    title, read = page.evaluate(
        """() => {
          document.querySelector("[data-exit]").click();
          return [document.title, document.body.innerText.trim()];
        }"""
    )
    assert title == "Weather"
    assert read == "You are leaving this page."


def test_shift_pressed_slowly_leaves_the_visitor_alone(page: Page) -> None:
    page.clock.install()
    page.goto("/en/privacy/")
    for _ in range(4):
        page.keyboard.press("Shift")
        page.clock.run_for(2600)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_after_five_minutes_back_works_again(page: Page) -> None:
    page.clock.install()
    visit_two_pages(page)
    page.get_by_role("link", name="Leave quickly").click()
    expect(page).to_have_url(ELSEWHERE)
    page.clock.fast_forward(5 * 60 * 1000 + 1000)
    page.go_back(wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_without_script_the_way_out_is_a_plain_link(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/nl/hulp/?need=shelter")
    page.get_by_role("link", name="Snel weg").click()
    expect(page).to_have_url(ELSEWHERE)
