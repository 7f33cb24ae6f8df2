"""Whom a need chooses, and who stands beside the first contact."""

from directory.matching.matcher import Acceptance
from tests.directory.first_contact.test_decision import (
    ALWAYS,
    EARLY,
    OFFICE,
    TUESDAY_NIGHT,
    contact,
    contacts,
    decide,
    rule,
)
from tests.directory.matching.test_matcher import only, record

EVERYBODY = "everybody"
SHELTER = frozenset({"shelter"})


def test_the_need_chooses_whom_it_needs_and_the_general_contact_stands_beside() -> None:
    found = contacts(
        [rule(1, alternatives=(2,), need_chooses=EVERYBODY)],
        contact(1, opening_hours=ALWAYS),
        contact(2),
        contact(3, need=SHELTER),
    )

    assert (decide(found).first, decide(found).also) == (1, (2,))
    chosen = decide(found, need="shelter")
    assert (chosen.first, chosen.also, chosen.needs_met) == (3, (1, 2), SHELTER)
    assert not decide(found, need="legal").needs_met


def test_who_meets_the_need_is_the_open_then_the_near_then_the_choice_of_editors() -> None:
    near = frozenset({"GM1"})
    offers = [
        contact(2, need=SHELTER, ranks={"shelter": 20}),
        contact(3, need=SHELTER, ranks={"shelter": 10}),
        contact(4, need=SHELTER, areas=near),
        contact(5, need=SHELTER, opening_hours=EARLY),
        contact(6, need=SHELTER, opening_hours=OFFICE),
        contact(7, need=SHELTER, opening_hours=ALWAYS),
    ]
    rules = [rule(1, need_chooses=EVERYBODY)]
    won = []
    while offers:
        found = contacts(rules, contact(1), *offers)
        first = decide(found, TUESDAY_NIGHT, need="shelter", municipality="GM1").first
        won.append(first)
        offers = [offer for offer in offers if offer.key != first]

    # Both are closed at night: who opens at seven comes before who opens at nine.
    assert won == [7, 5, 6, 4, 3, 2]


def test_a_rule_may_keep_its_order_or_let_the_need_choose_among_its_own_services_only() -> None:
    offers = (contact(1), contact(2, need=SHELTER), contact(3, need=SHELTER, opening_hours=ALWAYS))
    keeping = contacts([rule(1, alternatives=(2,))], *offers)
    own = contacts([rule(1, alternatives=(2,), need_chooses="options")], *offers)

    kept = decide(keeping, need="shelter")
    assert (kept.first, kept.also) == (1, (3, 2))
    among_its_own = decide(own, need="shelter")
    assert (among_its_own.first, among_its_own.also) == (2, (3, 1))


def test_a_need_never_chooses_what_is_overdue_unknown_by_referral_or_refused_by_editors() -> None:
    found = contacts(
        [rule(1, need_chooses=EVERYBODY)],
        contact(1),
        contact(2, need=SHELTER, is_overdue=True),
        contact(3, need=SHELTER, age=Acceptance("unknown")),
        contact(4, need=SHELTER, never_first=SHELTER),
        record(5, need=SHELTER, tags=frozenset({"status:active", "channel:phone"})),
        contact(6, need=SHELTER, areas=frozenset({"GM3"})),
    )

    chosen = decide(found, need="shelter", age="adult", municipality="GM1")
    assert (chosen.first, chosen.also) == (1, (4,))


def test_who_is_for_some_only_comes_after_who_is_for_everybody_unless_it_was_said() -> None:
    found = contacts(
        [rule(1, need_chooses=EVERYBODY)],
        contact(1),
        contact(2, need=SHELTER, exploitation=only("sexual"), areas=frozenset({"GM1"})),
        contact(3, need=SHELTER),
    )

    assert decide(found, need="shelter", municipality="GM1").first == 3
    assert decide(found, need="shelter", municipality="GM1", exploitation="sexual").first == 2


def test_who_helps_with_one_form_is_first_for_nobody_who_did_not_name_it() -> None:
    found = contacts(
        [rule(1, need_chooses=EVERYBODY)],
        contact(1),
        contact(2, need=frozenset({"shelter", "legal"}), exploitation=only("labour")),
        contact(3, "enforcement", need=SHELTER, opening_hours=ALWAYS),
    )

    # Nor are the police, for somebody else meets the need; that one stands beside.
    for papers, form in (("", ""), ("dutch", ""), ("dutch", "unknown")):
        decided = decide(
            found, TUESDAY_NIGHT, need="shelter", residence_status=papers, exploitation=form
        )
        assert (decided.first, decided.also[0]) == (1, 2)
    assert decide(found, need="shelter", exploitation="labour").first == 2
    # A need may name the form as well.
    assert decide(found, need="legal").first == 2
    assert decide(found, need="legal shelter").first == 2


def test_no_need_and_no_clock_brings_the_police_to_who_did_not_say_to_have_papers() -> None:
    found = contacts(
        [rule(1, need_chooses=EVERYBODY)],
        contact(1),
        contact(2, "enforcement", need=SHELTER, opening_hours=ALWAYS),
        contact(3),
    )

    assert decide(found, TUESDAY_NIGHT, need="shelter", residence_status="dutch").first == 2
    for papers in ("", "unknown", "third_no_permit"):
        at_night = decide(found, TUESDAY_NIGHT, need="shelter", residence_status=papers)
        assert 2 not in (at_night.first, *at_night.also)


def test_whoever_shares_a_number_with_the_first_is_no_other_contact() -> None:
    shared = frozenset({"channel 1"})
    found = contacts(
        [rule(1, alternatives=(2, 3))],
        contact(1, doors=shared),
        contact(2, doors=shared),
        contact(3),
    )

    assert decide(found).also == (3,)


def test_nobody_fits_better_is_said_only_if_nobody_is_known_who_does() -> None:
    fallback = rule(1, conditions={"age": frozenset({"adult"})}, marked_fallback=True)
    found = contacts([fallback, rule(1)], contact(1), contact(2, need=SHELTER))

    assert decide(found, age="adult", need="legal").is_fallback
    assert decide(found, need="legal").is_fallback
    for fits_better in ("shelter", "talk", "legal shelter"):
        assert not decide(found, age="adult", need=fits_better).is_fallback
    assert not decide(found, age="adult").is_fallback
