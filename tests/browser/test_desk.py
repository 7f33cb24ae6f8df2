"""The desk in a real browser: no fault that a machine can find, and nothing that needs a mouse."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from secrets import token_hex
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, ViewportSize

from directory.formats.opening_hours import can_be_shown
from directory.formats.week import DAYS, Day, DayKind, Week, week_of
from tests.browser.conftest import MILLISECONDS_TO_WAIT
from tests.browser.layout import TOO_WIDE
from tools.axe import DESK, HEIGHT, TELEPHONE, VARIANTS, axe_script, faults
from tools.served_site import ROOT, environment

LIGHT, DARK = VARIANTS[3], VARIANTS[4]

EMPTY = "ERR_HTTP_RESPONSE_CODE_FAILURE"
"""What a visit ends in of a page that only receives a form, and answers with nothing."""


@pytest.fixture(scope="module")
def seeds(site: str, shared_folder: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    """Put a publisher for each test at the desk of the served site, with something to decide.

    All at once, for to start costs more. Whoever does so in another worker has other names.
    """
    state = environment(shared_folder / "served", SITE_URL=site)
    names = [item.name for item in request.session.items if item.path == request.path]
    people = [token_hex(4) for _name in names]
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.desk_seed", *people],
        cwd=ROOT,
        env=state | {"DJANGO_SETTINGS_MODULE": "wegwijzer.settings"},
        check=True,
        capture_output=True,
        text=True,
    )
    seeds = json.loads(made.stdout)
    return {name: seeds[person] for name, person in zip(names, people, strict=True)}


@pytest.fixture
def seeded(seeds: dict[str, Any], request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = seeds[request.node.name]
    return found


@pytest.fixture
def page(browser: Browser, site: str, seeded: dict[str, Any]) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site,
        viewport={"width": DESK, "height": HEIGHT[DESK]},
        locale="nl-NL",
        reduced_motion="reduce",
    )
    context.set_default_timeout(MILLISECONDS_TO_WAIT)
    session = {"name": seeded["cookie"], "value": seeded["session"], "url": f"{site}/admin/"}
    context.add_cookies([session])  # type: ignore[list-item]
    yield context.new_page()
    context.close()


def test_the_pages_of_the_desk_have_no_fault(page: Page, seeded: dict[str, Any]) -> None:
    script, found = axe_script(), []
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in (
        "/admin/",
        "/admin/editorial/verification/work-list/?kind=never",
        "/admin/directory/service/",
        "/admin/directory/service/add/",
        seeded["form"],
        seeded["proposal"],
        seeded["history"],
        seeded["compare"],
        "/admin/coverage/?need=medical",
        "/admin/tables/",
        "/admin/replace/",
        "/admin/editorial/translationsource/",
        "/admin/editorial/glossaryterm/",
        "/admin/account/mail/",
        "/admin/account/second-factor/",
        "/admin/help-pages/",
        "/admin/help-pages/pl/",
    ):
        page.goto(path)
        found += faults(page, script, variants=(LIGHT, DARK))
    page.goto("/admin/tables/organizations/")
    row = f"slug,source\n{seeded['slug']},Seen in a letter.\n"
    file = {"name": "organizations.csv", "mimeType": "text/csv", "buffer": row.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator("input[type=file]").press("Tab")
    page.keyboard.press("Enter")
    page.locator("button[name=token], input[name=token]").first.wait_for(state="attached")
    found += faults(page, script, variants=(LIGHT, DARK))
    assert found == []
    assert said == []


WRITE_WEEKS = """(weeks) => {
  const text = document.querySelector("#id_channels-0-opening_hours");
  const tell = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  return weeks.map((week) => {
    text.parentElement.querySelectorAll("[data-day]").forEach((row, number) => {
      const [kind, times] = week[number];
      const [choice, ...fields] = row.querySelectorAll("select, input");
      choice.value = kind;
      const midnight = (time) => (time === "24:00" ? "00:00" : time);
      fields.forEach((field, place) => { field.value = midnight(times.flat()[place] ?? ""); });
      tell(choice);
    });
    return text.value;
  });
}"""


def some_weeks(number: int) -> Iterator[Week]:
    """Yield weeks with days of every kind, the same ones each time."""
    chance = Random(5)
    for _week in range(number):
        days = [Day(DayKind.HOURS, (("09:00", "24:00"),))]
        for code in DAYS[1:]:
            quarters = sorted(chance.sample(range(1, 97), 4))
            one, two, three, four = (f"{part // 4:02}:{part % 4 * 15:02}" for part in quarters)
            made = chance.choice(
                [
                    days[-1],
                    Day(DayKind.CLOSED),
                    Day(DayKind.ALWAYS),
                    Day(DayKind.HOURS, ((one, two),)),
                    Day(DayKind.HOURS, ((one, two), (three, four))),
                ]
            )
            days.append(Day(DayKind.NOT_SAID) if code == "PH" and chance.random() < 0.5 else made)
        yield tuple(days)


def test_no_page_of_the_desk_is_wider_than_a_telephone(page: Page, seeded: dict[str, Any]) -> None:
    telephone = ViewportSize(width=TELEPHONE, height=HEIGHT[TELEPHONE])
    page.set_viewport_size(telephone)
    too_wide: dict[str, list[str]] = {}
    shown = 0
    for path in seeded["pages"]:
        try:
            page.goto(path, wait_until="domcontentloaded")
        except Error as error:
            if EMPTY not in str(error):
                raise
            # Chromium still is on its way to a page of its own, which would end the next.
            page = page.context.new_page()
            page.set_viewport_size(telephone)
            continue
        shown += 1
        if found := page.evaluate(TOO_WIDE):
            too_wide[path] = found[:3]
    assert shown > 80
    assert too_wide == {}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus, and see that the focus shows."""
    for _press in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            shown = page.evaluate(
                "() => { const { outlineStyle, boxShadow, borderColor } ="
                " getComputedStyle(document.activeElement);"
                " return outlineStyle !== 'none' || boxShadow !== 'none' || borderColor; }"
            )
            assert shown
            return
    raise AssertionError(f"Tab never leads to {selector}")


