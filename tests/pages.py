"""Read a page as a visitor does: its results, options, links and words."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from django.test import Client


@dataclass(frozen=True)
class Link:
    """A link and its words; of an option, with the number beside it."""

    url: str
    text: str
    count: int | None = None
    is_on: bool = False

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.url).query)


@dataclass(frozen=True)
class Page:
    """What stands on a page."""

    status: int
    html: str

    @property
    def words(self) -> str:
        """Return all that a reader sees, as one line."""
        return text_of(self.html.split("<body", 1)[-1])

    @property
    def total(self) -> int:
        """Return the number of results that the page names."""
        found = re.search(r'<h2[^>]*\sid="results">\D*?([\d.,]+)', self.html)
        assert found, "the page names no number of results"
        return int(re.sub(r"\D", "", found[1]))

    @property
    def results(self) -> list[str]:
        """Return the names of the results, in order."""
        return [text_of(re.findall(r"<h3.*?</h3>", one, re.DOTALL)[0]) for one in self._articles]

    @property
    def options(self) -> list[Link]:
        """Return every option of every facet, with the number beside it."""
        pattern = r'<a class="ww-option[^"]*" href="([^"]*)"([^>]*)>(.*?)</a>'
        return [
            Link(
                unescape(url),
                text_of(body.split('<span class="ww-option__count">')[0]),
                count=_count(body),
                is_on='aria-current="true"' in more,
            )
            for url, more, body in re.findall(pattern, self.html, re.DOTALL)
        ]

    @property
    def suggestions(self) -> list[Link]:
        """Return the filters that the page offers for the typed words."""
        return [link for link in self._chips() if link.count is not None]

    @property
    def active_filters(self) -> list[Link]:
        """Return what is chosen, as links that take it away."""
        return self._chips(" ww-chip--active")

    def facts(self, name: str) -> str:
        """Return what stands on the result of this name."""
        return next(text_of(one) for one in self._articles if f">{name}<" in one)

    def link(self, text: str) -> str:
        """Return where the first link with these words leads."""
        for url, body in re.findall(
            r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.html, re.DOTALL
        ):
            if text_of(body) == text:
                return unescape(url)
        raise AssertionError(f"there is no link “{text}”")

    @property
    def _articles(self) -> list[str]:
        return re.findall(r"<article.*?</article>", self.html, re.DOTALL)

    def _chips(self, modifier: str = "") -> list[Link]:
        pattern = rf'<a class="ww-chip{modifier}" href="([^"]*)"[^>]*>(.*?)</a>'
        return [
            Link(unescape(url), text_of(body), count=_count(body))
            for url, body in re.findall(pattern, self.html, re.DOTALL)
        ]


def get(url: str) -> Page:
    """Ask for a URL as a new visitor."""
    response = Client().get(url)
    return Page(response.status_code, response.content.decode())


def tight(html: str) -> str:
    """Return HTML without the line breaks of its templates, which stand beside and in its tags."""
    return re.sub(r"\s*(<[^>]*>)\s*", lambda tag: " ".join(tag[1].split()), html)


def text_of(html: str) -> str:
    """Return the words of a piece of HTML."""
    without_code = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_code)).split())


def _count(body: str) -> int | None:
    found = re.search(r'<span class="ww-option__count">(\d+)', body)
    return int(found[1]) if found else None
