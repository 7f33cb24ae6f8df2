"""Find an article of a law by how people write it: 273f, art. 273f Sr, artikel 8.3 Vb, B8/3."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from directory.formats.folding import fold
from rights.models import Legislation, Provision

_NUMBER: Final = re.compile(
    r"(?<![\w.:/,-])[a-z]?\d{1,4}[a-z]{0,3}(?:[.:/]\d+[a-z]{0,2})*(?![\w/])"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# A number that can only be that of an article: 273f, 3.48, B8/3.
_SAYS_ITSELF: Final = re.compile(r"[a-z]\d|\d[a-z]|\d[.:/]\d")
_ARTICLE: Final = re.compile(r"\b(?:artikel(?:en)?|articles?|artt?)\b\.?")
_IN_EVERY_NAME: Final = frozenset(
    """
    act against and bij code de decree den der directive en for het in inzake law of on over
    regeling richtlijn the tegen to treaty van verdrag voor wet wetboek
    """.split()
)


class FoundArticles(NamedTuple):
    """Keys of articles, and of laws that were named with an article that is not here."""

    provisions: tuple[int, ...] = ()
    laws: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """How a law is cited: all of ``citation`` names it, a word of ``names`` may."""

    citation: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, law: Legislation) -> "CitedLaw":
        """Return how people cite a law, without the year in it: "Vb 2000" is cited as Vb."""
        citation = fold(law.citation).split()
        names = fold(f"{law.slug} {law.name_nl} {law.name_en or ''}").split()
        return cls(
            frozenset(word for word in citation if word.isalpha()),
            frozenset(_numbers(law.citation)),
            frozenset(filter(str.isalpha, names)) - _IN_EVERY_NAME,
        )


@dataclass(frozen=True, slots=True)
class ArticleBook:
    """The articles by number, each with its law; and the laws, in the order of the list."""

    articles: Mapping[str, tuple[tuple[int, int], ...]]
    laws: Mapping[int, CitedLaw]

    @classmethod
    def of(cls, laws: Iterable[Legislation], provisions: Iterable[Provision]) -> "ArticleBook":
        """Index the articles of these laws."""
        articles: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for provision in provisions:
            if provision.article:
                pair = (provision.pk, provision.legislation_id)
                articles[provision.article.lower()].append(pair)
        return cls(
            {number: tuple(found) for number, found in articles.items()},
            {law.pk: CitedLaw.of(law) for law in laws},
        )

    def find(self, q: str) -> FoundArticles:
        """Return the articles that typed words name; none if they name none.

        A bare number says nothing ("12"): it needs a letter or point of its own, the word
        "article", or the name of a law. An article that is not here leads to the law that was
        named with it.
        """
        typed = q.lower()
        numbers, says_article = _numbers(typed), bool(_ARTICLE.search(typed))
        named = self._named_laws(typed, numbers, says_article=says_article) if numbers else []
        cited = [pk for pk, law in self.laws.items() if law.numbers & set(_telling(numbers))]
        found = [pair for number in numbers for pair in self._articles(number)]
        if named:
            of_named = tuple(pk for pk, law in found if law in named)
            return FoundArticles(of_named, () if of_named else tuple(cited or named))
        if not says_article:
            found = [pair for number in _telling(numbers) for pair in self._articles(number)]
        return FoundArticles(tuple(pk for pk, _law in found), tuple(cited))

    def _articles(self, number: str) -> Iterable[tuple[int, int]]:
        """Return the articles of a number; "7:610" may be article 610 of book 7."""
        if number in self.articles:
            return self.articles[number]
        book, _colon, article = number.partition(":")
        return [
            pair for pair in self.articles.get(article, ()) if book in self.laws[pair[1]].numbers
        ]

    def _named_laws(self, typed: str, numbers: Iterable[str], *, says_article: bool) -> list[int]:
        """Return the laws that are cited beside a number, or else those whose names fit best."""
        rest = _ARTICLE.sub(" ", typed)
        words = frozenset(fold(rest).split())
        cited = [pk for pk, law in self.laws.items() if law.citation and law.citation <= words]
        if cited or not (says_article or _telling(numbers)):
            return cited
        fits = {pk: len(law.names & words) for pk, law in self.laws.items()}
        best = max(fits.values(), default=0)
        return [pk for pk, count in fits.items() if count == best] if best else []


def _numbers(text: str) -> list[str]:
    """Return what may be numbers of articles; a year is none."""
    found = _NUMBER.findall(text.lower())
    return [number for number in found if not _YEAR.fullmatch(number)]


def _telling(numbers: Iterable[str]) -> list[str]:
    return [number for number in numbers if _SAYS_ITSELF.search(number)]
