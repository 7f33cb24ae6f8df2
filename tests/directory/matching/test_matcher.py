"""The matcher against a slow reference, and the rules that a visitor would notice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.facets import FACETS, VICTIM_FACETS
from directory.matching.matcher import (
    ANY,
    NAMED,
    ON_TOP,
    UNKNOWN,
    Acceptance,
    Geography,
    Matcher,
    Question,
    ServiceRecord,
    TermHierarchy,
)
from tests.directory.matching.reference import Reference, always_open

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPEN = {"Mo-Fr 09:00-17:00", "24/7"}
HOURS = [*sorted(OPEN), "Sa 10:00-12:00"]


SIZES = (0, 1, 2, 3, 4, 5, 6, 8, 12, 25)
"""How many services a random directory has."""


def own(*codes: str) -> dict[str, frozenset[str]]:
    return {code: frozenset({code}) for code in codes}


VOCABULARY = TermHierarchy(
    {
        "need": own("shelter", "legal", "talk"),
        "phase": own("identification", "care"),
        "audience": own("victim", "professional"),
        "exploitation": own("labour", "sexual") | {"domestic": frozenset({"domestic", "labour"})},
        "age": own("minor", "adult") | {"young_adult": frozenset({"young_adult", "adult"})},
        "residence_status": own("dutch", "third_permit", "third_no_permit")
        | {"ukraine": frozenset({"ukraine", "third_permit"})},
        "situation": own("pregnant", "online"),
        "gender": own("woman", "man"),
    }
)
GEOGRAPHY = Geography(
    {
        "GM1": (
            (0, ("GM1",)),
            (1, ("care-x",)),
            (2, ("VR1", "ggd-1")),
            (3, ("NL-A",)),
            (4, ("NL",)),
        ),
        "GM2": ((0, ("GM2",)), (2, ("VR1",)), (3, ("NL-A",)), (4, ("NL",))),
        "GM3": ((0, ("GM3",)), (3, ("NL-B",)), (4, ("NL",))),
    }
)
AREAS = ["GM1", "GM2", "GM3", "care-x", "VR1", "ggd-1", "NL-A", "NL-B", "NL"]


def record(key: int = 1, **changes: Any) -> ServiceRecord:
    """Return a service for everyone in the whole country, apart from the changes.

    A facet that every service states may be given by its values alone.
    """
    accepts = {
        "need": only("talk"),
        "phase": only("care"),
        "audience": only("victim"),
        **dict.fromkeys(VICTIM_FACETS, Acceptance("any")),
    }
    for facet in FACETS.keys() & changes.keys():
        change = changes.pop(facet)
        accepts[facet] = change if isinstance(change, Acceptance) else only(*change)
    plain = ServiceRecord(key=key, accepts=accepts, areas=frozenset({"NL"}))
    return replace(plain, **changes)


def only(*values: str) -> Acceptance:
    return Acceptance("only", frozenset(values))


def matcher(*records: ServiceRecord) -> Matcher:
    return Matcher.build(records, VOCABULARY, GEOGRAPHY, lambda hours, _moment: hours in OPEN)


def keys(directory: Matcher, question: Question) -> list[int]:
    return [match.key for match in directory.ranked(question, limit=1000)]


def random_records(random: Random, size: int) -> list[ServiceRecord]:
    """Return a random directory; to draw each of its facets would cost more than to ask it."""

    def some(facet: str, least: int = 0) -> frozenset[str]:
        codes = VOCABULARY.codes(facet)
        return frozenset(random.sample(codes, random.randint(least, 2)))

    def acceptance(facet: str) -> Acceptance:
        codes = VOCABULARY.codes(facet)
        accepted = frozenset(random.sample(codes, random.randint(1, len(codes))))
        rule = random.choice(["any", "unknown", "only", "only"])
        return Acceptance("only", accepted) if rule == "only" else Acceptance(rule)

    def tags() -> frozenset[str]:
        intake = random.choice(["direct", "referral", "professionals"])
        spoken = ["language:pl", "language:nl", "interpreter"]
        return frozenset({f"intake:{intake}", *random.sample(spoken, random.randint(0, 3))})

    return [
        record(
            key=key,
            need=some("need", 1),
            phase=some("phase", 1),
            audience=some("audience", 1),
            exploitation=acceptance("exploitation"),
            age=acceptance("age"),
            residence_status=replace(
                acceptance("residence_status"),
                excluded=frozenset(random.choice([[], ["ukraine"]])),
            ),
            situation=acceptance("situation"),
            gender=acceptance("gender"),
            areas=frozenset(random.sample(AREAS, random.randint(1, 3))),
            opening_hours=frozenset(random.sample(HOURS, random.randint(0, 2))),
            is_overdue=random.choice([True, False]),
            tags=tags(),
            ranks={need: random.randint(0, 2) for need in some("need")},
        )
        for key in random.sample(range(1, 10_000), size)
    ]


def questions(random: Random, count: int, known: list[int]) -> Iterator[Question]:
    """Yield random questions; to draw each would cost more than to ask it."""
    also = {"exploitation": ["unknown"], "residence_status": ["unknown"], "gender": ["any"]}
    for _ in range(count):
        facets = {
            facet: frozenset(random.sample(codes, random.choice([0, 0, 1, 1, 2])))
            for facet in FACETS
            if (codes := [*VOCABULARY.codes(facet), *also.get(facet, [])])
        }
        scores = {
            key: random.choice([0.5, 1.0, 2.5])
            for key in random.sample(known, random.randint(0, len(known)))
        }
        yield Question.of(
            facets,
            language=frozenset(random.choice([[], [], ["pl"], ["nl"], ["pl", "so"]])),
            municipality=random.choice([None, "GM1", "GM2", "GM3"]),
            asked_at=random.choice([None, NOON]),
            open_at=random.choice([None, None, NOON]),
            scores=random.choice([None, None, scores]),
        )


@settings(max_examples=400)
@given(size=st.sampled_from(SIZES), seed=st.integers(0, 2**32))
def test_agrees_with_the_rules_on_20_000_random_questions(size: int, seed: int) -> None:
    random = Random(seed)
    found = random_records(random, size)
    reference = Reference(found, VOCABULARY, GEOGRAPHY, OPEN)
    directory = matcher(*found)

    for number, question in enumerate(questions(random, 50, [one.key for one in found])):
        expected = reference.answer(question)
        offset, limit = number % 4, 1 + number % 7
        got = directory.ranked(question, offset, limit)

        assert directory.count(question) == len(expected)
        assert [
            (match.key, match.knowledge, match.level, match.is_overdue, match.unknown_facets)
            for match in got
        ] == [
            (place.key, place.knowledge, place.level, place.is_overdue, place.unknown_facets)
            for place in expected[offset : offset + limit]
        ]


@settings(max_examples=50)
@given(size=st.sampled_from(SIZES), seed=st.integers(0, 2**32))
def test_the_number_beside_an_option_is_the_total_of_the_page_that_its_link_opens(
    size: int, seed: int
) -> None:
    random = Random(seed)
    found = random_records(random, size)
    directory = matcher(*found)

    for question in questions(random, 10, [one.key for one in found]):
        counts = directory.option_counts(question)

        for facet in FACETS:
            for code in VOCABULARY.codes(facet):
                assert counts[facet][code] == directory.count(question.toggled(facet, code))
        for code in ("unknown", "any"):
            assert counts["residence_status"][code] == directory.count(
                question.toggled("residence_status", code)
            )


def test_a_wider_form_accepts_the_narrower_and_never_the_reverse() -> None:
    directory = matcher(
        record(1, exploitation=Acceptance("only", frozenset({"labour"}))),
        record(2, exploitation=Acceptance("only", frozenset({"domestic"}))),
    )

    assert keys(directory, Question(exploitation=frozenset({"domestic"}))) == [1, 2]
    assert keys(directory, Question(exploitation=frozenset({"labour"}))) == [1]


def test_a_young_adult_is_an_adult_and_an_adult_is_no_young_adult() -> None:
    directory = matcher(
        record(1, age=Acceptance("only", frozenset({"adult"}))),
        record(2, age=Acceptance("only", frozenset({"young_adult"}))),
    )

    assert keys(directory, Question(age=frozenset({"young_adult"}))) == [1, 2]
    assert keys(directory, Question(age=frozenset({"adult"}))) == [1]


def test_a_permit_holder_from_ukraine_is_taken_along_unless_a_service_says_otherwise() -> None:
    third = only("third_permit")
    directory = matcher(
        record(1, residence_status=third),
        record(2, residence_status=replace(third, excluded=frozenset({"ukraine"}))),
    )

    assert keys(directory, Question(residence_status=frozenset({"ukraine"}))) == [1]


def test_what_is_not_known_stays_in_after_what_is_known_and_says_so() -> None:
    directory = matcher(
        record(1, age=Acceptance("unknown")),
        record(2),
        record(3, age=Acceptance("only", frozenset({"minor"}))),
        record(4, age=Acceptance("only", frozenset({"adult"}))),
    )

    found = directory.ranked(Question(age=frozenset({"minor"})))

    assert [(match.key, match.knowledge) for match in found] == [(3, NAMED), (2, ANY), (1, UNKNOWN)]
    assert found[-1].unknown_facets == ("age",)
    known = directory.known_to_accept(Question(age=frozenset({"minor"})))
    assert known == directory.services([2, 3])


def test_national_help_is_never_dropped_and_the_nearest_stands_first() -> None:
    directory = matcher(
        record(1),
        record(2, areas=frozenset({"NL-A", "NL"})),
        record(3, areas=frozenset({"GM1"})),
        record(4, areas=frozenset({"NL-B"})),
    )

    found = directory.ranked(Question(municipality="GM1"))

    assert [(match.key, match.level) for match in found] == [(3, 0), (2, 3), (1, 4)]


def test_what_is_open_stands_before_what_is_near_and_that_before_the_order_of_editors() -> None:
    direct = frozenset({"intake:direct"})
    directory = matcher(
        record(1, tags=direct),
        record(2, tags=direct, ranks={"talk": 20}),
        record(3, tags=direct, ranks={"talk": 10}),
        record(4, tags=direct, areas=frozenset({"GM1"})),
        record(5, tags=direct, opening_hours=frozenset({"24/7"})),
        record(6, areas=frozenset({"GM1"}), ranks={"talk": 1}),
        record(7, areas=frozenset({"GM1"}), tags=direct, is_overdue=True),
    )
    asked = Question(need=frozenset({"talk"}), municipality="GM1", asked_at=NOON)

    assert keys(directory, asked) == [5, 4, 3, 2, 1, 6, 7]
    # Who names no need sees who listens; words have an order of their own.
    without_need = replace(asked, need=frozenset())
    assert keys(directory, without_need) == [5, 4, 3, 2, 1, 6, 7]
    with_words = replace(without_need, scores=dict.fromkeys(range(1, 8), 1.0))
    assert keys(directory, with_words) == [5, 4, 1, 2, 3, 6, 7]


def test_what_editors_put_on_top_of_a_need_stands_there_whatever_else_is_asked() -> None:
    directory = matcher(
        record(1, ranks={"shelter": ON_TOP}, need=frozenset({"shelter", "talk"})),
        record(2, age=only("adult"), need=frozenset({"shelter", "talk"})),
    )
    adult = Question(need=frozenset({"shelter"}), age=frozenset({"adult"}))

    assert keys(directory, adult) == [1, 2]
    assert keys(directory, replace(adult, need=frozenset({"talk"}))) == [2, 1]


def test_words_that_clearly_mean_a_service_come_before_the_clock_and_others_after_it() -> None:
    directory = matcher(
        record(1, opening_hours=frozenset({"24/7"})),
        record(2),
        record(3, opening_hours=frozenset({"24/7"})),
    )
    asked = Question(asked_at=NOON, scores={1: 1.0, 2: 9.0, 3: 2.0})

    assert keys(directory, asked) == [2, 3, 1]


def test_an_answer_that_says_nothing_filters_nothing() -> None:
    directory = matcher(record(1, residence_status=only("dutch")), record(2))

    assert keys(directory, Question(residence_status=frozenset({"unknown"}))) == [1, 2]
    assert not directory.ranked(Question(residence_status=frozenset({"unknown"})))[0].unknown_facets


def test_an_empty_directory_answers_with_nothing() -> None:
    directory = Matcher.build([], VOCABULARY, GEOGRAPHY, always_open)

    assert directory.ranked(Question()) == []
    assert directory.count(Question(municipality="GM1")) == 0
