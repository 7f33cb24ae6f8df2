"""Regional contact points that nobody confirmed lately, and since when a source names them.

A point of a region advises, listens or coordinates care, and does no more. What is known of one is
often old, for the work moves between organizations; so a need chooses none of them. One of which a
source of ``FIRST_YEAR`` or later says that victims may come themselves may stand beside the first
contact, with the year of that source; the others are found in the list, with their doubt.
"""

from collections.abc import Mapping

from django.db.models import F, Max

from directory.first_contact.candidates import CONTACT_CHANNELS
from directory.models import AreaKind, Audience, DateIs, FactField, Need, Service, ServiceFact
from editorial.models.entry import Certainty

FIRST_YEAR = 2023

NEEDS_OF_A_POINT = ("advice", "coordination", "talk", "tip")

SAYS_WHO_MAY_COME = (FactField.AUDIENCES, FactField.INTAKE)
"""The facts whose source counts."""


def load_regional_points() -> Mapping[int, int | None]:
    """Return the year of the source, or None, by the key of each regional point: 2 queries."""
    stated = stated_years()
    more_than_a_point = Need.objects.exclude(code__in=NEEDS_OF_A_POINT)
    points = Service.objects.exclude(service_areas__kind=AreaKind.COUNTRY).exclude(
        needs__in=more_than_a_point
    )
    return {key: stated.get(key) for key in points.order_by("pk").values_list("pk", flat=True)}


def stated_years() -> dict[int, int]:
    """Return the year of the newest source, by the key of each service that has one: 1 query.

    It says that victims may come themselves, and the service has a number or address of its own
    that is not to be checked: another's number leads past it. A source of "about" a year, or of a
    year "or earlier", is not known to be of that year or later.
    """
    services = Service.objects.filter(
        channels__organization=F("organization"),
        channels__kind__in=CONTACT_CHANNELS,
        channels__certainty__in=[Certainty.READ, Certainty.PRACTICE],
    )
    found = (
        ServiceFact.objects.filter(
            service__in=services,
            field__in=SAYS_WHO_MAY_COME,
            date_is__in=[DateIs.ON, DateIs.AFTER],
            source_date__gte=str(FIRST_YEAR),
        )
        .exclude(certainty=Certainty.TO_BE_CHECKED)
        .order_by("service")
        .values_list("service", "service__audiences")
        .annotate(newest=Max("source_date"))
    )
    return {
        service: int(newest[:4])
        for service, audiences, newest in found
        if Audience.VICTIM in audiences
    }
