"""What search finds, kind by kind: which rows, and the words by which each is found."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory.facets import Text
from directory.models import Organization
from editorial.languages import LANGUAGES
from editorial.translations.reader_texts import reader_text
from rights.models import Legislation, MunicipalDuty, Provision, Publication, Right, Signal
from wegwijzer.search.pages import PAGES

HELP: Final = "help"
PAGE: Final = "page"
WEIGHT_OF_PAGES: Final = 0.8
_PART_OF_NAME: Final = re.compile(r"[():]")
_ARTICLE_BEFORE: Final = re.compile(r"^(?:de|het|the|stichting)\s+", re.IGNORECASE)


class SearchWords(NamedTuple):
    """The words of one entry in one language; ``known_as`` are whole names that may be typed."""

    known_as: tuple[str, ...]
    names: str
    vocabulary: str
    body: str


@dataclass(frozen=True, slots=True)
class SearchedKind:
    """A kind of entry: its heading, its public rows, the fields to show, and its words."""

    name: str
    label: Text
    """What stands beside one of them."""
    rows: Callable[[], QuerySet[Any]]
    title: Callable[[Any], Text]
    summary: str
    """The name of the field that says what it is."""
    words: Callable[[Any, str], SearchWords]
    weight: float = 1.0
    """What its score counts for beside that of other kinds."""

    def documents(self) -> Iterator[tuple[int, Mapping[str, SearchWords]]]:
        """Yield every row's key with its words by language: 1 to 3 queries."""
        for row in self.rows():
            yield row.pk, in_each_language(partial(self.words, row))


def in_each_language(words: Callable[[str], SearchWords]) -> dict[str, SearchWords]:
    """Return the words in each language; labels are made in the language that is active."""
    found: dict[str, SearchWords] = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = words(language)
    return found


def named(field: str) -> Callable[[Any], Text]:
    """Return what gives the title of a row: this field, as readers get it."""
    return lambda row: reader_text(row, field)


def _article(row: Provision) -> Text:
    return format_html("{}, {}", reader_text(row.legislation, "name"), row.label)


def _organization(row: Organization, language: str) -> SearchWords:
    names = [row.name_nl, row.name_en or "", row.abbreviation, *row.alternate_names]
    known_as = _whole_names(names)
    return SearchWords(known_as, " ".join(names), "", _text(row, "description", language))


def _right(row: Right, language: str) -> SearchWords:
    name = _text(row, "name", language)
    needs = [
        word
        for need in row.needs.all()
        for word in (_text(need, "label", language), *need.synonyms(language))
    ]
    body = f"{_text(row, 'summary', language)} {_text(row, 'how', language)}"
    return SearchWords(_whole_names([name]), name, " ".join(needs), body)


def _legislation(row: Legislation, language: str) -> SearchWords:
    name = _text(row, "name", language)
    numbers = " ".join(identifier.value for identifier in row.identifiers.all())
    body = f"{_text(row, 'summary', language)} {_text(row, 'what_it_would_change', language)}"
    known_as = _whole_names([name, _text(row, "name", "nl"), row.citation])
    return SearchWords(known_as, f"{name} {row.citation}", numbers, body)


def _provision(row: Provision, language: str) -> SearchWords:
    law = row.legislation
    of_law = f"{_text(law, 'name', language)} {law.citation}"
    heading = "" if row.article else _text(row, "heading", language)
    return SearchWords((), heading, of_law, _text(row, "text", language))


def _publication(row: Publication, language: str) -> SearchWords:
    title = _text(row, "title", language)
    publisher = row.publisher
    by = f"{publisher.name_nl} {publisher.abbreviation}" if publisher else row.publisher_name
    return SearchWords((title,), title, f"{by} {row.year or ''}", _text(row, "summary", language))


def _duty(row: MunicipalDuty, language: str) -> SearchWords:
    name = _text(row, "name", language)
    return SearchWords((name,), name, "", _text(row, "text", language))


def page_documents() -> Iterator[tuple[int, Mapping[str, SearchWords]]]:
    """Yield the place of every page in ``PAGES`` with its words; the signs say what they say."""
    signs = list(Signal.objects.all())
    for place, page in enumerate(PAGES):

        def words(language: str, page: Any = page) -> SearchWords:
            title, body = str(page.title), str(page.summary)
            if page.view_name == "rights:signals":
                body = " ".join([body, *(_text(sign, "text", language) for sign in signs)])
            called = page.words[language]
            return SearchWords((title, *called.split(", ")), f"{title} {called}", "", body)

        yield place, in_each_language(words)


def _text(row: Model, field: str, language: str) -> str:
    """Return a text in a language, or else the Dutch, as readers get it."""
    return getattr(row, f"{field}_{language}") or getattr(row, f"{field}_nl") or ""


def _whole_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return what entries with these names are called: each whole, and each part that names it.

    "Bedenktijd: hoogstens drie maanden" is called Bedenktijd; "Helpwanted (Offlimits)" is called
    Helpwanted, and Offlimits too; "Het Kopland" is called Kopland.
    """
    parts = (part for name in names for part in (name, *_PART_OF_NAME.split(name)))
    with_article = dict.fromkeys(part.strip() for part in parts)
    without = (_ARTICLE_BEFORE.sub("", part) for part in with_article)
    return tuple(dict.fromkeys(filter(None, (*with_article, *without))))


KINDS: Final[Mapping[str, SearchedKind]] = {
    kind.name: kind
    for kind in (
        SearchedKind(
            "organization",
            _("Organisation"),
            Organization.objects.all,
            named("name"),
            "description",
            _organization,
        ),
        SearchedKind(
            "right",
            _("Right"),
            lambda: Right.objects.prefetch_related("needs"),
            named("name"),
            "summary",
            _right,
        ),
        SearchedKind(
            "legislation",
            _("Law"),
            lambda: Legislation.objects.prefetch_related("identifiers"),
            named("name"),
            "summary",
            _legislation,
            weight=0.9,
        ),
        SearchedKind(
            "provision",
            _("Article of a law"),
            lambda: Provision.objects.published().select_related("legislation"),
            _article,
            "text",
            _provision,
            weight=0.7,
        ),
        SearchedKind(
            "publication",
            _("Publication"),
            lambda: Publication.objects.select_related("publisher"),
            named("title"),
            "summary",
            _publication,
            weight=0.8,
        ),
        SearchedKind(
            "duty",
            _("Task of municipalities"),
            MunicipalDuty.objects.all,
            named("name"),
            "text",
            _duty,
            weight=0.9,
        ),
    )
}
"""What editors keep, in the order in which kinds that fit equally well stand; services apart.

An article is found by its number too (see ``articles``), so its number is no word of it: somebody
who types "12 jaar" asks for no article 12.
"""
