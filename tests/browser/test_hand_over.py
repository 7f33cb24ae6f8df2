"""The sheet as it is printed: one page, whatever the language, the contacts and the paper."""

import re
from itertools import product

from playwright.sync_api import Page

from tools.axe import VARIANTS, axe_script, faults

NEEDS = ("talk", "legal", "talk", "legal", "talk")
FULLEST = (
    "iom-vrijwillige-terugkeer",
    "arbeidsinspectie-melden",
    "comensha-opvang",
    "comensha-professionals",
    "zorgcoordinatie-de-markiezaten",
)
"""Contacts of which there is most to say: languages, hours, and what becomes of words."""

SIZE_ON_PAPER = """() => [...document.querySelectorAll(".ww-sheet p")]
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75).sort((a, b) => a - b)[0]"""
PLAIN = tuple(variant for variant in VARIANTS if variant[1:] == ("light", "none"))
SUBMIT = """(chosen) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/nl/meegeven/";
  for (const [name, value] of chosen) {
    const input = document.createElement("input");
    [input.name, input.value] = [name, value];
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}"""
CHOSEN = """() => [...document.querySelectorAll('form[action="/nl/meegeven/"] [name="service"]')]
  .map((input) => input.value)"""


def test_a_sheet_of_five_contacts_is_one_page_in_every_kind_of_script(looking: Page) -> None:
    pages, small = {}, {}
    for need, language in zip((*NEEDS, ""), ("en", "pl", "ar", "vi", "th", "ru"), strict=True):
        looking.goto(f"/nl/hulp/?need={need}" if need else "/nl/hulp/")
        services = looking.evaluate(CHOSEN) if need else FULLEST
        assert len(services) == 5
        for paper, number in product(("a4", "card"), (3, 5)):
            chosen = [["service", one] for one in services[:number]]
            chosen += [["language", language], ["paper", paper]]
            with looking.expect_navigation():
                looking.evaluate(SUBMIT, chosen)
            if (paper, number) == ("a4", 5):
                assert faults(looking, axe_script(), variants=PLAIN) == []
            pdf = looking.pdf(format="A4", prefer_css_page_size=True)
            looking.emulate_media(media="print")
            if need and paper == "a4" and (size := looking.evaluate(SIZE_ON_PAPER)) < 12:
                small[language, number] = size
            looking.emulate_media(media="null")
            pages[language, paper, number] = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert {sheet: count for sheet, count in pages.items() if count != 1} == {}
    assert small == {}
