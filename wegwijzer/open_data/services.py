"""Organizations and services in the form of HSDS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.conf import settings

from directory.facets import FACETS
from directory.formats.languages import language_name
from directory.models import AgeGroup, Channel, FacetRule, Location, Organization, Service
from editorial.languages import current_language
from editorial.models import derived_id_text
from wegwijzer.open_data.contacts import contacts_of
from wegwijzer.open_data.hours import schedules_of
from wegwijzer.open_data.identifiers import identifiers_of
from wegwijzer.open_data.places import Places
from wegwijzer.open_data.terms import TELLING, Owner, Terms, taxonomy_of
from wegwijzer.open_data.texts import Facts, RecordTexts, known, page_url, with_doubt

AGES = {
    frozenset({AgeGroup.MINOR}): (None, 17),
    frozenset({AgeGroup.YOUNG_ADULT}): (18, 22),
    frozenset({AgeGroup.MINOR, AgeGroup.YOUNG_ADULT}): (None, 22),
    frozenset({AgeGroup.ADULT}): (18, None),
    frozenset({AgeGroup.YOUNG_ADULT, AgeGroup.ADULT}): (18, None),
}
"""The least and the highest age in whole years; who takes adults takes young adults."""

NESTED = ("attributes", "phones", "additional_urls", "schedules", "service_areas", "languages")
NESTED_LISTS = frozenset(
    {
        *NESTED,
        "service_at_locations",
        "additional_websites",
        "locations",
        "organization_identifiers",
    }
)
"""What a list leaves out, for in HSDS a list has what is one to one."""


def organization_facts(
    organization: Organization,
    channels: Iterable[Channel],
    public_places: Iterable[Location],
    places: Places,
    terms: Terms,
) -> Facts:
    """Return an organization with its ways of contact and its public places."""
    owner, texts = Owner("organization", str(organization.public_id)), RecordTexts(organization)
    description, doubt = texts("description"), texts("doubt")
    contacts = contacts_of(channels, owner, terms)
    others = [name for name in (organization.abbreviation, *organization.alternate_names) if name]
    return known(
        id=owner.id,
        name=texts("name"),
        alternate_name="; ".join(others),
        description=with_doubt(description, doubt),
        email=contacts.email,
        website=organization.website,
        additional_websites=contacts.links,
        phones=contacts.phones,
        uri=page_url("directory:organization", organization.slug),
        organization_identifiers=identifiers_of(organization, terms),
        locations=[
            {**places.facts(place, terms), "organization_id": owner.id} for place in public_places
        ],
        attributes=[
            terms.attribute(owner, "kind", ("organization-kind", organization.kind)),
            terms.attribute(owner, "helps_victims", ("helps-victims", organization.helps_victims)),
            *terms.statement(owner, "abbreviation", organization.abbreviation),
            *(
                row
                for name in organization.alternate_names
                for row in terms.statement(owner, "alternate_name", name)
            ),
            *terms.statement(owner, "doubt", doubt),
            *terms.certainty(owner, organization.certainty),
            *terms.remarks(owner, texts),
        ],
    )


def service_facts(
    service: Service,
    organization: Facts,
    links: Mapping[str, list[Any]],
    places: Places,
    terms: Terms,
) -> Facts:
    """Return a service with all that hangs on it, but for its last change: no query.

    ``links`` has what it refers to by relation, of its places only those that may be known.
    """
    owner, texts = Owner("service", str(service.public_id)), RecordTexts(service)
    contacts = contacts_of(links["channels"], owner, terms)
    minimum, maximum = _ages(service)
    assured = service.assured_date
    return known(
        id=owner.id,
        organization_id=organization["id"],
        name=texts("name"),
        alternate_name="; ".join(service.alternate_names),
        description=with_doubt(texts("description"), texts("doubt")),
        url=page_url("directory:service", service.slug),
        additional_urls=contacts.links,
        email=contacts.email,
        status=service.status.replace("_", " "),
        interpretation_services=texts("interpretation_services"),
        application_process=texts("application_process"),
        fees_description=texts("fees_description"),
        eligibility_description=texts("eligibility_description"),
        minimum_age=minimum,
        maximum_age=maximum,
        assured_date=assured.isoformat() if assured else None,
        assurer_email=settings.CONTACT_EMAIL if assured else None,
        alert=texts("alert"),
        phones=contacts.phones,
        schedules=schedules_of(_hours(service, links["channels"]), owner),
        service_areas=[
            places.service_area_facts(area, service)
            for area in sorted(links["service_areas"], key=lambda area: area.code)
        ],
        service_at_locations=[
            places.at_location_facts(place, service, terms) for place in links["locations"]
        ],
        languages=[
            {
                "id": derived_id_text("language", service.public_id, code),
                "service_id": owner.id,
                "name": language_name(code, current_language()),
                "code": code,
            }
            for code in service.languages
        ],
        attributes=[
            *_facets(service, links, owner, terms),
            *_manners(service, owner, terms),
            *_statements(service, owner, terms, texts),
            *terms.certainty(owner, service.certainty),
            *terms.remarks(owner, texts),
        ],
        organization=organization,
    )


def without_lists(facts: Facts) -> Facts:
    """Return an object as a list has it."""
    return {name: fact for name, fact in facts.items() if name not in NESTED_LISTS}


def _facets(
    service: Service, links: Mapping[str, list[Any]], owner: Owner, terms: Terms
) -> list[Facts]:
    """Return whom and what it is for: a rule of three values, its codes, and its exceptions."""
    rows = []
    for facet in FACETS.values():
        taxonomy, kind = taxonomy_of(facet.name), "eligibility" if facet.rule else facet.name
        if facet.rule:
            rule = f"{facet.name}:{getattr(service, facet.rule)}"
            rows.append(terms.attribute(owner, kind, ("accepts", rule)))
        if not facet.rule or getattr(service, facet.rule) == FacetRule.ONLY:
            codes = (
                [term.code for term in links[facet.values]]
                if facet.is_taxonomy
                else getattr(service, facet.values)
            )
            rows += [terms.attribute(owner, kind, (taxonomy, code)) for code in codes]
        if facet.excluded:
            rows += [
                terms.attribute(owner, "exclusion", (taxonomy, code))
                for code in getattr(service, facet.excluded)
            ]
    return rows


def _manners(service: Service, owner: Owner, terms: Terms) -> list[Facts]:
    """Return how one gets in, what it costs, and what happens with what one tells."""
    telling = [f"{name}:{getattr(service, name)}" for name in TELLING]
    return [
        *(terms.attribute(owner, "leads", ("phase", code)) for code in service.leading_phases),
        terms.attribute(owner, "intake", ("intake", service.intake)),
        terms.attribute(owner, "cost", ("cost", service.cost)),
        terms.attribute(owner, "interpreter", ("interpreter", service.interpreter)),
        *(terms.attribute(owner, "telling", ("telling", code)) for code in telling),
    ]


def _statements(
    service: Service, owner: Owner, terms: Terms, texts: RecordTexts
) -> Iterator[Facts]:
    """Yield what has no column in HSDS, in its own words."""
    for name in ("disclosure", "wait_time", "doubt"):
        yield from terms.statement(owner, name, texts(name))
    yield from terms.statement(owner, "opening_hours", service.opening_hours)
    for name in service.alternate_names:
        yield from terms.statement(owner, "alternate_name", name)


def _ages(service: Service) -> tuple[int | None, int | None]:
    """Return the ages between which it takes people; the rule says whether that is known."""
    if service.age_rule != FacetRule.ONLY:
        return None, None
    groups = frozenset(AgeGroup(code) for code in service.age_groups)
    return AGES.get(groups, (None, None))


def _hours(service: Service, channels: Iterable[Channel]) -> str:
    """Return its own hours, or those of its channels where all that have hours have the same."""
    own = service.opening_hours
    hours = {own} if own else {channel.opening_hours for channel in channels} - {""}
    return hours.pop() if len(hours) == 1 else ""
