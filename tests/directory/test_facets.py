"""The registry of facets: whatever it names is there."""

from dataclasses import fields

import pytest

from directory.facets import FACETS, IN_FILTER_ORDER, IN_PERSON_ORDER, FacetDefinition
from directory.matching.question import Question
from directory.models import FirstContactRule, Service
from directory.service_list.filters import ServiceFilterSet

DEFINITIONS = pytest.mark.parametrize("facet", FACETS.values(), ids=list(FACETS))


@DEFINITIONS
def test_a_service_has_the_columns_of_every_facet(facet: FacetDefinition) -> None:
    columns = {field.name for field in Service._meta.get_fields()}

    assert {facet.values, facet.rule, facet.excluded} - {""} <= columns
    assert bool(Service._meta.get_field(facet.values).many_to_many) == facet.is_taxonomy


@DEFINITIONS
def test_every_facet_can_be_asked(facet: FacetDefinition) -> None:
    assert facet.name in {field.name for field in fields(Question)}
    assert facet.query_key in ServiceFilterSet.base_filters


@DEFINITIONS
def test_a_rule_of_the_signpost_has_the_columns_that_it_chooses_by(facet: FacetDefinition) -> None:
    columns = {field.name for field in FirstContactRule._meta.get_fields()}

    assert (facet.values in columns) == facet.chooses_first_contact


@pytest.mark.parametrize("order", [IN_FILTER_ORDER, IN_PERSON_ORDER])
def test_no_two_facets_take_the_same_place(order: list[FacetDefinition]) -> None:
    assert [facet.filter_position for facet in IN_FILTER_ORDER] == [*range(1, len(FACETS) + 1)]
    assert [facet.person_position for facet in IN_PERSON_ORDER] == [*range(1, len(FACETS) + 1)]
    assert {facet.name for facet in order} == set(FACETS)


def test_papers_are_asked_last_for_that_question_frightens_most() -> None:
    assert IN_FILTER_ORDER[-1].name == "residence_status"
