"""The facets by which people find help: all that tells one from another, in one place.

To add a facet: define it here, give ``Circumstances`` a field of its name, and give ``Service`` the
columns that the definition names. Filters, counts, terms, records, the matcher and the page of a
service follow. A question of the signpost and a condition of its rules are added by hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"
"""A text in one language, or one that waits for the language of the page."""

FILTERS_NOTHING = frozenset({"unknown", "any"})
"""Answers of a visitor that say nothing about which help fits."""


@dataclass(frozen=True, slots=True)
class FacetDefinition:
    """A facet: its question, the columns that answer it, and what it is used for.

    ``values`` is the column of ``Service`` with its codes, and of every other model that says
    something about the facet. ``rule`` is the column that says for whom a service is: any, only
    these, or not known; without one every service states its values. ``excluded`` is the column
    of codes that a wider one does not take along. ``filters_nothing`` is an answer for visitors
    beside the codes, with its label.

    ``filter_position`` is the place among the filters of a list; ``person_position`` the place
    where a person is described: on the page of a service and in the rules of the signpost.
    """

    name: str
    label: Text
    values: str
    filter_position: int
    person_position: int
    query_key: str
    rule: str = ""
    excluded: str = ""
    is_taxonomy: bool = False
    filters_nothing: tuple[str, Text] | None = None
    gives_reason: bool = False
    chooses_first_contact: bool = False
    must_be_accepted: bool = False
    is_in_coverage: bool = False
    is_usually_any: bool = False

    def codes_of(self, record: Any) -> list[str]:
        """Return the codes that a record with this column has: one query for a taxonomy."""
        found = getattr(record, self.values)
        return [term.code for term in found.all()] if self.is_taxonomy else list(found)


_DEFINITIONS = (
    FacetDefinition(
        "need",
        _("What do you need?"),
        query_key="need",
        values="needs",
        is_taxonomy=True,
        filter_position=1,
        person_position=7,
        gives_reason=True,
        chooses_first_contact=True,
    ),
    FacetDefinition(
        "phase",
        _("When?"),
        query_key="phase",
        values="phases",
        filter_position=7,
        person_position=8,
    ),
    FacetDefinition(
        "audience",
        _("For whom?"),
        query_key="audience",
        values="audiences",
        filter_position=2,
        person_position=1,
        chooses_first_contact=True,
        must_be_accepted=True,
    ),
    FacetDefinition(
        "exploitation",
        _("What is happening?"),
        query_key="exploitation",
        values="exploitation_forms",
        rule="exploitation_rule",
        is_taxonomy=True,
        filters_nothing=("unknown", _("I am not sure")),
        filter_position=4,
        person_position=3,
        gives_reason=True,
        chooses_first_contact=True,
        must_be_accepted=True,
        is_in_coverage=True,
    ),
    FacetDefinition(
        "age",
        _("How old?"),
        query_key="age",
        values="age_groups",
        rule="age_rule",
        filter_position=3,
        person_position=2,
        gives_reason=True,
        chooses_first_contact=True,
        must_be_accepted=True,
        is_in_coverage=True,
    ),
    FacetDefinition(
        "residence_status",
        _("Which papers?"),
        query_key="status",
        values="residence_statuses",
        rule="residence_rule",
        excluded="excluded_residence_statuses",
        # Papers last, for that question frightens most.
        filter_position=8,
        person_position=4,
        gives_reason=True,
        chooses_first_contact=True,
        must_be_accepted=True,
        is_in_coverage=True,
    ),
    FacetDefinition(
        "situation",
        _("What else is the case?"),
        query_key="situation",
        values="situations",
        rule="situation_rule",
        is_taxonomy=True,
        filter_position=5,
        person_position=5,
        gives_reason=True,
        chooses_first_contact=True,
        must_be_accepted=True,
    ),
    FacetDefinition(
        "gender",
        _("Man or woman?"),
        query_key="gender",
        values="genders",
        rule="gender_rule",
        filters_nothing=("any", _("Does not matter")),
        filter_position=6,
        person_position=6,
        gives_reason=True,
        must_be_accepted=True,
        is_usually_any=True,
    ),
)

FACETS: Mapping[str, FacetDefinition] = {facet.name: facet for facet in _DEFINITIONS}
"""All facets by name, in the order in which a URL asks them."""

BY_QUERY_KEY: Mapping[str, FacetDefinition] = {facet.query_key: facet for facet in _DEFINITIONS}

KNOWN_FACETS = tuple(facet.name for facet in _DEFINITIONS if not facet.rule)
"""Facets that every service states."""

VICTIM_FACETS = tuple(facet.name for facet in _DEFINITIONS if facet.rule)
"""Facets of a person, of which a service may be for any, for some only, or not known."""

TAXONOMIES = tuple(facet.name for facet in _DEFINITIONS if facet.is_taxonomy)
"""Facets whose codes are terms that editors keep."""

IN_FILTER_ORDER = sorted(_DEFINITIONS, key=lambda facet: facet.filter_position)
IN_PERSON_ORDER = sorted(_DEFINITIONS, key=lambda facet: facet.person_position)


def names(facets: Iterable[FacetDefinition]) -> tuple[str, ...]:
    """Return the names of facets."""
    return tuple(facet.name for facet in facets)
