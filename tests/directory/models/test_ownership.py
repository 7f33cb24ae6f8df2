"""Who answers for a topic, and until when."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from directory.models import TopicOwnership
from tests.directory.builders import make_organization

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 3)


def ownership(**changes: Any) -> TopicOwnership:
    ministry = make_organization(kind="ministry")
    known = {
        "group": "safe",
        "owner": ministry,
        "signed_off_by": "a lawyer",
        "signed_off_on": date(2026, 1, 1),
        "valid_until": date(2027, 1, 1),
    }
    return TopicOwnership(**(known | changes))


def test_what_is_arranged_misses_nothing() -> None:
    assert ownership().missing(TODAY) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"owner": None}, 1),
        ({"signed_off_by": "", "signed_off_on": None}, 1),
        ({"valid_until": None}, 1),
        ({"valid_until": date(2026, 3, 2)}, 1),
        ({"owner": None, "valid_until": None}, 2),
    ],
)
def test_each_thing_that_is_not_arranged_is_named(changes: dict[str, Any], missing: int) -> None:
    assert len(ownership(**changes).missing(TODAY)) == missing


def test_it_is_valid_on_its_last_day() -> None:
    assert ownership(valid_until=TODAY).missing(TODAY) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"signed_off_by": ""},
        {"signed_off_on": None},
        {"valid_until": date(2026, 1, 1)},
        {"owner": "an organization that helps"},
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, Any]) -> None:
    if "owner" in changes:
        changes = {"owner": make_organization(kind="ngo")}
    with pytest.raises(ValidationError):
        ownership(**changes).full_clean()
