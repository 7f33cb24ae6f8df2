"""What the fields of one row say of each other holds in the database, not only in forms."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from rights.models import (
    Entitlement,
    Legislation,
    Provision,
    Publication,
    Right,
    RightOwnership,
)
from tests.directory.builders import make_organization

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
PEOPLE: dict[str, Any] = {"age_groups": ["minor"], "residence_statuses": ["eu"]}


def right() -> Right:
    return Right.all_objects.create(slug="test", phases=["care"])


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
    "changes", [{"signed_off_by": ""}, {"signed_off_on": None}, {"valid_until": DAY}]
)
def test_a_sign_off_has_a_name_and_a_day_and_ends_after_it(changes: dict[str, Any]) -> None:
    owner = RightOwnership.objects.create(
        right=right(), signed_off_by="a lawyer", signed_off_on=DAY, valid_until=date(2027, 1, 1)
    )
    assert refuses(owner, **changes)


@pytest.mark.parametrize("reason", ["", None])
def test_a_no_says_why_not(reason: str | None) -> None:
    row = Entitlement.objects.create(
        right=right(), value="no", explanation_nl="Voor kinderen.", **PEOPLE
    )
    assert refuses(row, explanation_nl=reason)
    assert not refuses(row, value="yes", explanation_nl=reason)


def test_an_entitlement_is_not_for_unknown_papers() -> None:
    row = Entitlement.objects.create(right=right(), value="yes", **PEOPLE)
    assert refuses(row, residence_statuses=["eu", "unknown"])
    assert not refuses(row, residence_statuses=["eu", "visa"])


@pytest.mark.parametrize("nothing", ["", None])
def test_a_proposal_and_nothing_else_says_what_it_would_change(nothing: str | None) -> None:
    bill = Legislation.all_objects.create(
        slug="bill", kind="bill", what_it_would_change_nl="Alles."
    )
    assert refuses(bill, what_it_would_change_nl=nothing)
    assert refuses(bill, kind="act")
    assert not refuses(bill, kind="act", what_it_would_change_nl=nothing)


@pytest.mark.parametrize("nothing", ["", None])
def test_an_article_has_a_number_or_a_heading(nothing: str | None) -> None:
    law = Legislation.all_objects.create(slug="law", kind="act")
    provision = Provision.objects.create(legislation=law, key="law/1", article="1")
    assert refuses(provision, article="", heading_nl=nothing)
    assert not refuses(provision, article="", heading_nl="Samenvatting")


def test_a_publication_has_one_publisher() -> None:
    publication = Publication.all_objects.create(slug="report", publisher_name="Somebody")
    assert refuses(publication, publisher=make_organization())
    assert not refuses(publication, publisher=make_organization(), publisher_name="")
