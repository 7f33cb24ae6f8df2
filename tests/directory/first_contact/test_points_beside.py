"""A regional point beside the first contact: by a recent source, or confirmed, or not at all."""

from datetime import date

from tests.directory.first_contact.test_decision import contact, contacts, decide, rule


def test_a_regional_point_stands_beside_if_a_recent_source_names_it_and_else_nowhere() -> None:
    near = contact(3, areas=frozenset({"VR1"}))
    rules = [rule(1, alternatives=(2,), need_chooses="everybody")]
    recent = contacts(rules, contact(1), contact(2), near, points={3: 2024})
    old = contacts(rules, contact(1), contact(2), near, points={3: None})

    for need in ("", "talk"):
        here = decide(recent, municipality="GM1", need=need)
        assert (here.first, here.also) == (1, (2, 3))
        assert decide(recent, municipality="GM3", need=need).also == (2,)
        here = decide(old, municipality="GM1", need=need)
        assert (here.first, here.also) == (1, (2,))
    assert recent.year_stated(3) == 2024
    assert recent.year_stated(1) is None


def test_a_regional_point_that_was_lately_confirmed_is_as_good_as_any() -> None:
    near = contact(2, areas=frozenset({"VR1"}))
    rules = [rule(1, need_chooses="everybody")]
    points: dict[int, int | None] = {2: None}
    lately = contacts(rules, contact(1), near, confirmed={2: date(2026, 5, 1)}, points=points)
    long_ago = contacts(rules, contact(1), near, confirmed={2: date(2026, 3, 3)}, points=points)

    assert decide(lately, municipality="GM1", need="talk").first == 2
    assert decide(long_ago, municipality="GM1", need="talk").first == 1


def test_in_danger_no_regional_point_stands_beside() -> None:
    near = contact(3, areas=frozenset({"VR1"}))
    rules = [rule(1, alternatives=(2,), in_danger=True), rule(1)]
    found = contacts(rules, contact(1), contact(2), near, points={3: 2024})

    assert decide(found, municipality="GM1", in_danger=True).also == (2,)
