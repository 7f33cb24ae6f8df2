"""Where help is missing, and what the public is told of it."""

from directory.matching.coverage import Coverage, Nearness, Share
from directory.matching.matcher import Acceptance, Matcher, Question
from tests.directory.matching.test_matcher import matcher, record

MINOR = Question(age=frozenset({"minor"}))


def coverage(directory: Matcher, person: Question = MINOR) -> Coverage:
    return Coverage.of(directory, person, ["shelter", "legal"])


def test_the_nearest_help_that_is_known_to_accept_the_person_counts() -> None:
    shelter = frozenset({"shelter"})
    found = coverage(
        matcher(
            record(1, need=shelter),
            record(2, need=shelter, areas=frozenset({"NL-A"})),
            record(3, need=shelter, areas=frozenset({"GM1"})),
            record(4, need=shelter, areas=frozenset({"GM2"}), age=Acceptance("unknown")),
        )
    )

    assert found.by_need["shelter"] == {
        "GM1": Nearness.LOCAL,
        "GM2": Nearness.REGIONAL,
        "GM3": Nearness.NATIONAL,
    }
    assert set(found.by_need["legal"].values()) == {Nearness.NONE}


def test_a_gap_is_where_nothing_nearer_than_the_whole_country_is_known() -> None:
    found = coverage(matcher(record(1, need=frozenset({"shelter"}), areas=frozenset({"NL-A"}))))

    gaps = {(code, need) for need in found.by_need for code, _nearness in found.gaps(need)}

    assert ("GM3", "shelter") in gaps
    assert ("GM1", "shelter") not in gaps


def test_the_public_learns_of_a_province_only_how_much_of_it_has_help_near() -> None:
    found = coverage(
        matcher(record(1, need=frozenset({"shelter"}), areas=frozenset({"GM1", "NL"})))
    )

    assert found.share("shelter", ["GM1"]) is Share.ALL
    assert found.share("shelter", ["GM1", "GM2"]) is Share.PART
    assert found.share("shelter", ["GM2", "GM3"]) is Share.NATIONAL
    assert found.share("legal", ["GM1"]) is Share.NONE


def test_the_spreadsheet_has_a_row_a_municipality_and_a_column_a_need() -> None:
    found = coverage(matcher(record(1, need=frozenset({"shelter"}))))

    rows = found.as_csv(
        {"GM1": "Aa", "GM2": "Bee", "GM3": "Cee"}, {"shelter": "Shelter", "legal": "Legal help"}
    ).splitlines()

    assert rows[0] == "code,municipality,Shelter,Legal help"
    assert len(rows) == 4
    assert rows[1].startswith("GM1,Aa,")
