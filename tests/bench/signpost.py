"""Measure the signpost and the matrix, in a process of their own; print the figures as JSON."""

import json
import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from time import perf_counter

from tests.bench.site import start_for_visitors

start_for_visitors(Path(sys.argv[1]))

from django.utils import timezone, translation  # noqa: E402  (all of these need the set-up)

from directory.matching.matcher import Question  # noqa: E402
from directory.matching.question import Circumstances  # noqa: E402
from directory.snapshot.snapshot import current_snapshot  # noqa: E402
from editorial.reading.router import reading  # noqa: E402
from rights.snapshot import current_rights  # noqa: E402
from tests.bench.pages import edition, milliseconds_of_page  # noqa: E402

PERSON = "need=shelter&age=adult&exploitation=labour&status=eu&municipality=GM0228"
MUNICIPALITIES = 34
"""One in ten of them: enough to measure by."""

Said = frozenset[str]


def answers(facet: str) -> list[Said]:
    """Return "not said" and every code of a facet."""
    codes = current_snapshot().matcher.vocabulary.codes(facet)
    return [frozenset(), *(frozenset({code}) for code in codes)]


def people() -> Iterator[tuple[Said, Said, Said]]:
    """Yield every combination of age, papers and exploitation."""
    return product(answers("age"), answers("residence_status"), answers("exploitation"))


def combinations_a_second() -> float:
    """Return how many combinations get their services and the values of all rights in a second.

    Municipality, age, papers, exploitation and need, each also left open; what two answers share
    is looked up once, the last intersection and the verdict are made for each.
    """
    matcher, rulebook = current_snapshot().matcher, current_rights().rulebook
    needs = [
        matcher.accepting("need", need) if need else matcher.everything for need in answers("need")
    ]
    places = list(matcher.geography.levels)[::10][:MUNICIPALITIES]
    number = 0
    begin = perf_counter()
    for place, (age, status, exploitation) in product(places, people()):
        fitting = matcher.known_to_accept(
            Question(
                age=age, residence_status=status, exploitation=exploitation, municipality=place
            )
        )
        said = Circumstances(age=age, residence_status=status)
        number += len([(fitting & need, rulebook.decide(said)) for need in needs])
    return number / (perf_counter() - begin)


def answers_a_second() -> float:
    """Return how many whole answers, with the first contact, are decided in a second."""
    contacts, rulebook = current_snapshot().first_contacts, current_rights().rulebook
    moment, needs = timezone.localtime(), answers("need")
    places = list(current_snapshot().matcher.geography.levels)[::10][:MUNICIPALITIES]
    number = 0
    begin = perf_counter()
    for place, (age, status, exploitation) in product(places, people()):
        said = Circumstances(age=age, residence_status=status)
        questions = [
            Question(
                need=need,
                age=age,
                residence_status=status,
                exploitation=exploitation,
                municipality=place,
            )
            for need in needs
        ]
        found = [(contacts.decide(one, moment), rulebook.decide(said)) for one in questions]
        number += len(found)
    return number / (perf_counter() - begin)


def measure() -> dict[str, float]:
    """Return what the pages cost in milliseconds, and how many combinations fit in a second."""
    translation.activate("nl")
    pages = {
        "answer": milliseconds_of_page(f"/nl/wegwijzer/antwoord/?{PERSON}"),
        "matrix": milliseconds_of_page(f"/nl/wie-doet-wat/?{PERSON}"),
    }
    with reading(edition()):
        return {**pages, "combinations": combinations_a_second(), "answers": answers_a_second()}


if __name__ == "__main__":
    print(json.dumps(measure()))
