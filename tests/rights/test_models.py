"""What cannot be saved."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from directory.models import Organization
from rights.models import (
    RESIDENCE_STATUSES,
    Condition,
    Entitlement,
    Legislation,
    LegislationIdentifier,
    Provision,
    Publication,
    Right,
)
from rights.models.entitlement import coverage_problems

AGES = ["minor", "young_adult", "adult"]
STATUSES = [status.value for status in RESIDENCE_STATUSES]


def row(value: str = "yes", **changes: Any) -> Entitlement:
    people = {"age_groups": AGES, "residence_statuses": STATUSES}
    return Entitlement(value=value, **{**people, **changes})


def problems(*rows: Entitlement, conditions: tuple[str, ...] = ()) -> str:
    return " ".join(str(problem) for problem in coverage_problems(rows, conditions))


def test_rows_that_answer_everyone_once_are_right() -> None:
    children = row(age_groups=["minor"])
    others = row("no", age_groups=["young_adult", "adult"], explanation_nl="Voor kinderen.")
    assert not problems(children, others)


def test_a_person_without_an_answer_is_named() -> None:
    assert "adult + visa" in problems(
        row(age_groups=["minor", "young_adult"]),
        row(age_groups=["adult"], residence_statuses=[s for s in STATUSES if s != "visa"]),
    )


def test_a_person_with_two_answers_is_named() -> None:
    assert "minor + dutch" in problems(row(), row("no", age_groups=["minor"]))


def test_a_condition_that_does_not_exist_is_named() -> None:
    assert "moon" in problems(row("only_if", conditions=["moon"]))


def test_a_condition_that_nobody_has_is_named() -> None:
    assert "unused" in problems(row(), conditions=("unused",))


@pytest.mark.django_db
def test_any_papers_is_left_out_of_the_papers() -> None:
    with pytest.raises(ValidationError) as refused:
        row(residence_statuses=["unknown"]).validate_constraints()
    assert list(refused.value.message_dict) == ["residence_statuses"]


@pytest.mark.django_db
def test_no_needs_a_reason() -> None:
    with pytest.raises(ValidationError) as refused:
        row("no").validate_constraints()
    assert list(refused.value.message_dict) == ["explanation_nl"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "conditions"), [("only_if", []), ("yes", ["a"]), ("no", ["a"]), ("maybe", [])]
)
def test_the_database_refuses_a_value_that_its_conditions_contradict(
    value: str, conditions: list[str]
) -> None:
    right = Right.all_objects.create(slug="test", phases=["care"])
    with pytest.raises(IntegrityError), transaction.atomic():
        row(value, right=right, conditions=conditions).save()


@pytest.mark.django_db
def test_only_if_with_conditions_and_yes_without_are_saved() -> None:
    right = Right.all_objects.create(slug="test", phases=["care"])
    Condition.objects.create(right=right, key="a")
    row("only_if", right=right, conditions=["a"], position=0).save()
    row("yes", right=right, position=1).save()
    assert right.entitlements.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["bill", "eu_proposal"])
def test_the_database_refuses_a_proposal_that_is_in_force(kind: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Legislation.all_objects.create(slug="test", kind=kind, legal_status="in_force")


@pytest.mark.django_db
def test_a_proposal_says_what_it_would_change_and_a_law_does_not() -> None:
    for wrong in (
        Legislation(kind="bill"),
        Legislation(kind="bill", what_it_would_change_nl=""),
        Legislation(kind="act", what_it_would_change_nl="Alles."),
    ):
        with pytest.raises(ValidationError) as refused:
            wrong.validate_constraints()
        assert list(refused.value.message_dict) == ["what_it_would_change_nl"]
    Legislation(kind="bill", what_it_would_change_nl="Alles.").validate_constraints()
    Legislation(kind="act").validate_constraints()


def test_a_number_must_have_the_shape_of_its_scheme() -> None:
    with pytest.raises(ValidationError):
        LegislationIdentifier(scheme="BWB", value="0001854").clean()
    LegislationIdentifier(scheme="BWB", value="BWBR0001854").clean()


def test_a_number_to_be_checked_is_not_linked() -> None:
    number = LegislationIdentifier(scheme="BWB", value="BWBR0001854", certainty="C")
    assert number.url == ""
    number.certainty = "B"
    assert number.url.endswith("BWBR0001854")


@pytest.mark.django_db
def test_an_article_has_a_number_or_a_heading() -> None:
    with pytest.raises(ValidationError) as refused:
        Provision(key="sr/1").validate_constraints()
    assert list(refused.value.message_dict) == ["article"]
    Provision(key="sr/1", heading_nl="Samenvatting").validate_constraints()
    Provision(key="sr/1", article="1").validate_constraints()


@pytest.mark.parametrize(
    ("parts", "label"),
    [
        ({"article": "273f"}, "article 273f"),
        (
            {"article": "3.51", "paragraph": "1", "subparagraph": "k"},
            "article 3.51, paragraph 1, under k",
        ),
        ({"article": "161", "article_end": "163"}, "articles 161 to 163"),
        ({"heading_nl": "Samenvatting"}, "Samenvatting"),
    ],
)
def test_a_place_in_a_law_is_named_as_lawyers_do(parts: dict[str, str], label: str) -> None:
    with translation.override("en"):
        assert Provision(**parts).label == label


def test_a_publication_has_one_publisher() -> None:
    with pytest.raises(ValidationError):
        Publication(publisher=Organization(slug="ccv"), publisher_name="CCV").clean()
