"""What the fields of one row say of each other holds in the database, not only in forms."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import translation

from directory.models import (
    ExploitationForm,
    Need,
    RegionalConfirmation,
    Situation,
    TopicOwnership,
)
from editorial.accounts.roles import Role
from tests.directory.admin.desk import address
from tests.directory.builders import make_need, make_service
from tests.forms import send
from tests.people import at_the_desk

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
SIGNED: dict[str, Any] = {"group": "safe", "signed_off_by": "a lawyer", "signed_off_on": DAY}
CONFIRMED: dict[str, Any] = {
    "confirmed_by": "coordinator",
    "confirmed_on": DAY,
    "how": "phoned",
    "agreed_by": "director",
    "agreed_on": DAY,
}


def refuses(record: Model, **changes: Any) -> bool:
    """Return whether the database refuses a change that no form or model has seen."""
    rows = type(record)._base_manager.filter(pk=record.pk)
    try:
        with transaction.atomic():
            assert rows.update(**changes) == 1
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "changes",
    [
        {"signed_off_by": ""},
        {"signed_off_on": None},
        {"valid_until": DAY},
        {"valid_until": date(2020, 1, 1)},
    ],
)
def test_a_sign_off_has_a_name_and_a_day_and_ends_after_it(changes: dict[str, Any]) -> None:
    topic = TopicOwnership.objects.create(**SIGNED, valid_until=date(2027, 1, 1))
    assert refuses(topic, **changes)


def test_what_is_not_signed_off_may_still_end() -> None:
    topic = TopicOwnership.objects.create(group="safe", valid_until=DAY)
    assert not refuses(topic, valid_until=None)


@pytest.mark.parametrize("name", CONFIRMED)
def test_half_a_confirmation_is_refused(name: str) -> None:
    confirmation = RegionalConfirmation.objects.create(service=make_service(), **CONFIRMED)
    empty = None if name.endswith("_on") else ""
    assert refuses(confirmation, **{name: empty})


@pytest.mark.parametrize("half", ["confirmed_by confirmed_on how", "agreed_by agreed_on"])
def test_each_half_may_be_empty_as_a_whole(half: str) -> None:
    confirmation = RegionalConfirmation.objects.create(service=make_service(), **CONFIRMED)
    empty = {name: None if name.endswith("_on") else "" for name in half.split()}
    assert not refuses(confirmation, **empty)


@pytest.mark.parametrize(
    "changes",
    [
        {"age_rule": "only"},
        {"age_groups": ["minor"]},
        {"residence_rule": "only"},
        {"residence_statuses": ["eu"]},
        {"gender_rule": "only"},
        {"gender_rule": "unknown", "genders": ["woman"]},
        {"residence_rule": "only", "residence_statuses": ["eu", "unknown"]},
    ],
)
def test_a_facet_rule_fits_its_values(changes: dict[str, Any]) -> None:
    assert refuses(make_service(), **changes)


def test_a_rule_with_its_values_is_kept() -> None:
    known: dict[str, Any] = {"residence_rule": "only", "residence_statuses": ["eu", "visa"]}
    assert not refuses(make_service(), **known)


@pytest.mark.parametrize("model", [Need, ExploitationForm, Situation])
@pytest.mark.parametrize("code", ["any", "unknown"])
def test_a_reserved_code_is_refused(model: Any, code: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(code=code)


def test_a_term_is_no_kind_of_itself() -> None:
    need = make_need("talk")
    assert refuses(need, kind_of=need)


@pytest.mark.parametrize(
    ("changes", "field", "dutch", "english"),
    [
        (
            {"signed_off_on": ""},
            "__all__",
            "Geef zowel wie akkoord gaf als op welke dag.",
            "Give both who signed it off and on which day.",
        ),
        (
            {"valid_until": "2026-03-01"},
            "valid_until",
            "Kies een dag na het akkoord.",
            "Choose a day after the sign-off.",
        ),
    ],
)
def test_the_form_of_an_owner_says_what_does_not_fit(
    changes: dict[str, str], field: str, dutch: str, english: str
) -> None:
    topic = TopicOwnership.objects.create(**SIGNED)
    client = at_the_desk(Role.PUBLISHER)
    answer = send(client, address(TopicOwnership, "change", topic.pk), **changes)
    assert answer.context["adminform"].form.errors == {field: [dutch]}
    for name, value in changes.items():
        setattr(topic, name, value or None)
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        topic.full_clean()
    assert refused.value.message_dict == {field: [english]}


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        (
            "how",
            "Geef wie het bevestigde, op welke dag, en hoe.",
            "Give who confirmed it, on which day, and how.",
        ),
        (
            "agreed_by",
            "Geef zowel wie toestemming gaf als op welke dag.",
            "Give both who agreed and on which day.",
        ),
    ],
)
def test_the_form_of_a_confirmation_says_what_is_missing(
    name: str, dutch: str, english: str
) -> None:
    service = make_service(needs=["coordination"])
    client = at_the_desk(Role.ADMINISTRATOR)
    half = CONFIRMED | {name: ""}
    answer = send(client, address(RegionalConfirmation, "add"), service=service.pk, **half)
    assert answer.context["adminform"].form.errors == {"__all__": [dutch]}
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        RegionalConfirmation(service=service, **half).full_clean()
    assert refused.value.message_dict == {"__all__": [english]}


@pytest.mark.parametrize("model", [Need, ExploitationForm, Situation])
def test_a_copy_of_a_constraint_keeps_its_field(model: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        model(code="any").validate_constraints()
    assert list(refused.value.message_dict) == ["code"]