def test_a_number_is_corrected_and_proposed_without_a_mouse(
    page: Page, seeded: dict[str, Any]
) -> None:
    page.goto("/admin/")
    tab_to(page, "a[href='/admin/directory/organization/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/directory/organization/")
    tab_to(page, "#searchbar")
    page.keyboard.type(seeded["slug"])
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    tab_to(page, "#result_list tbody th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/**")
    number = "input[name^=channels-][name$=-value]"
    tab_to(page, number)
    page.keyboard.press("Control+A")
    page.keyboard.type("+31201234567")
    tab_to(page, "#note")
    page.keyboard.type("Gebeld.")
    tab_to(page, "[name=_save]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/proposal/**")
    assert "+31201234567" in page.locator("#content").inner_text()


def test_a_form_says_how_plain_a_text_is_and_writes_a_week(
    page: Page, seeded: dict[str, Any]
) -> None:
    page.set_viewport_size({"width": TELEPHONE, "height": HEIGHT[TELEPHONE]})
    page.goto(seeded["form"])
    found = page.locator("#id_description_nl + [aria-live=polite]")
    page.locator("#id_description_nl").fill("Wij bellen u. U bent niet alleen.")
    page.keyboard.type(" Indien u wilt: https://hulp.example/" + "x" * 80)
    found.locator("q", has_text="Indien").wait_for()
    assert page.evaluate("document.activeElement.id") == "id_description_nl"
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE
    page.locator("#id_description_nl").fill("Wij bellen u als u wilt.")
    found.locator("q").first.wait_for(state="detached")

    text = page.locator("#id_channels-0-opening_hours")
    week = page.locator(".desk-hours").filter(has=text).locator("details")
    week.locator("summary").click()
    monday, tuesday = (week.locator(f"[data-day={day}]") for day in ("Mo", "Tu"))
    monday.locator("input").nth(0).fill("09:00")
    assert not can_be_shown(text.input_value()), "half a day must not be taken for hours"
    monday.locator("input").nth(1).fill("17:00")
    week.get_by_role("button").click()
    assert text.input_value().startswith("Mo-Fr 09:00-17:00")
    assert tuesday.locator("select").input_value() == "hours"
    assert page.evaluate("document.documentElement.scrollWidth") <= TELEPHONE
    weeks = list(some_weeks(60))
    texts = page.evaluate(WRITE_WEEKS, weeks)
    read = {written: week_of(written) for written in texts}
    assert read == dict(zip(texts, weeks, strict=True))
    text.fill("ma-vr 9-17")
    assert week.is_hidden()
