"""The sheet as it is printed: one page, whatever the language, the contacts and the paper."""

import re
from itertools import product

from playwright.sync_api import Page

from tools.axe import VARIANTS, axe_script, faults

NEEDS = ("talk", "legal", "talk", "legal", "talk")
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
    pages = {}
    for need, language in zip(NEEDS, ("en", "pl", "ar", "vi", "th"), strict=True):
        looking.goto(f"/nl/hulp/?need={need}")
        services = looking.evaluate(CHOSEN)
        assert len(services) == 5
        for paper, number in product(("a4", "card"), (3, 5)):
            chosen = [["service", one] for one in services[:number]]
            chosen += [["language", language], ["paper", paper]]
            with looking.expect_navigation():
                looking.evaluate(SUBMIT, chosen)
            if (paper, number) == ("a4", 5):
                assert faults(looking, axe_script(), variants=PLAIN) == []
            pdf = looking.pdf(format="A4", prefer_css_page_size=True)
            pages[language, paper, number] = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert {sheet: count for sheet, count in pages.items() if count != 1} == {}
