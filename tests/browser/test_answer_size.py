"""The signpost helps within a few screens of a telephone, and within a few taps.

The same people as in the table of ``make journeys``, which prints what is measured here.
"""

import pytest
from playwright.sync_api import Page

from editorial.languages import LANGUAGES
from tools.axe import DESK, HEIGHT
from tools.journeys import (
    MAX_TAPS_BY_SEARCH,
    MAX_TAPS_BY_SIGNPOST,
    PEOPLE,
    SCREEN,
    SomebodyAsking,
    answer_size,
    taps_by_search,
    taps_by_signpost,
)

MAX_SCREENS_OF_A_DESK = 2
MAX_SCREENS_OF_A_QUESTION = 3.5
SIGNPOST = {"nl": "wegwijzer", "en": "signpost"}
OF_EACH_KIND = (
    "nothing said",
    "deaf, 16",
    "leaving sex work, The Hague",
    "several needs, pregnant",
    "in danger",
    "a police officer",
)
IN_NEED_SOMEWHERE = ("leaving sex work, The Hague", "a youth worker")

COUNT_112 = """() => [...document.querySelectorAll("a[href='tel:112']")]
  .filter((link) => link.checkVisibility({ visibilityProperty: true })).length"""


def of_name(names: tuple[str, ...]) -> list[SomebodyAsking]:
    """Return the people of these names."""
    return [person for person in PEOPLE if person.name in names]


def test_at_least_twenty_people_of_every_kind_are_measured() -> None:
    assert len(PEOPLE) >= 20
    audiences = {code for person in PEOPLE for code in person.said.get("audience", ())}
    assert audiences == {"victim", "near", "professional"}


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.name)
def test_an_answer_is_a_few_screens_with_its_first_button_on_the_first(
    looking: Page, person: SomebodyAsking
) -> None:
    for language in LANGUAGES:
        assert answer_size(looking, person.url(language)).problems == []
        assert looking.evaluate(COUNT_112) == 1
        looking.set_viewport_size({"width": DESK, "height": HEIGHT[DESK]})
        height = looking.evaluate("document.documentElement.scrollHeight")
        assert height <= MAX_SCREENS_OF_A_DESK * HEIGHT[DESK]


def test_the_longest_question_is_a_few_screens(looking: Page) -> None:
    for language in LANGUAGES:
        looking.goto(f"/{language}/{SIGNPOST[language]}/")
        looking.locator("main button[name=audience]").first.click()
        looking.locator("main button[value=no]").click()
        looking.locator("main button[name=age]").last.click()
        looking.locator("main input[name=need]").first.wait_for()
        height = looking.evaluate("document.documentElement.scrollHeight")
        assert height <= MAX_SCREENS_OF_A_QUESTION * SCREEN


@pytest.mark.parametrize("person", of_name(OF_EACH_KIND), ids=lambda person: person.name)
def test_the_signpost_leads_to_a_contact_in_a_few_taps(
    looking: Page, person: SomebodyAsking
) -> None:
    for language in LANGUAGES:
        assert taps_by_signpost(looking, person, language) <= MAX_TAPS_BY_SIGNPOST


@pytest.mark.parametrize("person", of_name(IN_NEED_SOMEWHERE), ids=lambda person: person.name)
def test_a_search_leads_to_a_contact_in_a_few_taps(looking: Page, person: SomebodyAsking) -> None:
    for language in LANGUAGES:
        assert taps_by_search(looking, person, language) <= MAX_TAPS_BY_SEARCH
