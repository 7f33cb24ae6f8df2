"""What typed words lead to: filters that fit them, explanations, and a guess if they are none."""

from collections.abc import Iterator
from dataclasses import replace

from directory.facets import FACETS
from directory.search import phrases
from directory.service_list.listing import ServiceListing
from directory.service_list.view_models import GuessedQuestion, SuggestedFilter
from directory.snapshot.snapshot import HintedServices


def suggested_filters(listing: ServiceListing) -> list[SuggestedFilter]:
    """Return the filters that the typed words speak of and that are not on yet.

    A suggestion takes the place of the words: its number is the total of the page it links to.
    """
    filterset, snapshot = listing.filterset, listing.snapshot
    without_words = replace(filterset.question, scores=None)
    url = listing.url.without("q")
    suggestions = []
    for found in _meant(listing):
        term = snapshot.terms.find(found.facet, found.code)
        if term is None:
            continue
        key = FACETS[found.facet].query_key
        if term.code in filterset.cleaned_data[key]:
            continue
        suggestions.append(
            SuggestedFilter(
                label=term.label(listing.language),
                url=str(url.toggled(key, found.code)),
                count=snapshot.matcher.count(without_words.toggled(found.facet, found.code)),
            )
        )
    return suggestions


def hints_for(listing: ServiceListing) -> Iterator[HintedServices]:
    """Yield the explanations that the typed words lead to."""
    for found in _meant(listing):
        hint = listing.snapshot.hints.get(found.code) if found.facet == "hint" else None
        if hint:
            yield hint


def meant_codes(listing: ServiceListing, facet: str) -> frozenset[str]:
    """Return the values of a facet that the typed words speak of."""
    return frozenset(found.code for found in _meant(listing) if found.facet == facet)


def guessed_questions(listing: ServiceListing) -> list[GuessedQuestion]:
    """Return what the typed words may have been meant as, to be asked about: nothing follows it."""
    q = listing.filterset.cleaned_data["q"]
    guesses = listing.snapshot.guessed_questions(q, listing.language) if q else []
    return [GuessedQuestion(guess, str(listing.url.replaced("q", guess))) for guess in guesses]


def _meant(listing: ServiceListing) -> tuple[phrases.PhraseMatch, ...]:
    """Return what the words speak of; in another language only if they lead nowhere in this one.

    Of everyday words many mean something else in the other: "was", "kind", "gang".
    """
    q, books = listing.filterset.cleaned_data["q"], listing.snapshot.phrase_books
    if not q:
        return ()
    found = books[listing.language].suggest(q)
    if found or listing.filterset.question.scores:
        return found
    others = (books[language].suggest(q) for language in books if language != listing.language)
    return next(filter(None, others), ())
