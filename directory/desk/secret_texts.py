"""No way in for a secret address: what a document brings around a secret place is read as a whole.

A form, a sheet, an organization's own correction, a proposal, an old version, a replacement and the
starter content all become documents, and every document is checked here.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from directory.models import Location, Organization, Service
from directory.models.confidentiality import address_problems
from editorial.documents.validation import Draft, register_check
from editorial.models import ContentModel


def refuse_addresses(draft: Draft) -> None:
    """Refuse every address in an entry around a secret place, its rows and its services included.

    One query if the entry is a service, or an organization with such a place.
    """
    match draft.record:
        case Organization() as organization:
            _refuse_around_organization(draft, organization)
        case Service() as service:
            places: list[Location] = draft.chosen.get("locations", [])
            is_secret = any(place.confidential for place in places)
            if is_secret or service.organization.has_secret_place:
                _refuse_in_rows(draft)


def _refuse_around_organization(draft: Draft, organization: Organization) -> None:
    places = [row.record for row in draft.children.get("locations", [])]
    secret = [place.key for place in places if isinstance(place, Location) and place.confidential]
    organization.has_secret_place = bool(secret)
    if not secret:
        return
    _refuse_in_rows(draft)
    if draft.saved is not None:
        for service in services_around(draft.saved, secret):
            for _name, problem in address_problems(service):
                draft.source.refuse(f"{service}: {problem}")


def _refuse_in_rows(draft: Draft) -> None:
    for part in draft.with_rows():
        for name, problem in address_problems(part.record):
            part.source.refuse(problem, name)


def services_around(organization: ContentModel, places: Iterable[str]) -> QuerySet[Service]:
    """Return the services of an organization, and those of others in its places of these keys."""
    around = Q(organization=organization.pk) | Q(locations__key__in=list(places))
    return Service.all_objects.filter(around).distinct().order_by("pk")


def connect() -> None:
    """Have every document checked."""
    register_check(refuse_addresses)
