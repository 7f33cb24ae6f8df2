"""The answer to typed words: what was understood, the help that fits, and all else, best first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from math import inf
from typing import Any, Final

from django.urls import reverse

from directory.geography.places import PlaceInWords, find_place, find_place_in_words
from directory.matching.bitset import Bits, holds, without
from directory.matching.matcher import Match
from directory.models import Area
from directory.search.danger import speaks_of_danger
from directory.search.guesses import guessed_questions
from directory.service_list.context import place_answer
from directory.service_list.filters import ServiceFilterSet
from directory.service_list.listing import ServiceListing
from directory.service_list.query_url import ListURL
from directory.service_list.results import (
    fallback_keys,
    hint_results,
    matched_results,
    named_results,
)
from directory.service_list.suggestions import hints_for, meant_codes, suggested_filters
from directory.service_list.view_models import GuessedQuestion
from directory.snapshot.service_rows import load_service_rows
from directory.snapshot.snapshot import ServiceSnapshot
from wegwijzer.help_pages.links import help_link_for
from wegwijzer.search.index import Entry, Found, SearchIndex
from wegwijzer.search.results import (
    SearchResult,
    municipality_result,
    page_result,
    search_results,
)
from wegwijzer.search.script import is_of_another_script

MAX_SERVICES: Final = 5
_MAX_RANKED: Final = 100
_SHARES_OF_BEST: Final = (0.85, 0.7, 0.4)
"""Services whose words fit about as well stand together: the nearest first, then as matched."""
_MIN_SHARE_BESIDE_NAMED: Final = 0.5
"""How well help must fit to stand below something that was named."""


@dataclass(frozen=True)
class SearchAnswer:
    """What words lead to. They live as long as the request: nothing here is kept."""

    q: str
    typed_place: str
    path: str
    language: str
    moment: datetime
    snapshot: ServiceSnapshot
    index: SearchIndex

    @cached_property
    def place(self) -> PlaceInWords | None:
        """Return the place that was typed, or else one that is named among the words."""
        if self.typed_place:
            return PlaceInWords(find_place(self.typed_place), self.typed_place, self.q)
        return find_place_in_words(self.q)

    @cached_property
    def words(self) -> str:
        """Return what is left to search for beside the place."""
        return self.place.rest if self.place else self.q

    @cached_property
    def found(self) -> Found:
        """Return what the words lead to beside help; the place itself, if there is nothing else."""
        return self.index.search(self.words or self.q or self.typed_place, self.language)

    @cached_property
    def listing(self) -> ServiceListing:
        """Return the list of services that asks the same; of a name alone, if one was typed."""
        filterset = ServiceFilterSet(
            {
                "q": self.words and (self.found.name or self.words),
                "place": self.place.words if self.place else "",
            },
            snapshot=self.snapshot,
            moment=self.moment,
        )
        return ServiceListing.of(filterset, reverse("directory:services"), self.language)

    @property
    def municipality(self) -> Area | None:
        """Return the municipality that was named, if it is exactly one."""
        return self.listing.filterset.municipality_found

    def context(self) -> dict[str, Any]:
        """Return the template's context: 15 queries at most, however much there is."""
        listing, hints = self.listing, list(hints_for(self.listing))
        hinted = {key for hint in hints for key in hint.services}
        fitting = [match for match in self._matches() if match.key not in hinted]
        matches = fitting[:MAX_SERVICES]
        others, suggestions = self._others(), suggested_filters(listing)
        # Words of somebody in need lead to a person, and not to law alone.
        is_answered = bool(matches or hints or self.place or (others and not suggestions))
        fallback = () if is_answered else self._meant_keys() or fallback_keys(listing)
        rows = load_service_rows({*(match.key for match in matches), *hinted, *fallback})
        best = max((self._scores.get(match.key, inf) for match in fitting), default=0.0)
        named, better, rest = self._in_three(others, best)
        services = matched_results(listing, matches, rows)
        named_hints = hint_results(listing, hints, rows)
        always = named_results(listing, fallback, rows)
        shown = [*services, *always, *(one for hint in named_hints for one in hint.results)]
        return {
            "q": self.q,
            "words": self.words,
            "typed_place": str(self.municipality or self.typed_place),
            "is_place_among_words": self.place is not None and not self.typed_place,
            "place": place_answer(listing) if self.place else None,
            "municipality": self.municipality,
            "speaks_of_danger": speaks_of_danger(self.q),
            "is_of_another_script": is_of_another_script(self.q),
            "help_link": help_link_for(self.q),
            "guesses": self._guesses(),
            "hints": named_hints,
            "suggestions": suggestions,
            "is_help_first": bool(services and (self.municipality or self._names_somebody)),
            "is_somebody_named": bool(services and self._names_somebody and not self.municipality),
            "named": named,
            "better": better,
            "services": services,
            "is_unchecked": bool(shown) and not any(one.is_checked for one in shown),
            "total": listing.filterset.total,
            "all_services_url": str(listing.url),
            "rest": rest,
            "fallback": always,
        }

    @property
    def _names_somebody(self) -> bool:
        """Return whether an organization was named: who types that wants to reach it."""
        return any(entry.kind == "organization" for entry in self.found.named)

    @cached_property
    def _scores(self) -> Mapping[int, float]:
        """Return how well each service fits the words; where they are a name, by its name alone."""
        if self._names_somebody:
            return self.snapshot.indexes[self.language].search(self.found.name)
        return self.listing.filterset.question.scores or {}

    def _in_three(
        self, others: list[SearchResult], best: float
    ) -> tuple[list[SearchResult], list[SearchResult], list[SearchResult]]:
        """Return what is named, what else fits better than help, and the rest.

        Where help in a place is asked for, that comes first; where an organization is named, what
        it does follows at once, and says who it is.
        """
        if best and self.municipality and self.words:
            return [], [], others
        named = [result for result in others if result.is_named]
        unnamed = [result for result in others if not result.is_named]
        if best and self._names_somebody:
            return named, [], unnamed
        better = [result for result in unnamed if result.score > best]
        return named, better, [result for result in unnamed if result.score <= best]

    def _matches(self) -> list[Match]:
        """Return the services that fit: by how well the words do, then how near, then as matched.

        Those that the words do not call for come last, however well they fit. Those that are for
        everybody here if nothing was typed but a municipality; none if the words name something
        else that fits much better.
        """
        question, ranked = self.listing.filterset.question, self.snapshot.matcher.ranked
        if not self.words:
            return ranked(question, limit=_MAX_RANKED) if self.municipality else []
        best = sorted(self._scores.items(), key=lambda found: (-found[1], found[0]))[:_MAX_RANKED]
        matches = ranked(replace(question, scores=dict(best)), limit=_MAX_RANKED)
        top = max((self._scores[match.key] for match in matches), default=0.0)
        if top < _MIN_SHARE_BESIDE_NAMED * max(map(self._score, self.found.named), default=0.0):
            return []

        def shelf(match: Match) -> tuple[bool, int, int]:
            index = self.snapshot.matcher.index_of(match.key)
            worse = sum(self._scores[match.key] < share * top for share in _SHARES_OF_BEST)
            return index is not None and holds(self._uncalled, index), worse, match.level or 0

        return sorted(matches, key=shelf)

    def _meant_keys(self) -> tuple[int, ...]:
        """Return who meets a need that the words speak of, though nobody is found by the words."""
        needs = meant_codes(self.listing, "need")
        question = replace(self.listing.filterset.question, scores=None, need=needs)
        matches = self.snapshot.matcher.ranked(question, limit=MAX_SERVICES) if needs else []
        return tuple(match.key for match in matches)

    @cached_property
    def _uncalled(self) -> Bits:
        """Return help for a situation, or for something else than a need, that was not spoken of.

        Nothing, where an organization was named.
        """
        matcher = self.snapshot.matcher
        if self._names_somebody:
            return 0
        for_all = matcher.open_to_any["situation"] | matcher.not_known["situation"]
        spoken_of = matcher.accepting("situation", meant_codes(self.listing, "situation"))
        uncalled = without(matcher.everything, for_all | spoken_of)
        for need in meant_codes(self.listing, "need"):
            uncalled |= matcher.never_first.get(need, 0)
        return uncalled

    def _score(self, entry: Entry) -> float:
        return self.found.scores.get(entry, 0.0)

    def _others(self) -> list[SearchResult]:
        """Return what was found beside help; the page of a place first, if that is all there is."""
        others = search_results(self.found)
        if self.place and self.place.place.is_caribbean:
            first = page_result("caribbean")
        elif self.municipality and not self.words:
            first = municipality_result(self.municipality)
        else:
            return others
        return [first, *(result for result in others if result.url != first.url)]

    def _guesses(self) -> list[GuessedQuestion]:
        """Return what the words may have been meant as, with the place behind them again."""
        snapshot, language = self.snapshot, self.language
        lexicons = (
            snapshot.indexes[language].lexicon,
            snapshot.phrase_books[language].lexicon,
            self.index.texts[language].lexicon,
            self.index.places,
        )
        place = (("place", self.place.words),) if self.place else ()
        return [
            GuessedQuestion(guess, str(ListURL(self.path, (("q", guess), *place))))
            for guess in guessed_questions(self.words, lexicons)
        ]
