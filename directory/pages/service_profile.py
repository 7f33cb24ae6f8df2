"""What one service says of itself, as rows of question and answer."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from directory.facets import IN_PERSON_ORDER, Text
from directory.models import Channel, FacetRule, Known, OrganizationFact, Service, ServiceFact
from directory.snapshot.facet_terms import FacetTerms
from editorial.languages import current_language


@dataclass(frozen=True, slots=True)
class AcceptedFacet:
    """Whom a service takes, on one facet: everyone, only these, or not known."""

    label: Text
    rule: str
    values: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class DisclosureAnswer:
    """One question about what happens with what a person tells, and what is known of it."""

    question: Text
    answer: Text
    is_known: bool


def accepted_facets(service: Service, terms: FacetTerms) -> list[AcceptedFacet]:
    """Return whom a service takes, per facet; what is usual only where it is not everyone."""
    language = current_language()
    return [
        AcceptedFacet(
            facet.label,
            rule,
            tuple(
                term.label(language)
                for code in facet.codes_of(service)
                if (term := terms.find(facet.name, code)) is not None
            ),
        )
        for facet in IN_PERSON_ORDER
        if facet.rule
        for rule in [getattr(service, facet.rule)]
        if rule != FacetRule.ANY or not facet.is_usually_any
    ]


def disclosure_answers(service: Service, *, may_be_a_child: bool = True) -> list[DisclosureAnswer]:
    """Return what happens with what a person tells; what is not known stands there as such.

    Whether parents are told is no question for somebody who is certainly of age.
    """
    about_parents = ((_("Will your parents know?"), service.parents_told),)
    return [
        DisclosureAnswer(question, Known(answer).label, answer != Known.UNKNOWN)
        for question, answer in (
            (_("Can you stay anonymous?"), service.anonymous_possible),
            (_("Do they ask who you are?"), service.identity_asked),
            *(about_parents if may_be_a_child else ()),
            (_("Is there a link with the police?"), service.police_link),
        )
    ]


@dataclass(frozen=True, slots=True)
class FactSource:
    """A source for one fact, with the channel that it is about, if it is."""

    fact: ServiceFact | OrganizationFact
    channel: Channel | None = None


def fact_sources(service: Service) -> list[FactSource]:
    """Return where each fact about a service and its channels was seen: 2 queries."""
    channels = {channel.key: channel for channel in service.channels_in_order}
    about_channels = OrganizationFact.objects.filter(channel__in=channels)
    return [
        *(FactSource(fact) for fact in service.facts.all()),
        *(
            FactSource(fact, channel)
            for fact in about_channels
            for channel in [channels[fact.channel]]
            if channel.organization_id == fact.organization_id
        ),
    ]
