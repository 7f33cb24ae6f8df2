"""What one service says of itself, as rows of question and answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from directory.models import FacetRule, Known, Service
from directory.snapshot.facet_terms import FACET_LABELS, Terms, Text
from editorial.languages import current_language

FACETS_SHOWN = ("age", "exploitation", "status", "situation", "gender")


@dataclass(frozen=True, slots=True)
class AcceptedFacet:
    """Whom a service takes, on one facet: everyone, only these, or not known."""

    key: str
    label: Text
    rule: str
    values: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class DisclosureAnswer:
    """One question about what happens with what a person tells, and what is known of it."""

    question: Text
    answer: Text
    is_known: bool


def accepted_facets(service: Service, terms: Terms) -> list[AcceptedFacet]:
    """Return whom a service takes, per facet; gender only where it is not simply everyone."""
    values: dict[str, Iterable[str]] = {
        "exploitation": [form.code for form in service.exploitation_forms.all()],
        "age": service.age_groups,
        "status": service.residence_statuses,
        "situation": [situation.code for situation in service.situations.all()],
        "gender": service.genders,
    }
    rules = {
        "exploitation": service.exploitation_rule,
        "age": service.age_rule,
        "status": service.residence_rule,
        "situation": service.situation_rule,
        "gender": service.gender_rule,
    }
    language = current_language()
    return [
        AcceptedFacet(
            facet,
            FACET_LABELS[facet],
            rules[facet],
            tuple(
                term.label(language)
                for code in values[facet]
                if (term := terms.find(facet, code)) is not None
            ),
        )
        for facet in FACETS_SHOWN
        if facet != "gender" or rules[facet] != FacetRule.ANY
    ]


def disclosure_answers(service: Service, *, may_be_a_child: bool = True) -> list[DisclosureAnswer]:
    """Return what happens with what a person tells; what is not known stands there as such.

    Whether parents are told is no question for somebody who is certainly of age.
    """
    about_parents = ((_("Are your parents told?"), service.parents_told),)
    return [
        DisclosureAnswer(question, Known(answer).label, answer != Known.UNKNOWN)
        for question, answer in (
            (_("Can you stay anonymous?"), service.anonymous_possible),
            (_("Do they ask who you are?"), service.identity_asked),
            *(about_parents if may_be_a_child else ()),
            (_("Is there a link with the police?"), service.police_link),
        )
    ]
