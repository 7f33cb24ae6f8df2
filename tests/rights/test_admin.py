"""Rights and legislation at the desk."""

import re
from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from editorial.accounts.roles import Role
from editorial.models import Proposal
from rights.models import Legislation, MunicipalDuty, Publication, Right, Signal
from tests.filling_in import filled_in
from tests.people import at_the_desk

pytestmark = pytest.mark.usefixtures("starter_content", "db")

KINDS = [Right, Legislation, Signal, Publication, MunicipalDuty]
MAX_ALIKE = 3
"""Queries of one form that differ in a number only. A query for each of 123 articles is more."""


def address(model: Any, page: str, *args: Any) -> str:
    return reverse(f"admin:rights_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", KINDS)
def test_an_editor_finds_opens_and_adds_entries(model: Any) -> None:
    client = at_the_desk(Role.EDITOR)
    entry = model.all_objects.last()
    found = client.get(address(model, "changelist"), {"q": entry.slug})
    assert str(entry) in found.content.decode()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address(model, "change", entry.pk)).status_code == 200
    times = Counter(re.sub(r"\d+", "", query["sql"]) for query in asked.captured_queries)
    assert max(times.values()) <= MAX_ALIKE, times.most_common(3)
    assert client.get(address(model, "add")).status_code == 200


def propose(slug: str, **changes: Any) -> str:
    client = at_the_desk(Role.EDITOR)
    where = address(Right, "change", Right.objects.get(slug=slug).pk)
    form = filled_in(client.get(where), **changes)
    response = client.post(where, form | {"_save": ["x"]}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_a_changed_sentence_becomes_a_proposal() -> None:
    propose("veiligheid", summary_nl="Bel 112.")
    [proposal] = Proposal.objects.all()
    assert proposal.document["summary_nl"] == "Bel 112."


def test_rows_that_leave_a_person_out_are_refused_by_name() -> None:
    html = propose("veiligheid", **{"entitlements-0-age_groups": ["minor", "adult"]})
    assert "young_adult + dutch" in html
    assert not Proposal.objects.exists()


def test_a_condition_that_does_not_exist_is_refused_by_name() -> None:
    html = propose("informatie", **{"entitlements-0-conditions": "full-moon"})
    assert "full-moon" in html
    assert not Proposal.objects.exists()


def test_a_new_row_stands_after_the_others() -> None:
    right = Right.objects.get(slug="veiligheid")
    propose(
        "veiligheid",
        **{
            "entitlements-0-age_groups": ["minor", "young_adult"],
            "entitlements-TOTAL_FORMS": "2",
            "entitlements-1-id": "",
            "entitlements-1-right": str(right.pk),
            "entitlements-1-age_groups": ["adult"],
            "entitlements-1-residence_statuses": right.entitlements.get().residence_statuses,
            "entitlements-1-value": "yes",
            "entitlements-1-conditions": "",
        },
    )
    [proposal] = Proposal.objects.all()
    assert [row["position"] for row in proposal.document["entitlements"]] == [0, 1]


def titles(right: Right) -> list[str]:
    return [str(row) for row in (*right.entitlements.all(), *right.variants.all())]


def test_the_rows_of_a_right_are_called_what_they_say() -> None:
    for right in Right.objects.order_by("pk"):
        for title in titles(right):
            assert not {"[", "_", "'"} & set(title.rpartition(" (")[0] or title)


def test_the_form_of_a_right_calls_its_rows_and_conditions_by_name() -> None:
    client = at_the_desk(Role.EDITOR)
    fullest = [
        max(Right.objects.order_by("pk"), key=lambda right: getattr(right, rows).count())
        for rows in ("entitlements", "variants", "conditions")
    ]
    for right in set(fullest):
        page = client.get(address(Right, "change", right.pk)).content.decode()
        conditions: Any = right.conditions.all()
        named = [f"{condition.text_nl} ({condition.key})" for condition in conditions]
        for name in (*titles(right), *named):
            assert escape(name) in page
