"""Two changes of one entry: what differs, and putting them together without losing either."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from directory.models import Organization
from editorial.documents.differences import changed_names, differences, merge
from editorial.documents.document import Document

PHONE = {"key": "phone", "kind": "phone", "value": "+31101", "label_nl": "Bel ons"}
CHAT = {"key": "chat", "kind": "chat", "value": "https://example.org", "label_nl": ""}


def document(**changes: Any) -> Document:
    return {
        "slug": "helpdesk",
        "name_nl": "Hulp",
        "name_en": "Help",
        "alternate_names": ["A", "B"],
        "channels": [CHAT, PHONE],
        "locations": [],
        "facts": [],
        **changes,
    }


def told(old: Document, new: Document) -> dict[tuple[str, ...], tuple[Any, Any]]:
    found = differences(Organization, old, new)
    return {difference.place: (difference.old, difference.new) for difference in found}


def test_equal_documents_do_not_differ() -> None:
    assert told(document(), document()) == {}


def test_a_changed_text_is_told_with_both_values() -> None:
    assert told(document(), document(name_en="Aid")) == {("name_en",): ("Help", "Aid")}


def test_a_changed_row_is_told_by_its_column() -> None:
    new = document(channels=[CHAT, {**PHONE, "value": "+31102"}])
    assert told(document(), new) == {("channels", "phone", "value"): ("+31101", "+31102")}
    assert changed_names(Organization, document(), new) == ["channels.value"]


def test_a_row_that_came_or_went_is_told_with_what_stands_in_it() -> None:
    gone = told(document(), document(channels=[CHAT]))
    assert gone[("channels", "phone", "")] == (True, None)
    assert gone[("channels", "phone", "value")] == ("+31101", None)
    came = told(document(channels=[]), document(channels=[CHAT]))
    assert ("channels", "chat", "label_nl") not in came


def test_changes_of_different_places_are_put_together() -> None:
    mine = document(name_nl="Steun")
    theirs = document(channels=[CHAT, {**PHONE, "value": "+31102"}])
    merged, conflicts = merge(Organization, document(), mine, theirs)
    assert merged == {**theirs, "name_nl": "Steun"}
    assert conflicts == []


def test_where_both_changed_a_place_mine_stands_and_it_is_told() -> None:
    merged, conflicts = merge(
        Organization, document(), document(name_nl="Mijn"), document(name_nl="Hun")
    )
    assert merged["name_nl"] == "Mijn"
    [conflict] = conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == ("Hulp", "Hun", "Mijn")


def test_the_same_change_twice_is_no_conflict() -> None:
    merged, conflicts = merge(
        Organization, document(), document(name_nl="X"), document(name_nl="X")
    )
    assert (merged, conflicts) == (document(name_nl="X"), [])


def test_lists_are_put_together_as_sets() -> None:
    merged, conflicts = merge(
        Organization,
        document(),
        document(alternate_names=["A", "C"]),
        document(alternate_names=["A", "B", "D"]),
    )
    assert merged["alternate_names"] == ["A", "C", "D"]
    assert conflicts == []


def test_rows_that_two_people_add_are_both_there() -> None:
    new = {**CHAT, "key": "new"}
    other = {**CHAT, "key": "other"}
    merged, conflicts = merge(
        Organization,
        document(),
        document(channels=[CHAT, PHONE, new]),
        document(channels=[CHAT, PHONE, other]),
    )
    assert [row["key"] for row in merged["channels"]] == ["chat", "new", "other", "phone"]
    assert conflicts == []


def test_a_row_that_one_removes_goes() -> None:
    merged, conflicts = merge(
        Organization, document(), document(channels=[PHONE]), document(name_nl="X")
    )
    assert merged == document(channels=[PHONE], name_nl="X")
    assert conflicts == []


def test_a_row_that_one_removes_and_the_other_changes_stays_and_is_told() -> None:
    changed = {**PHONE, "value": "+31102"}
    for mine, theirs in (
        (document(channels=[CHAT]), document(channels=[CHAT, changed])),
        (document(channels=[CHAT, changed]), document(channels=[CHAT])),
    ):
        merged, conflicts = merge(Organization, document(), mine, theirs)
        assert merged["channels"] == [CHAT, changed]
        assert conflicts


values = st.sampled_from(["", "a", "b", "c"])
rows = st.lists(
    st.fixed_dictionaries({"key": st.sampled_from("xyz"), "value": values}),
    max_size=3,
    unique_by=lambda row: row["key"],
).map(lambda found: sorted(found, key=lambda row: row["key"]))
documents = st.fixed_dictionaries(
    {
        "name_nl": values,
        "name_en": values,
        "alternate_names": st.lists(values, unique=True, max_size=3),
        "channels": rows,
        "locations": st.just([]),
        "facts": st.just([]),
    }
)


@given(documents, documents)
def test_a_change_that_nobody_else_touched_comes_out_as_it_was_made(
    base: Document, mine: Document
) -> None:
    assert merge(Organization, base, mine, base) == (mine, [])
    theirs, conflicts = merge(Organization, base, base, mine)
    assert conflicts == []
    assert told(theirs, mine) == {}


@given(documents, documents, documents)
def test_nothing_that_i_changed_is_lost(base: Document, mine: Document, theirs: Document) -> None:
    merged, _conflicts = merge(Organization, base, mine, theirs)
    for place, (_old, new) in told(base, mine).items():
        if place == ("alternate_names",):
            assert set(new) - set(base["alternate_names"]) <= set(merged["alternate_names"])
        elif new is not None and place[0] != "alternate_names":
            row = (*place[:-1], "")
            came = told({**base, "channels": []}, merged)
            assert len(place) == 1 or row in came
            if len(place) == 1:
                assert merged[place[0]] == new


@given(documents, documents, documents)
def test_a_conflict_is_told_from_either_side(
    base: Document, mine: Document, theirs: Document
) -> None:
    one = merge(Organization, base, mine, theirs)[1]
    other = merge(Organization, base, theirs, mine)[1]
    assert {conflict.place for conflict in one} == {conflict.place for conflict in other}
