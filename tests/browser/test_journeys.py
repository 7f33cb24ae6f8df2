"""Four people, each from the first page to a way to make contact."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.layout import window_of
from tools.axe import DESK

MAX_TABS = 120


def way_to_call(page: Page) -> Locator:
    """Return the ways to make contact that the page itself gives, apart from 112."""
    return page.locator("main a[href^='tel:']:not([href='tel:112']), main a[href^='mailto:']")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus, as somebody does who has no mouse."""
    for _ in range(MAX_TABS):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} cannot be reached with the Tab key")


def test_a_victim_on_a_telephone_finds_somebody_to_call(looking: Page) -> None:
    looking.goto("/")
    expect(looking).to_have_url(re.compile(r"/nl/$"))
    looking.get_by_role("link", name="Een slaapplek").click()
    looking.get_by_text("Zoek op woord of plaats").click()
    looking.get_by_label("Waar? Plaats of postcode").fill("6711 ab")
    looking.get_by_role("button", name="Zoeken").click()
    expect(looking).to_have_url(re.compile(r"need=shelter&.*place=6711"))
    first = looking.locator("main article").first
    expect(first).to_be_visible()
    first.get_by_role("heading").get_by_role("link").click()
    expect(looking.get_by_role("heading", level=1)).to_be_visible()
    expect(looking.get_by_role("heading", name="Contact")).to_be_visible()
    number = way_to_call(looking).first
    expect(number).to_be_visible()
    box = number.bounding_box()
    assert box
    assert box["height"] >= 44


def test_a_victim_is_never_more_than_one_tap_from_112_and_the_way_out(looking: Page) -> None:
    for path in ("/nl/", "/nl/hulp/?need=shelter", "/nl/rechten/", "/nl/bestaat-niet/"):
        looking.goto(path)
        looking.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(looking.get_by_role("link", name="112").first).to_be_in_viewport()
        expect(looking.get_by_role("link", name="Snel weg")).to_be_in_viewport()


def test_a_professional_at_a_desk_finds_whom_to_ask_and_by_which_law(looking: Page) -> None:
    page = looking
    window_of(page, DESK)
    page.goto("/en/")
    page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Rights").click()
    page.locator("main").get_by_role("link", name="Reflection period").first.click()
    law = page.locator("main a[href^='/en/legislation/']").first
    expect(law).to_be_visible()
    page.locator("main a[href^='/en/help/']:not([href*='?'])").first.click()
    expect(way_to_call(page).first).to_be_visible()


def test_a_professional_narrows_the_help_down_and_takes_a_choice_back(looking: Page) -> None:
    page = looking
    window_of(page, DESK)
    page.goto("/en/help/?audience=professional&need=advice")
    results = page.locator("main article")
    expect(results.first).to_be_visible()
    chosen = page.get_by_role("navigation", name="Your choices")
    chosen.get_by_role("link", name=re.compile("^Remove: ")).first.click()
    expect(results.first).to_be_visible()
    expect(page).not_to_have_url(re.compile("audience=professional&need=advice"))
    results.first.get_by_role("heading").get_by_role("link").click()
    expect(way_to_call(page).first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "label"),
    [("/nl/", "Waar? Plaats of postcode"), ("/nl/gemeenten/", "Gemeente, plaats of postcode")],
)
def test_names_of_places_are_offered_while_one_types_and_typing_is_told_to_nobody(
    page: Page, path: str, label: str
) -> None:
    asked: list[str] = []
    page.goto(path, wait_until="networkidle")
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_label(label)
    with page.expect_response("**/places.json"):
        field.focus()
    field.press_sequentially("bennek")
    offered = page.locator("datalist option")
    expect(offered).to_have_text(["Bennekom"])
    assert field.get_attribute("list") == page.locator("datalist").get_attribute("id")
    field.press_sequentially("q")
    expect(offered).to_have_count(0)
    # The browser fetches the icon of a page when it pleases.
    told = [urlsplit(url).path for url in asked if "/static/favicon." not in url]
    assert told == ["/places.json"]
    assert [url for url in asked if "bennek" in url] == []


def test_a_name_is_offered_however_it_is_written(page: Page) -> None:
    page.goto("/nl/")
    field = page.get_by_label("Waar? Plaats of postcode")
    with page.expect_response("**/places.json"):
        field.focus()
    for typed, offered in (
        ("sudwest", "Súdwest-Fryslân"),
        ("s hertog", "'s-Hertogenbosch"),
        ("capelle a/d ys", "Capelle aan den IJssel"),
        ("st. oeden", "Sint-Oedenrode"),
        ("terapel", "Ter Apel"),
        ("gemeente venlo", "Venlo"),
    ):
        field.clear()
        field.press_sequentially(typed)
        option = page.locator("datalist option").first
        expect(option).to_have_attribute("value", offered)


def test_everything_works_without_script(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto("/nl/")
    page.get_by_text("Alle soorten hulp").click()
    page.get_by_role("link", name="Juridische hulp, advocaat").click()
    page.get_by_text("Zoek op woord of plaats").click()
    page.get_by_label("Waar? Plaats of postcode").fill("Groningen")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.locator("main article").first).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/help/\?need=legal&.*place=Groningen$"))
    page.locator("main article").first.get_by_role("heading").get_by_role("link").click()
    expect(way_to_call(page).first).to_be_visible()


def test_somebody_with_only_a_keyboard_reaches_a_number(looking: Page) -> None:
    page = looking
    window_of(page, DESK)
    page.goto("/nl/")
    place = page.get_by_label("Waar? Plaats of postcode")
    tab_to(page, place)
    page.keyboard.type("Utrecht")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("place=Utrecht"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = page.locator("main article").first.get_by_role("heading").get_by_role("link")
    tab_to(page, first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, way_to_call(page).first)
    expect(way_to_call(page).first).to_be_focused()


def test_a_mistyped_place_is_said_and_tied_to_its_field(looking: Page) -> None:
    looking.goto("/nl/hulp/?need=shelter")
    search = looking.locator("summary", has_text="Zoek")
    if not looking.get_by_label("Waar? Plaats of postcode").is_visible():
        search.first.click()
    field = looking.get_by_label("Waar? Plaats of postcode")
    field.fill("Utregt aan de Zee")
    field.press("Enter")
    field = looking.locator("#place")
    expect(field).to_have_value("Utregt aan de Zee")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby")
    expect(looking.locator(f"#{described}")).to_contain_text("Utregt aan de Zee")
    expect(looking).to_have_url(re.compile("need=shelter"))
