"""Whom to contact first: every rule of the rules, on directories made for it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.first_contact.decision import FirstContacts
from directory.first_contact.rules import ContactRule, FirstContact
from directory.formats.opening_hours import AMSTERDAM, is_open, open_state
from directory.matching.matcher import Acceptance, Matcher, Question, ServiceRecord, TermHierarchy
from tests.directory.first_contact.reference import Reference
from tests.directory.matching.test_matcher import AREAS, GEOGRAPHY, VOCABULARY, only, record

TUESDAY_MORNING = datetime(2026, 3, 3, 11, tzinfo=AMSTERDAM)
TUESDAY_NIGHT = datetime(2026, 3, 3, 23, tzinfo=AMSTERDAM)
OFFICE = frozenset({"Mo-Fr 09:00-17:00"})
EARLY = frozenset({"Mo-Su 07:00-10:00"})
ALWAYS = frozenset({"24/7"})
SITUATIONS = ("deaf_disability", "watched", "no_credit", "pregnant")
WORDS = TermHierarchy(
    {
        **VOCABULARY.accepted_as,
        "situation": {
            code: frozenset({code})
            for code in ("deaf_disability", "watched", "no_credit", "pregnant")
        },
        "age": {
            "minor": frozenset({"minor"}),
            "young_adult": frozenset({"young_adult", "adult"}),
            "adult": frozenset({"adult"}),
        },
    },
    form_of_need={"legal": "labour"},
)


def contact(key: int, *tags: str, **changes: Any) -> ServiceRecord:
    """Return a service for everyone, to be called without a referral."""
    return record(
        key,
        tags=frozenset({"status:active", "intake:direct", "channel:phone", *tags}),
        **changes,
    )


def rule(*firsts: int, alternatives: tuple[int, ...] = (), **changes: Any) -> ContactRule:
    return replace(ContactRule("rule", {}, {}, {}, firsts, alternatives), **changes)


def contacts(
    rules: list[ContactRule],
    *records: ServiceRecord,
    organizations: dict[int, int] | None = None,
    confirmed: dict[int, date] | None = None,
    points: dict[int, int | None] | None = None,
) -> FirstContacts:
    owners = {key: key for key in range(1, 10)} | (organizations or {})
    matcher = Matcher.build(owned_by(owners, records), WORDS, GEOGRAPHY, is_open)
    return FirstContacts.build(rules, matcher, confirmed or {}, points)


def owned_by(
    organizations: dict[int, int], records: Iterable[ServiceRecord]
) -> list[ServiceRecord]:
    """Return services of these organizations, with any channels that they share."""
    return [
        replace(one, doors=one.doors | {f"organization {organizations[one.key]}"})
        for one in records
    ]


def decide(
    found: FirstContacts,
    moment: datetime = TUESDAY_MORNING,
    *,
    in_danger: bool = False,
    **said: Any,
) -> FirstContact:
    municipality = said.pop("municipality", None)
    question = Question.of(
        {facet: codes.split() for facet, codes in said.items()}, municipality=municipality
    )
    return found.decide(question, moment, in_danger=in_danger)


def test_the_first_rule_that_fits_wins_and_its_options_are_tried_in_order() -> None:
    found = contacts(
        [
            rule(1, slug="minors", conditions={"age": frozenset({"minor"})}),
            rule(2, 3, slug="everyone"),
        ],
        contact(1),
        contact(2, age=only("minor")),
        contact(3),
    )

    assert decide(found, age="minor").first == 1
    assert decide(found, age="adult").first == 3


def test_not_known_never_qualifies() -> None:
    found = contacts([rule(1, 2)], contact(1, residence_status=Acceptance("unknown")), contact(2))

    assert decide(found, residence_status="dutch").first == 2
    assert decide(found).first == 1


def test_nobody_comes_first_who_needs_a_referral_has_no_channel_or_is_closed_for_now() -> None:
    found = contacts(
        [rule(1, 2, 3, 4)],
        record(1, tags=frozenset({"status:active", "intake:referral", "channel:phone"})),
        record(2, tags=frozenset({"status:active", "intake:direct", "channel:web"})),
        record(3, tags=frozenset({"status:inactive", "intake:direct", "channel:phone"})),
        contact(4),
    )

    assert decide(found).first == 4


def test_a_line_for_professionals_is_for_professionals_only() -> None:
    line = record(
        1,
        audience=frozenset({"professional", "victim"}),
        tags=frozenset({"status:active", "intake:professionals", "channel:phone"}),
    )
    found = contacts([rule(1, 2)], line, contact(2, audience=frozenset({"victim"})))

    assert decide(found, audience="professional").first == 1
    assert decide(found, audience="victim").first == 2
    assert decide(found).first == 2


def test_a_contact_serves_the_place_and_without_a_place_the_whole_country() -> None:
    found = contacts([rule(1, 2)], contact(1, areas=frozenset({"GM1"})), contact(2))

    assert decide(found, municipality="GM1").first == 1
    assert decide(found, municipality="GM2").first == 2
    assert decide(found).first == 2
    assert found.level(1, "GM1") == 0
    assert found.level(2, "GM1") == 4


def test_who_may_be_a_child_is_never_sent_to_adults() -> None:
    found = contacts([rule(1, 2)], contact(1, age=only("adult")), contact(2, age=only("minor")))

    assert decide(found, age="minor adult").first == 2


def test_of_two_kinds_of_papers_both_must_be_accepted() -> None:
    found = contacts([rule(1, 2)], contact(1, residence_status=only("dutch")), contact(2))

    assert decide(found, residence_status="dutch third_no_permit").first == 2


def test_without_papers_the_police_come_first_only_in_danger() -> None:
    rules = [rule(1, in_danger=True), rule(1, 2, alternatives=(3,))]
    found = contacts(rules, contact(1, "enforcement"), contact(2), contact(3))

    assert decide(found, residence_status="third_no_permit").first == 2
    assert decide(found, residence_status="third_no_permit", in_danger=True).first == 1
    assert decide(found, residence_status="dutch").first == 1


def test_the_alternative_is_no_police_and_of_another_organization() -> None:
    found = contacts(
        [rule(1, alternatives=(2, 3, 4))],
        contact(1),
        contact(2, "enforcement"),
        contact(3),
        contact(4),
        organizations={3: 1},
    )

    assert decide(found).also == (4,)


def test_an_alternative_may_come_from_a_later_rule_that_fits() -> None:
    found = contacts([rule(1), rule(2, alternatives=(3,))], contact(1), contact(2), contact(3))

    assert decide(found).also == (3, 2)


def test_who_is_closed_comes_with_somebody_who_is_open() -> None:
    found = contacts(
        [rule(1, alternatives=(2, 3))],
        contact(1, opening_hours=OFFICE),
        contact(2),
        contact(3, opening_hours=ALWAYS),
    )

    assert decide(found).is_first_open
    at_night = decide(found, TUESDAY_NIGHT)
    assert (at_night.first, at_night.also) == (1, (3, 2))
    assert not at_night.is_first_open
    assert at_night.opening == 1


def test_at_night_nobody_is_sent_to_the_police_by_a_rule_that_did_not_choose() -> None:
    rules = [rule(1, conditions={"exploitation": frozenset({"labour"})}), rule(2)]
    found = contacts(rules, contact(1), contact(2, "enforcement", opening_hours=ALWAYS))

    assert decide(found, TUESDAY_NIGHT, exploitation="labour").also == ()
    rules = [rule(1, 2, alternatives=(3,))]
    police = contact(2, "enforcement", opening_hours=ALWAYS)
    assert decide(contacts(rules, contact(1), police, contact(3)), TUESDAY_NIGHT).also == (3, 2)


def test_if_nobody_is_open_there_is_an_opening_time_to_tell() -> None:
    found = contacts([rule(1, alternatives=(2,))], contact(1), contact(2, opening_hours=OFFICE))

    at_night = decide(found, TUESDAY_NIGHT)

    assert (at_night.also, at_night.opening) == ((2,), 2)


def test_rules_may_hold_in_or_out_of_office_hours() -> None:
    found = contacts(
        [rule(1, moment="office_hours"), rule(2, moment="out_of_hours")], contact(1), contact(2)
    )

    assert decide(found).first == 1
    assert decide(found, TUESDAY_NIGHT).first == 2
    assert decide(found, datetime(2026, 4, 27, 11, tzinfo=AMSTERDAM)).first == 2  # King's Day


def test_a_deaf_person_gets_somebody_who_can_be_written_to() -> None:
    found = contacts([rule(1, alternatives=(2,))], contact(1), contact(2, "channel:chat"))

    heard = decide(found, situation="deaf_disability")
    assert (heard.first, heard.also, heard.is_reachable) == (2, (), True)
    assert decide(found).first == 1


def test_who_is_watched_writes_and_who_has_no_credit_calls_a_free_number() -> None:
    found = contacts(
        [rule(1, alternatives=(2, 3, 4))],
        contact(1),
        contact(2, "channel:text"),
        contact(3, "channel:free_phone"),
        contact(4, "channel:chat"),
    )

    def reached(situation: str) -> list[int | None]:
        decided = decide(found, situation=situation)
        return [decided.first, *decided.also]

    assert reached("watched") == [2, 4]
    assert reached("no_credit") == [3, 4]
    assert reached("watched no_credit") == [4]


def test_who_can_reach_nobody_still_gets_an_answer_that_says_so() -> None:
    found = contacts([rule(1)], contact(1))

    assert not decide(found, situation="deaf_disability").is_reachable


def test_the_coordinator_of_the_region_comes_first_if_lately_confirmed() -> None:
    near = contact(2, areas=frozenset({"care-x"}))
    rules = [rule(1, coordinator_first=True)]
    lately = contacts(rules, contact(1), near, confirmed={2: date(2026, 5, 1)})
    long_ago = contacts(rules, contact(1), near, confirmed={2: date(2026, 3, 3)})
    nationwide = contacts(rules, contact(1), contact(2), confirmed={2: date(2026, 5, 1)})

    assert decide(lately, municipality="GM1").first == 2
    assert decide(lately, municipality="GM1").is_coordinator
    for none_here in (
        decide(lately, municipality="GM3"),
        decide(long_ago, municipality="GM1"),
        decide(nationwide, municipality="GM1"),
    ):
        assert none_here.first == 1
        assert none_here.lacks_coordinator
    assert not decide(lately).lacks_coordinator


def test_without_any_rule_there_is_an_empty_answer() -> None:
    assert decide(contacts([])).first is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_a_reference_agrees_on_directories_and_rules_of_any_kind(seed: int) -> None:
    random = Random(seed)
    records = [random_contact(random, key) for key in range(1, 13)]
    rules = [random_rule(random, number) for number in range(6)]
    organizations = {key: random.randint(1, 6) for key in range(1, 13)}
    confirmed = {
        key: date(2026, 3, 3) + timedelta(days=random.randint(-10, 10))
        for key in random.sample(range(1, 9), 3)
    }
    points = {key: random.choice((None, 2024)) for key in random.sample(range(1, 13), 4)}
    found = contacts(
        rules, *records, organizations=organizations, confirmed=confirmed, points=points
    )
    reference = Reference(
        rules,
        {one.key: one for one in owned_by(organizations, records)},
        WORDS.accepted_as,
        GEOGRAPHY,
        is_open,
        lambda expression, moment: open_state(expression, moment).opens,
        confirmed,
        points,
        WORDS.form_of_need,
    )

    for _ in range(30):
        question, in_danger = random_question(random), random.random() < 0.2
        for moment in (TUESDAY_MORNING, TUESDAY_NIGHT):
            decided = found.decide(question, moment, in_danger=in_danger)
            advised = reference.advise(question, moment, in_danger=in_danger)

            assert decided.first == advised.first
            assert decided.also == advised.also
            assert decided.needs_met == advised.needs_met
            assert decided.is_fallback == advised.is_fallback
            assert (decided.rule.slug if decided.rule else None) == advised.rule


def random_contact(random: Random, key: int) -> ServiceRecord:
    def acceptance(facet: str) -> Acceptance:
        kind = random.choice(("any", "any", "only", "unknown"))
        codes = WORDS.codes(facet)
        values = frozenset(random.sample(codes, random.randint(1, len(codes))))
        excluded = ("ukraine",) if facet == "residence_status" and random.random() < 0.5 else ()
        return Acceptance(kind, values if kind == "only" else frozenset(), frozenset(excluded))

    tags = {
        random.choice(("status:active", "status:active", "status:inactive")),
        random.choice(("intake:direct", "intake:direct", "intake:professionals")),
        *random.choice(
            (
                ("channel:phone",),
                ("channel:phone", "channel:free_phone"),
                ("channel:chat",),
                ("channel:text",),
                ("channel:web",),
            )
        ),
        random.choice(("enforcement", "none", "none")),
    }
    facets = {
        facet: acceptance(facet)
        for facet in ("exploitation", "age", "residence_status", "situation")
    }
    return record(
        key,
        **facets,
        audience=frozenset(random.sample(("victim", "professional"), random.randint(1, 2))),
        areas=frozenset(random.sample(AREAS, random.randint(1, 4))) | {random.choice(AREAS)},
        need=frozenset(random.sample(WORDS.codes("need"), random.randint(1, 2))),
        opening_hours=random.choice((OFFICE, EARLY, ALWAYS, frozenset())),
        is_overdue=random.random() < 0.1,
        tags=frozenset(tags),
        ranks={need: random.randint(1, 3) for need in random.sample(WORDS.codes("need"), 1)},
        never_first=frozenset(random.sample(WORDS.codes("need"), random.choice((0, 0, 1)))),
        doors=frozenset(random.sample(("channel 1", "channel 2"), random.choice((0, 0, 1)))),
    )


def random_rule(random: Random, number: int) -> ContactRule:
    conditions = {
        facet: frozenset(random.sample(WORDS.codes(facet), 1))
        for facet in ("age", "exploitation", "residence_status", "need")
        if random.random() < 0.2
    }
    return rule(
        *random.sample(range(1, 9), random.randint(1, 3)),
        alternatives=tuple(random.sample(range(1, 9), random.randint(0, 3))),
        slug=f"rule-{number}",
        conditions=conditions,
        in_danger=random.random() < 0.2,
        moment=random.choice(("any", "any", "office_hours", "out_of_hours")),
        coordinator_first=random.random() < 0.4,
        need_chooses=random.choice(("nobody", "options", "everybody", "everybody")),
    )


def random_question(random: Random) -> Question:
    said = {
        facet: frozenset(random.sample(WORDS.codes(facet), random.choice((0, 1, 1, 2))))
        for facet in (
            "need",
            "audience",
            "exploitation",
            "age",
            "residence_status",
            "situation",
            "gender",
        )
    }
    place = random.choice((None, "GM1", "GM2", "GM3"))
    return Question.of(said, municipality=place)
