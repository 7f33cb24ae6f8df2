"""All that search finds beside help itself, indexed once an edition."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import Q

from directory.formats.folding import fold
from directory.models import Area, Organization, Place
from directory.search.lexicon import Lexicon
from directory.search.stop_words import GRAMMAR_WORDS
from directory.search.text_index import TextDocument, TextIndex
from editorial.languages import LANGUAGES
from editorial.models import PublicationState
from editorial.reading.parts import EditionPart
from rights.models import Legislation, MunicipalDuty, Publication, Right, Signal
from wegwijzer.search.articles import ArticleBook
from wegwijzer.search.kinds import KINDS, PAGE, WEIGHT_OF_PAGES, SearchWords, page_documents

_ASKING: Final = frozenset(
    """
    adres bel bellen chat contact contactgegevens email mail nummer over site telefoon
    telefoonnummer website wie zijn
    address call contact email number phone telephone
    """.split()
)
"""What people type beside a name when they want to reach who is called so."""

_MIN_WORDS_OF_BEGINNING: Final = 2


class Entry(NamedTuple):
    """Something that can be found: the name of its kind, and the key of its row."""

    kind: str
    key: int


@dataclass(frozen=True, slots=True)
class Found:
    """What typed words lead to: what they name, in order, and how well all else fits."""

    named: tuple[Entry, ...]
    name: str
    """The name among the words by which an entry was found, or ""."""
    scores: Mapping[Entry, float]


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Keys only: what is shown is read when it is shown, so that nothing withdrawn can be."""

    entries: tuple[Entry, ...]
    texts: Mapping[str, TextIndex]
    known_as: Mapping[str, frozenset[int]]
    articles: ArticleBook
    places: Lexicon
    valid_until: datetime | None

    @classmethod
    def build(cls, now: datetime) -> "SearchIndex":
        """Read and index everything: 20 queries, about 0.5 s."""
        entries: list[Entry] = []
        documents: dict[str, list[TextDocument]] = {language: [] for language in LANGUAGES}
        known_as: dict[str, set[int]] = defaultdict(set)
        for entry, words_by_language in _everything():
            number = len(entries)
            entries.append(entry)
            for language, words in words_by_language.items():
                documents[language].append(TextDocument(number, *words[1:]))
                for name in words.known_as:
                    known_as[fold(name)].add(number)
        return cls(
            entries=tuple(entries),
            texts={
                language: TextIndex.build(documents[language], language) for language in LANGUAGES
            },
            known_as={name: frozenset(numbers) for name, numbers in known_as.items()},
            articles=ArticleBook.of(KINDS["legislation"].rows(), KINDS["provision"].rows()),
            places=Lexicon(_words_of_places(), "nl"),
            valid_until=_first_change_after(now),
        )

    def search(self, q: str, language: str) -> "Found":
        """Return everything that typed words lead to."""
        articles = self.articles.find(q)
        name, called = self._called(q, language)
        return Found(
            named=(
                *(Entry("provision", key) for key in articles.provisions),
                *(Entry("legislation", key) for key in articles.laws),
                *(self.entries[number] for number in sorted(called)),
            ),
            name=name,
            scores={
                (entry := self.entries[number]): score * _weight(entry.kind)
                for number, score in self.texts[language].search(q).items()
            },
        )

    def _called(self, q: str, language: str) -> tuple[str, frozenset[int]]:
        """Return a name and what is called so: just as typed, or with words of asking beside it.

        Else the organizations whose longer name begins so: "Nationaal Rapporteur".
        """
        words = fold(q).split()
        asking = GRAMMAR_WORDS[language] | _ASKING
        names = (" ".join(words), " ".join(word for word in words if word not in asking))
        for name in names:
            if name in self.known_as:
                return name, self.known_as[name]
        if len(words) < _MIN_WORDS_OF_BEGINNING:
            return "", frozenset()
        beginning = f"{names[0]} "
        return names[0], frozenset(
            number
            for name, numbers in self.known_as.items()
            if name.startswith(beginning)
            for number in numbers
            if self.entries[number].kind == "organization"
        )


def _weight(kind: str) -> float:
    return KINDS[kind].weight if kind in KINDS else WEIGHT_OF_PAGES


def _words_of_places() -> set[str]:
    """Return the words in names of places: read here, for no part may ask for another."""
    municipalities = Area.objects.municipalities().values_list("name_nl", flat=True)
    names = (*municipalities, *Place.objects.values_list("name", flat=True).order_by("pk"))
    return {word for name in names for word in fold(name).split()}


def _everything() -> Iterator[tuple[Entry, Mapping[str, SearchWords]]]:
    for kind in KINDS.values():
        for key, words in kind.documents():
            yield Entry(kind.name, key), words
    for place, words in page_documents():
        yield Entry(PAGE, place), words


def _first_change_after(now: datetime) -> datetime | None:
    """Return the first moment at which a planned publication or expiry changes what is public."""
    moments: list[datetime] = []
    for model in (Organization, Right, Legislation, Publication, MunicipalDuty, Signal):
        planned = model.all_objects.filter(
            Q(publish_at__gt=now) | Q(expires_at__gt=now), state=PublicationState.PUBLISHED
        ).values_list("publish_at", "expires_at")
        moments.extend(moment for row in planned for moment in row if moment and moment > now)
    return min(moments, default=None)


_versioned = EditionPart("search", SearchIndex.build)


def current_search_index(now: datetime | None = None) -> SearchIndex:
    """Return the index of what is read now (see ``EditionPart``)."""
    return _versioned.current(now)
