"""A right speaks to each person in the words that are for this person."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from directory.matching.question import Circumstances
from editorial.documents.apply import (
    InvalidDocument,
    apply_document,
    check_document,
    fresh_document,
)
from editorial.translations.sources import note_translations
from rights.answers import text_for
from rights.models import RESIDENCE_STATUSES, Right, RightVariant
from rights.models.right_variant import variant_problems

pytestmark = pytest.mark.django_db

AGES = ["minor", "young_adult", "adult"]
STATUSES = [status.value for status in RESIDENCE_STATUSES]
ADULTS = ["young_adult", "adult"]


def variant(key: str, ages: list[str] = AGES, statuses: list[str] = STATUSES) -> RightVariant:
    return RightVariant(key=key, age_groups=ages, residence_statuses=statuses)


@pytest.fixture
def right() -> Right:
    """Make a right with a text for Dutch children, for children, and for who is Dutch."""
    right = Right.all_objects.create(slug="test", phases=["care"])
    for position, row in enumerate(
        [
            variant("dutch-children", ["minor"], ["dutch"]),
            variant("children", ["minor"]),
            variant("dutch", AGES, ["dutch"]),
        ]
    ):
        row.right, row.position = right, position
        row.save()
    return right


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, None),
        ({"age": ["adult"]}, None),
        ({"residence_status": ["eu"]}, None),
        ({"age": ["minor"]}, "children"),
        ({"age": ["minor"], "residence_status": ["unknown"]}, "children"),
        ({"age": ["minor"], "residence_status": ["eu", "dutch"]}, "children"),
        ({"age": ["minor"], "residence_status": ["dutch"]}, "dutch-children"),
        ({"age": ["minor", "adult"], "residence_status": ["dutch"]}, "dutch"),
        ({"residence_status": ["dutch"]}, "dutch"),
        ({"residence_status": ["dutch", "eu"]}, None),
        ({"age": ["ancient"], "residence_status": ["martian"]}, None),
    ],
)
def test_the_first_text_that_holds_for_everyone_a_person_may_be_is_shown(
    right: Right, said: dict[str, list[str]], expected: str | None
) -> None:
    text = text_for(right, Circumstances.of(said))
    assert (text.key if isinstance(text, RightVariant) else None) == expected


def test_a_step_that_only_foreigners_take_says_something_of_the_papers(right: Right) -> None:
    foreigners = variant("foreigners", AGES, [code for code in STATUSES if code != "dutch"])
    foreigners.right, foreigners.position = right, 3
    foreigners.save()
    said = Circumstances.of({"age": ["adult"], "step": ["reflection"]})
    assert text_for(right, said) == foreigners


def test_a_text_that_nobody_would_be_shown_is_refused_by_name() -> None:
    rows = [variant("grown-up", ADULTS), variant("late", ["adult"], ["eu"])]
    for position, row in enumerate(rows):
        row.position = position
    assert "late" in " ".join(map(str, variant_problems(rows)))
    rows.reverse()
    for position, row in enumerate(rows):
        row.position = position
    assert not variant_problems(rows)


def test_any_papers_is_left_out_of_the_papers() -> None:
    with pytest.raises(ValidationError) as refused:
        variant("x", AGES, ["unknown"]).validate_constraints()
    assert list(refused.value.message_dict) == ["residence_statuses"]


@pytest.fixture
def document(starter_content: None) -> dict[str, Any]:
    """Give the document of a right with one text for some people."""
    document = fresh_document(Right.objects.get(slug="voogd"))
    document["variants"] = [
        {
            "key": "children",
            "age_groups": ["minor"],
            "residence_statuses": STATUSES,
            "summary_nl": "Nidos wordt uw voogd.",
            "summary_en": "Nidos becomes your guardian.",
            "how_nl": "Bel Veilig Thuis.",
            "how_en": "Call Veilig Thuis.",
            "provisions": ["bw1/253r", "ivrk/3"],
            "position": 0,
        }
    ]
    return document


def test_a_text_goes_through_the_document_and_back(document: dict[str, Any]) -> None:
    right = Right.objects.get(slug="voogd")
    apply_document(Right, document, right)
    [row] = fresh_document(right)["variants"]
    assert row == document["variants"][0] | {
        "warning_nl": "",
        "warning_en": "",
        "duration_nl": "",
        "duration_en": "",
        "doubt_nl": "",
        "doubt_en": "",
    }
    note_translations(right, "anna")
    row["summary_nl"] = "Nidos kan uw voogd worden."
    apply_document(Right, document | {"variants": [row]}, right)
    note_translations(right, "bert")
    [changed] = right.variants.all()
    assert changed.is_out_of_date("summary")
    assert not changed.is_out_of_date("how")
    assert {found.key for found in changed.provisions.all()} == {"bw1/253r", "ivrk/3"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"provisions": []}, "provisions"),
        ({"provisions": ["bw1/no-such-article"]}, "provisions"),
        ({"summary_nl": "", "summary_en": ""}, "summary_nl"),
        ({"age_groups": ["ancient"]}, "age_groups"),
    ],
)
def test_a_text_without_words_people_or_law_is_refused(
    document: dict[str, Any], changes: dict[str, Any], field: str
) -> None:
    document["variants"][0] |= changes
    with pytest.raises(InvalidDocument) as refused:
        check_document(Right, document, Right.objects.get(slug="voogd"))
    assert field in {name for name, _ in refused.value.by_field}


def test_a_text_that_comes_too_late_is_refused_with_the_right(document: dict[str, Any]) -> None:
    document["variants"].append(document["variants"][0] | {"key": "again", "position": 1})
    with pytest.raises(InvalidDocument) as refused:
        check_document(Right, document, Right.objects.get(slug="voogd"))
    assert "again" in str(refused.value)
