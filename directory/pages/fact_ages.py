"""How old the facts are, and how much of the help a person checked."""

from dataclasses import dataclass
from statistics import median_low

from directory.models import Channel, Organization, OrganizationFact, Service, ServiceFact


@dataclass(frozen=True, slots=True)
class FactAges:
    """Sources of facts by year, and services by whether a person checked them or a number.

    Half of the sources with a date are of ``middle`` or earlier. Years are None without facts.
    """

    facts: int
    undated: int
    oldest: int | None
    middle: int | None
    newest: int | None
    services: int
    checked: int


def fact_ages() -> FactAges:
    """Count what is public: five queries."""
    services, organizations = Service.objects.all(), Organization.objects.all()
    facts = [
        *ServiceFact.objects.filter(service__in=services),
        *OrganizationFact.objects.filter(organization__in=organizations),
    ]
    years = sorted(fact.year for fact in facts if fact.year is not None)
    checked = set(services.exclude(assured_date=None).values_list("pk", flat=True))
    checked_numbers = Channel.objects.exclude(assured_date=None).values_list("services", flat=True)
    return FactAges(
        facts=len(facts),
        undated=len(facts) - len(years),
        oldest=years[0] if years else None,
        middle=median_low(years) if years else None,
        newest=years[-1] if years else None,
        services=services.count(),
        checked=len(checked | set(checked_numbers) - {None}),
    )
