"""The published directory in memory, for all requests of a worker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from directory.facets import FACETS
from directory.first_contact.decision import FirstContacts
from directory.first_contact.loading import load_first_contacts
from directory.formats.opening_hours import is_open
from directory.geography.places import FoundPlace, find_municipality
from directory.matching.bitset import holds, indices_of
from directory.matching.matcher import Matcher
from directory.models import (
    Area,
    AreaKind,
    FirstContactRule,
    SearchHint,
)
from directory.search.guesses import guessed_questions
from directory.search.phrases import PhraseBook, PhraseEntry
from directory.search.text_index import TextIndex
from directory.snapshot.facet_terms import (
    FacetTerms,
    VocabularyTerms,
    load_vocabularies,
    vocabulary_of,
)
from directory.snapshot.service_records import load_geography, load_services, load_texts
from editorial.languages import LANGUAGES
from editorial.reading.parts import EditionPart

OFFERED_BY_HINTS = ("residence_status", "age", "audience", "phase")


@dataclass(frozen=True, slots=True)
class HintedServices:
    """An explanation and the services that certain typed words lead to."""

    explanations: Mapping[str, str]
    services: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ServiceSnapshot:
    """Everything that answering a question needs, apart from the rows of the page itself."""

    valid_until: datetime | None
    matcher: Matcher
    terms: FacetTerms
    indexes: Mapping[str, TextIndex]
    phrase_books: Mapping[str, PhraseBook]
    hints: Mapping[str, HintedServices]
    municipalities: Mapping[str, Mapping[str, str]]
    fallbacks: Mapping[str, tuple[int, ...]]
    first_contacts: FirstContacts
    found_municipalities: dict[str, FoundPlace] = field(default_factory=dict)

    def scores(self, q: str, language: str) -> dict[int, float]:
        """Return the score of every service that typed words lead to, by key.

        Words in a service's own text count, and so does each need, form or situation that the
        words are a name for: as much as the best text does, so that "boss does not pay" leads to
        help with wages before texts that merely share a word. Synonyms are looked up here rather
        than indexed with every service, which would triple the time and size of the index.
        """
        scores = self.indexes[language].search(q)
        weight = max(scores.values(), default=1.0)
        for found in self.phrase_books[language].suggest(q):
            named = self.matcher.stated.get(found.facet, {}).get(found.code, 0)
            for index in indices_of(named):
                key = self.matcher.keys[index]
                scores[key] = scores.get(key, 0.0) + weight
        return scores

    def guessed_questions(self, q: str, language: str) -> list[str]:
        """Return what `q` may have been meant as, if it has words that nobody writes."""
        lexicons = (self.indexes[language].lexicon, self.phrase_books[language].lexicon)
        return guessed_questions(q, lexicons)

    def find_municipality(self, code: str) -> FoundPlace:
        """Find the municipality of a code; those of today are looked up once."""
        if code not in self.municipalities:
            return find_municipality(code)
        if code not in self.found_municipalities:
            self.found_municipalities[code] = find_municipality(code)
        return self.found_municipalities[code]

    def is_no_first_contact(self, key: int) -> bool:
        """Return whether a service was checked so long ago that it is no first contact any more."""
        index = self.matcher.index_of(key)
        too_old = index is not None and holds(self.matcher.tagged.get("too_old", 0), index)
        return too_old and not self.first_contacts.never_hides(key)

    @classmethod
    def build(cls, now: datetime) -> "ServiceSnapshot":
        """Read and index everything."""
        services = load_services(now)
        vocabularies = load_vocabularies()
        texts = load_texts(services.records, _labels(vocabularies))
        matcher = Matcher.build(
            services.records, vocabulary_of(vocabularies), load_geography(), is_open
        )
        hints = list(SearchHint.objects.prefetch_related("services"))
        return cls(
            valid_until=services.valid_until,
            matcher=matcher,
            terms=FacetTerms.of(vocabularies),
            indexes={
                language: TextIndex.build(texts[language], language) for language in LANGUAGES
            },
            phrase_books={
                language: PhraseBook.build(_phrases(vocabularies, hints, language), language)
                for language in LANGUAGES
            },
            hints={
                hint.slug: HintedServices(
                    {"nl": hint.explanation_nl or "", "en": hint.explanation_en or ""},
                    tuple(service.pk for service in hint.services.all()),
                )
                for hint in hints
            },
            municipalities=_municipality_names(),
            fallbacks=_fallbacks(),
            first_contacts=load_first_contacts(matcher, now),
        )


def _labels(
    vocabularies: VocabularyTerms,
) -> dict[tuple[str, str], dict[str, str]]:
    return {
        (facet, term.code): {
            language: " ".join([getattr(term, f"label_{language}") or "", *term.synonyms(language)])
            for language in LANGUAGES
        }
        for facet, terms in vocabularies.items()
        for term in terms
    }


def _phrases(
    vocabularies: VocabularyTerms,
    hints: Iterable[SearchHint],
    language: str,
) -> Iterable[PhraseEntry]:
    for facet, terms in vocabularies.items():
        for term in terms:
            for phrase in [getattr(term, f"label_{language}") or "", *term.synonyms(language)]:
                yield PhraseEntry(phrase, facet, term.code)
    for hint in hints:
        offered = [
            ("hint", [hint.slug] if hint.explanation_nl or hint.services.all() else []),
            *((facet, FACETS[facet].codes_of(hint)) for facet in OFFERED_BY_HINTS),
        ]
        for phrase in hint.phrases(language):
            for facet, codes in offered:
                for code in codes:
                    yield PhraseEntry(phrase, facet, code)


def _municipality_names() -> dict[str, dict[str, str]]:
    return {
        code: {"nl": name_nl or code, "en": name_en or name_nl or code}
        for code, name_nl, name_en in Area.objects.filter(kind=AreaKind.MUNICIPALITY).values_list(
            "code", "name_nl", "name_en"
        )
    }


def _fallbacks() -> dict[str, tuple[int, ...]]:
    """Return, per age group, the services that everyone of that age can turn to."""
    found: dict[str, tuple[int, ...]] = {}
    for rule in FirstContactRule.objects.filter(is_fallback=True).in_order():
        services = tuple(
            option.service_id for option in rule.options.all() if option.role == "first"
        )
        for age in rule.age_groups or ["minor", "young_adult", "adult"]:
            found.setdefault(age, services)
    return found


_versioned = EditionPart("directory", ServiceSnapshot.build)


def current_snapshot(now: datetime | None = None) -> ServiceSnapshot:
    """Return the published directory of what is read now (see ``EditionPart``)."""
    return _versioned.current(now)
