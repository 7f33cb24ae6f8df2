"""No way in for a secret address: what a document brings around a secret place is read as a whole.

A form, a sheet, an organization's own correction, a proposal, an old version, a replacement and the
starter content all become documents, and every document is checked here.
"""

from directory.desk.secret_places import known_place, without_places
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
    if secret:
        _refuse_in_rows(draft)
        if draft.saved is not None:
            _refuse_in_services(draft, draft.saved, secret)


def _refuse_in_rows(draft: Draft) -> None:
    for part in draft.with_rows():
        for name, problem in address_problems(part.record):
            if not _is_kept_key(part, name):
                part.source.refuse(problem, name)


def _is_kept_key(part: Draft, name: str) -> bool:
    """Return whether a column is a key that is in use: others refer to it, so it cannot change."""
    is_key = part.model.key_fields == (name,)
    return is_key and part.model._default_manager.filter(**{name: part.key}).exists()


def _refuse_in_services(draft: Draft, organization: ContentModel, secret: list[str]) -> None:
    """Refuse a secret place beside services that give another address than its own away.

    Its own is erased from them when it becomes secret: one click is enough in an emergency.
    """
    hidden = Location.objects.filter(key__in=secret, confidential=False)
    erase = without_places([known_place(place, place) for place in hidden])
    for service in Service.all_objects.all().around(organization, places=secret):
        for _name, problem in address_problems(service, without=erase):
            draft.source.refuse(f"{service}: {problem}")


def connect() -> None:
    """Have every document checked."""
    register_check(refuse_addresses)
