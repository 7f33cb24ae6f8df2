"""Measure how soon the signpost helps: the answer of each of these people, and the taps to it.

    python -m tools.journeys

Each answer is measured on a telephone of 360 by 640 in both languages, in office hours and at night
in a weekend: how many screens it is, where its first button to make contact begins, and how many
words and headings are seen with everything folded; the table has the most of each. Taps are counted
from the first page until a button to make contact is in view; typing is none.
`tests/browser/test_answer_size.py` holds the same figures to their limits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tools.axe import TELEPHONE
from tools.chromium import FLAGS, chromium_path
from tools.served_site import CLOCKED_SITE, MOMENT_HEADER, serving_fresh_site

SCREEN = 640
MAX_SCREENS = 4
MAX_BUTTON_TOP = 560
MAX_WORDS = 600
MAX_HEADINGS = 15
MAX_TAPS_BY_SIGNPOST = 8
MAX_TAPS_BY_SEARCH = 4

MOMENTS = ("2026-03-03T11:00+01:00", "2026-03-07T02:00+01:00")
"""A Tuesday morning, and the night from a Friday to a Saturday: then lines say when they open."""

ANSWER = {"nl": "/nl/wegwijzer/antwoord/", "en": "/en/signpost/answer/"}


@dataclass(frozen=True, slots=True)
class SomebodyAsking:
    """A person as the signpost knows one: the answers as a link to it has them."""

    name: str
    query: str

    @property
    def said(self) -> dict[str, list[str]]:
        """Return the answers by the keys of their questions."""
        return parse_qs(self.query)

    def url(self, language: str) -> str:
        """Return the link to the answer."""
        return f"{ANSWER[language]}?{self.query}"


PEOPLE = (
    SomebodyAsking("nothing said", ""),
    SomebodyAsking(
        "a woman, shelter, Zwolle",
        "audience=victim&age=adult&need=shelter&place=Zwolle",
    ),
    SomebodyAsking(
        "a man, doctor, Tilburg",
        "audience=victim&age=adult&need=medical&place=Tilburg",
    ),
    SomebodyAsking(
        "leaving sex work, The Hague",
        "audience=victim&age=adult&exploitation=sexual&need=exit&place=Den+Haag",
    ),
    SomebodyAsking(
        "wages, no papers, Westland",
        "audience=victim&age=adult&exploitation=labour&need=wages&status=third_no_permit&place=Westland",
    ),
    SomebodyAsking(
        "deaf, talk, Utrecht",
        "audience=victim&age=adult&situation=deaf_disability&need=talk&place=Utrecht",
    ),
    SomebodyAsking("deaf, 16", "audience=victim&age=minor&situation=deaf_disability&need=shelter"),
    SomebodyAsking("in danger", "audience=victim&danger=1"),
    SomebodyAsking("in danger, 16", "audience=victim&danger=1&age=minor&place=Almere"),
    SomebodyAsking("in danger, in another country", "audience=victim&danger=1&situation=abroad"),
    SomebodyAsking(
        "a girl of 16, loverboy, Ede",
        "audience=victim&age=minor&situation=loverboy&place=Ede",
    ),
    SomebodyAsking("a boy of 17, images", "audience=victim&age=minor&need=online"),
    SomebodyAsking(
        "a boy of 17, forced crimes",
        "audience=victim&age=minor&exploitation=criminal_exp&situation=accused&need=legal&place=Rotterdam",
    ),
    SomebodyAsking(
        "a child alone, asylum",
        "audience=victim&age=minor&situation=unaccompanied&status=asylum",
    ),
    SomebodyAsking(
        "20, be safe now, Groningen",
        "audience=victim&age=young_adult&need=emergency&place=Groningen",
    ),
    SomebodyAsking(
        "a Dutch woman, compensation, reported",
        "audience=victim&age=adult&need=compensation&status=dutch&step=reported&place=Breda",
    ),
    SomebodyAsking(
        "from the EU, farm work",
        "audience=victim&age=adult&exploitation=labour&need=housing&status=eu&place=Venlo",
    ),
    SomebodyAsking(
        "B8/3 permit, stay",
        "audience=victim&age=adult&need=residence&status=third_permit&step=b83_permit&place=Arnhem",
    ),
    SomebodyAsking(
        "Dublin procedure",
        "audience=victim&age=adult&situation=dublin&status=asylum&need=legal",
    ),
    SomebodyAsking(
        "several needs, pregnant",
        "audience=victim&age=adult&situation=pregnant&situation=with_children&situation=multi&need=shelter&need=medical&need=income&need=children&status=visa&place=Amsterdam",
    ),
    SomebodyAsking("detained", "audience=victim&age=adult&situation=detained&need=criminal_case"),
    SomebodyAsking(
        "a mother of a son of 15",
        "audience=near&age=minor&exploitation=criminal_exp&place=Zaanstad",
    ),
    SomebodyAsking("a neighbour", "audience=near&age=adult&exploitation=domestic&need=advice"),
    SomebodyAsking("near somebody in danger", "audience=near&danger=1"),
    SomebodyAsking(
        "a police officer",
        "audience=professional&age=adult&status=third_no_permit&place=Emmen",
    ),
    SomebodyAsking("a youth worker", "audience=professional&age=minor&need=shelter&place=Enschede"),
    SomebodyAsking("a general practitioner", "audience=professional"),
    # The longest of many that were drawn at random.
    SomebodyAsking(
        "a lawyer of a child alone, The Hague",
        "audience=professional&age=adult&exploitation=domestic&status=asylum&need=guardianship&situation=unaccompanied&step=reported&place=Den+Haag",
    ),
    SomebodyAsking(
        "a friend, many needs, The Hague",
        "audience=near&age=adult&exploitation=domestic&status=third_permit&need=basics&need=guardianship&need=police_report&need=return&situation=multi&language=bg&place=Den+Haag",
    ),
    SomebodyAsking(
        "many needs, Dublin, Nissewaard",
        "audience=victim&age=adult&need=return&need=criminal_case&need=coordination&need=emergency&situation=dublin&step=b83_permit&language=pl&place=Nissewaard",
    ),
)

WORDS = {
    "shelter": {"nl": "opvang", "en": "shelter"},
    "medical": {"nl": "dokter", "en": "doctor"},
    "exit": {"nl": "stoppen met sekswerk", "en": "leaving sex work"},
    "wages": {"nl": "loon", "en": "wages"},
    "talk": {"nl": "praten", "en": "talk"},
    "legal": {"nl": "advocaat", "en": "lawyer"},
    "emergency": {"nl": "veilig", "en": "safe"},
    "compensation": {"nl": "schadevergoeding", "en": "compensation"},
    "housing": {"nl": "woning", "en": "housing"},
    "guardianship": {"nl": "voogd", "en": "guardian"},
    "residence": {"nl": "verblijfsvergunning", "en": "residence permit"},
}
"""What people type who need this."""

QUESTION = "main form[data-replace]"

CONTACT = ", ".join(
    f"main a{part}"
    for part in (".ww-call", ".ww-channel", "[href^='tel:']", "[href^='sms:']", "[href^='mailto:']")
)

MEASURE = """(contact) => {
  const seen = (element) => element.checkVisibility();
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  let count = 0;
  while (words.nextNode()) {
    const { parentElement, data } = words.currentNode;
    if (seen(parentElement)) count += data.split(/\\s+/).filter(Boolean).length;
  }
  const first = [...document.querySelectorAll(contact)].find(seen);
  return {
    height: document.documentElement.scrollHeight,
    button_top: first ? Math.round(first.getBoundingClientRect().top + scrollY) : 99999,
    words: count,
    headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).length,
  };
}"""


@dataclass(frozen=True, slots=True)
class AnswerSize:
    """How long an answer is, and where help begins."""

    screens: float
    button_top: int
    words: int
    headings: int

    @property
    def problems(self) -> list[str]:
        """Return which limits are passed."""
        limits = {
            "screens": MAX_SCREENS,
            "button_top": MAX_BUTTON_TOP,
            "words": MAX_WORDS,
            "headings": MAX_HEADINGS,
        }
        return [
            f"{name} {getattr(self, name)} > {limit}"
            for name, limit in limits.items()
            if getattr(self, name) > limit
        ]


def answer_size(page: Page, url: str) -> AnswerSize:
    """Open an answer on a telephone at each moment; return the most of each that was measured."""
    page.set_viewport_size({"width": TELEPHONE, "height": SCREEN})
    found = []
    for moment in MOMENTS:
        page.set_extra_http_headers({MOMENT_HEADER: moment})
        page.goto(url)
        found.append(page.evaluate(MEASURE, CONTACT))
    page.set_extra_http_headers({})
    return AnswerSize(
        screens=round(max(one["height"] for one in found) / SCREEN, 2),
        button_top=max(one["button_top"] for one in found),
        words=max(one["words"] for one in found),
        headings=max(one["headings"] for one in found),
    )


def taps_by_signpost(page: Page, person: SomebodyAsking, language: str) -> int:
    """Walk the signpost from the first page until the answer is offered; return the taps."""
    page.set_viewport_size({"width": TELEPHONE, "height": SCREEN})
    page.goto(f"/{language}/")
    for_whom = person.said.get("audience", [""])[0]
    first_answer = page.locator(f"main a[data-first-answer='{for_whom}']")
    signpost = page.locator(f"main a[href='{ANSWER[language].rsplit('/', 2)[0]}/']")
    with page.expect_navigation():
        taps = _tap(first_answer if first_answer.count() else signpost)
    while page.locator(QUESTION).count():
        offered = page.locator("main a[data-answer]")
        with page.expect_navigation():
            taps += _tap(offered) if offered.count() else _answer_question(page, person)
    contact = page.locator(CONTACT).first
    contact.wait_for(state="visible")
    return taps


def taps_by_search(page: Page, person: SomebodyAsking, language: str) -> int:
    """Type what a person needs, and where, on the first page; return the taps until a contact."""
    page.set_viewport_size({"width": TELEPHONE, "height": SCREEN})
    page.goto(f"/{language}/")
    form = page.locator("main form[role=search]").first
    taps = 0
    typed = {"q": WORDS[person.said["need"][0]][language], "place": person.said["place"][0]}
    for name, text in typed.items():
        field = form.locator(f"[name={name}]")
        taps += _tap(field)
        field.fill(text)
    with page.expect_navigation():
        taps += _tap(form.locator("button[type=submit]"))
    if not page.locator(CONTACT).count():
        taps += _tap(page.locator("main article a").first)
    page.locator(CONTACT).first.wait_for(state="visible")
    return taps


def _answer_question(page: Page, person: SomebodyAsking) -> int:
    """Choose what a person says to the question that is shown, and go on; return the taps."""
    form = page.locator(QUESTION).first
    key = str(form.locator("[name]:not([type=hidden])").first.get_attribute("name"))
    codes = person.said.get(key, [])
    if key == "danger":
        codes = ["yes" if codes else "no"]
    if not codes:
        return _tap(page.locator("main a[data-skip], main .ww-links a").first)
    taps = 0
    for code in codes:
        if key == "place":
            taps += _tap(form.locator("#place"))
            form.locator("#place").fill(code)
            continue
        taps += 1
        button = form.locator(f"button[value='{code}']")
        if button.count():
            button.click()
            return taps
        chosen = f"label[for='{key}-{code}']"
        label = form.locator(chosen)
        if not label.is_visible():
            taps += _tap(form.locator("details", has=page.locator(chosen)).locator("summary"))
        label.click()
    return taps + _tap(form.locator("button[type=submit]").last)


def _tap(element: Locator) -> int:
    element.first.click()
    return 1


def table(browser: Browser, url: str) -> Iterator[str]:
    """Yield the lines of the table: per person and language the size of the answer, and taps."""
    page = browser.new_context(base_url=url, locale="nl-NL", reduced_motion="reduce").new_page()
    yield f"{'who':40} in screens button words headings signpost search"
    for person in PEOPLE:
        for language in ANSWER:
            size = answer_size(page, person.url(language))
            signpost = taps_by_signpost(page, person, language)
            search = (
                str(taps_by_search(page, person, language))
                if {"need", "place"} <= person.said.keys() and len(person.said["need"]) == 1
                else "-"
            )
            yield (
                f"{person.name:40} {language} {size.screens:7} {size.button_top:6} {size.words:5}"
                f" {size.headings:8} {signpost:8} {search:>6}"
            )


def main() -> None:
    """Serve the site and print the table."""
    with serving_fresh_site(CLOCKED_SITE) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        for line in table(browser, url):
            print(line)
        browser.close()


if __name__ == "__main__":
    main()
