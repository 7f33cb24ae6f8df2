"""What differs, told as people read it."""

from typing import Any

import pytest
from django.utils.translation import override

from editorial.documents.apply import fresh_document
from editorial.documents.describe import DescribedChange, Pieces, compared, describe_changes
from tests.directory.builders import make_channel, make_organization, make_service

pytestmark = pytest.mark.usefixtures("empty_directory")


def text(pieces: Pieces) -> str:
    return "".join(piece for _differs, piece in pieces)


def marked(pieces: Pieces) -> list[str]:
    return [piece for differs, piece in pieces if differs]


def only(found: list[DescribedChange]) -> tuple[str, str, str, str]:
    [told] = found
    return told.label, told.language, text(told.old), text(told.new)


def told(entry: Any, **changes: Any) -> list[DescribedChange]:
    document = fresh_document(entry)
    with override("en"):
        return describe_changes(type(entry), document, {**document, **changes})


def test_a_text_is_told_with_its_language() -> None:
    organization = make_organization(name_en="Old name")
    assert only(told(organization, name_en="New name")) == ("name", "en", "Old name", "New name")


def test_a_choice_is_told_in_words() -> None:
    organization = make_organization(kind="ngo")
    found = only(told(organization, kind="police"))
    assert found == ("kind", "", "Independent aid organisation", "Police")


def test_codes_of_a_list_are_told_in_words() -> None:
    service = make_service()
    found = only(told(service, phases=["care", "detection"]))
    assert "care" not in found[3].split("\n")


def test_what_refers_to_other_records_is_told_by_their_names() -> None:
    service = make_service(needs=["talk"])
    make_service(needs=["shelter"])
    _label, _language, old, new = only(told(service, needs=["shelter", "talk"]))
    assert "talk" in old
    assert "shelter" in new
    assert "\n" in new


def test_a_row_is_told_by_its_key() -> None:
    organization = make_organization()
    make_channel(organization, key="helpdesk", value="+31334481186")
    [row] = fresh_document(organization)["channels"]
    label, _language, old, new = only(told(organization, channels=[{**row, "value": "112"}]))
    assert label == "contact channel “helpdesk”: number or address"
    assert (old, new) == ("+31334481186", "112")


def test_only_the_words_that_differ_are_marked() -> None:
    old, new = compared("Bel ons op maandag.", "Bel ons op dinsdag.")
    assert (marked(old), marked(new)) == (["maandag."], ["dinsdag."])
    assert (text(old), text(new)) == ("Bel ons op maandag.", "Bel ons op dinsdag.")


def test_white_space_and_line_ends_survive() -> None:
    before, after = "a\n\n  b", "a\n\n  c"
    old, new = compared(before, after)
    assert (text(old), text(new)) == (before, after)


def test_nothing_is_told_as_nothing() -> None:
    assert compared("", "") == ([], [])
    assert compared("", "x") == ([], [(True, "x")])
