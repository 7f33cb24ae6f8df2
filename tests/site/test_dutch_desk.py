"""The Dutch desk has no English in it: whatever has another Dutch text stands in Dutch."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.conf.locale import LANG_INFO

from editorial.accounts.roles import Role
from tests.desk_urls import desk_urls
from tests.people import at_the_desk
from tests.test_repository import ROOT

pytestmark = pytest.mark.django_db

OF_DJANGO = Path(django.__file__).parent
CATALOGS = (
    ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po",
    *(
        OF_DJANGO / part / "locale" / "nl" / "LC_MESSAGES" / "django.po"
        for part in ("conf", "contrib/admin", "contrib/auth")
    ),
)
SHOWN_IN = ("alt", "aria-label", "placeholder", "title")
SAID_BY_BUTTONS = {"submit", "button", "reset"}
HAS_NO_END = {"input", "br", "img", "link", "meta", "hr", "use", "path", "circle", "rect", "col"}
OF_CODES = {"field-code", "field-field"}
"""Columns of Django's admin that hold what the code calls something."""

NOT_READ = {"script", "style", "textarea"}
FILLED_IN = re.compile(r"%(?:\([a-z_]+\))?[sd]|\{[a-z_]*\}")
"""A place of a message that something else is filled in at."""


class Shown(HTMLParser):
    """What a page shows that is not marked as another language, and no text of an entry."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        is_code = bool(OF_CODES & set((found.get("class") or "").split()))
        if self._hidden or is_code or found.get("lang", "nl") != "nl" or tag in NOT_READ:
            if tag not in HAS_NO_END and tag != "html":
                self._hidden.append(tag)
            return
        self.texts += [text for name in SHOWN_IN if (text := found.get(name))]
        if tag == "input" and found.get("type") in SAID_BY_BUTTONS:
            self.texts.append(found.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag in self._hidden:
            while self._hidden.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" :…")


def forms_of(text: object) -> list[str]:
    """Return the singular and the plural of a message, or its one text."""
    return [str(form) for form in (text if isinstance(text, tuple | list) else [text])]


@cache
def english() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return what stands in the catalogs in English and has another Dutch text."""
    whole, with_places = set(), set()
    dutch = set()
    for path in CATALOGS:
        with path.open("rb") as file:
            for message in read_po(file):
                ids, texts = forms_of(message.id), forms_of(message.string)
                dutch |= {one_line(text) for text in texts}
                for text in ids:
                    if not text or text in texts or not any(texts):
                        continue
                    pattern = FILLED_IN.sub("\0", one_line(text))
                    if "\0" not in pattern:
                        whole |= {one_line(text), one_line(text).capitalize()}
                    elif len(re.sub(r"\W", "", pattern)) > 8:
                        with_places.add(re.escape(pattern).replace("\0", ".+"))
    dutch |= {info["name"] for info in LANG_INFO.values() if "name" in info}  # ours are of CLDR
    also_dutch = dutch | {text.capitalize() for text in dutch}
    return frozenset(whole - also_dutch), re.compile("|".join(sorted(with_places)))


def english_on(page: str) -> list[str]:
    shown = Shown()
    shown.feed(page)
    whole, with_places = english()
    return [
        text
        for text in map(one_line, shown.texts)
        if text and (text in whole or with_places.fullmatch(text))
    ]


def test_the_dutch_desk_has_no_english_in_it(starter_content: None) -> None:
    client = at_the_desk(Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR, username="anna")
    found: dict[str, list[str]] = {}
    shown = 0
    for path in desk_urls():
        response = client.get(path)
        if response.status_code == 200 and "text/html" in response.headers["Content-Type"]:
            shown += 1
            if texts := english_on(response.content.decode()):
                found[path] = texts
    assert shown > 90
    assert found == {}, "\n".join(f"{path} {texts}" for path, texts in found.items())
