"""The filter sets of lists: forms that take anything, and querysets of what fits."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.functional import Promise
from hypothesis import given
from hypothesis import strategies as st

from directory.facets import FACETS
from directory.models import Service
from directory.service_list.filters import HelpFilterSet, ServiceFilterSet
from directory.snapshot.snapshot import current_snapshot
from rights.filters import RightFilterSet
from rights.models import Right
from rights.snapshot import current_rights
from wegwijzer.matrix.views import MatrixFilterSet
from wegwijzer.signpost.filters import AnswerFilterSet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


def services(query: str, kind: type[ServiceFilterSet] = ServiceFilterSet) -> ServiceFilterSet:
    return kind(QueryDict(query), snapshot=current_snapshot(), moment=timezone.localtime())


def rights(query: str) -> RightFilterSet:
    return RightFilterSet(
        QueryDict(query), snapshot=current_rights(), terms=current_snapshot().terms
    )


@pytest.mark.parametrize("query", ["", "need=shelter&age=minor", "q=loverboy", "place=Groningen"])
def test_the_queryset_holds_the_services_that_the_list_counts(query: str) -> None:
    filterset = services(query)

    found = {service.pk for service in filterset.qs}

    assert found == {match.key for match in filterset.matches(1000)}
    assert len(found) == filterset.total > 0


def test_the_queryset_holds_no_service_that_was_withdrawn_since() -> None:
    filterset = services("")
    withdrawn = filterset.matches(1).object_list[0].key
    Service.all_objects.filter(pk=withdrawn).update(state="withdrawn")

    assert withdrawn not in {service.pk for service in filterset.qs}


def test_what_a_person_said_hides_no_right_but_a_phase_does() -> None:
    everything = set(Right.objects.all())

    assert set(rights("age=minor&status=dutch&need=shelter").qs) == everything
    assert set() < set(rights("phase=reflection").qs) < everything


def test_the_form_shows_the_questions_with_what_was_asked() -> None:
    with translation.override("en"):
        form = str(services("age=minor&q=<b>&status=nonsense").form)

        assert all(str(facet.label) in form for facet in FACETS.values())
    assert '<option value="minor" selected>Under 18</option>' in form
    assert 'value="&lt;b&gt;"' in form
    assert "nonsense" not in form


@given(st.dictionaries(st.sampled_from(sorted(ServiceFilterSet.base_filters)), st.text()))
def test_the_form_takes_whatever_a_url_holds(data: dict[str, str]) -> None:
    filterset = ServiceFilterSet(data, snapshot=current_snapshot(), moment=timezone.localtime())

    assert filterset.is_valid()
    assert not filterset.errors


def test_a_filter_set_without_data_asks_nothing() -> None:
    filterset = ServiceFilterSet(None, snapshot=current_snapshot(), moment=timezone.localtime())

    assert not any(filterset.said(facet) for facet in FACETS)
    assert filterset.cleaned_data["page"] == 1


@pytest.mark.parametrize("kind", [HelpFilterSet, MatrixFilterSet, AnswerFilterSet, RightFilterSet])
def test_what_a_url_does_not_name_is_what_its_field_makes_of_nothing(kind: Any) -> None:
    """No field is made for it."""
    asked = rights("") if kind is RightFilterSet else services("", kind)

    assert asked.form.is_valid()
    assert asked.cleaned_data == asked.form.cleaned_data


def test_no_name_of_a_language_is_read_before_it_is_shown() -> None:
    """To read them all was a tenth of what a start of the site takes."""
    names = dict(HelpFilterSet.base_filters["language"].extra["choices"])

    assert all(isinstance(name, Promise) for name in names.values())
    assert str(names["pl"]) == "polski"
