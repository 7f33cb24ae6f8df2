"""No way in for a secret address: what a document brings around a secret place is read as a whole.

A form, a sheet, an organization's own correction, a proposal, an old version, a replacement and the
starter content all become documents, and every document is checked here.
"""

from django.core.exceptions import ValidationError
from django.http import QueryDict

from directory.desk.secret_places import known_place, without_places
from directory.models import Channel, Location, Need, Organization, OrganizationKind, Service
from directory.models.confidentiality import address_problem, address_problems
from editorial.documents import notes, validation
from editorial.documents.keys import key_in
from editorial.documents.validation import Draft
from editorial.models import ContentModel


def refuse_addresses(draft: Draft) -> None:
    """Refuse every address in an entry around a secret place, its rows and its services included.

    At most three queries if the entry is a service, or an organization.
    """
    match draft.record:
        case Organization() as organization:
            _refuse_around_organization(draft, organization)
        case Service() as service:
            _refuse_around_service(draft, service)


def _refuse_around_organization(draft: Draft, organization: Organization) -> None:
    rows = [row.record for row in draft.children.get("locations", [])]
    places = [place for place in rows if isinstance(place, Location)]
    secret = [place.key for place in places if place.confidential]
    saved = draft.saved if isinstance(draft.saved, Organization) else organization
    shelters = organization.shelters_people or saved.shelters_people
    organization.has_public_place = any(place.is_public for place in places)
    organization.has_secret_place = bool(secret) or (shelters and not organization.has_public_place)
    if organization.has_secret_place:
        _refuse_in_rows(draft)
        if saved is not organization:
            _refuse_in_services(draft, saved, secret)


def _refuse_around_service(draft: Draft, service: Service) -> None:
    """Refuse addresses in a service; one that shelters people has a secret place till told."""
    places: list[Location] = draft.chosen.get("locations", [])
    needs: list[Need] = draft.chosen.get("needs", [])
    organization = service.organization
    is_public = any(place.is_public for place in places)
    shelters = not is_public and any(need.is_shelter for need in needs)
    if shelters or organization.has_secret_place or any(place.confidential for place in places):
        _refuse_in_rows(draft)
    if shelters and not organization.has_public_place:
        for _name, problem in address_problems(organization):
            draft.source.refuse(f"{organization}: {problem}")


def _refuse_in_rows(draft: Draft) -> None:
    for part in draft.with_rows():
        for name, problem in address_problems(part.record):
            part.source.refuse(problem, name)


def _refuse_in_services(draft: Draft, organization: Organization, secret: list[str]) -> None:
    """Refuse a secret place beside services that give another address than its own away.

    Its own is erased from them when it becomes secret: one click is enough in an emergency.
    """
    hidden = Location.objects.filter(key__in=secret, confidential=False)
    erase = without_places([known_place(place, place) for place in hidden])
    for service in Service.all_objects.all().around(organization, places=secret):
        for _name, problem in address_problems(service, without=erase):
            draft.source.refuse(f"{service}: {problem}")


def refuse_address_in_note(record: ContentModel, note: str) -> None:
    """Refuse an address in what is noted about an entry or a channel around a secret place."""
    problem = address_problem(note)
    if problem and _is_around_a_secret_place(record):
        raise ValidationError(problem, code="address")


def _is_around_a_secret_place(record: ContentModel) -> bool:
    match record:
        case Organization():
            return record.has_secret_place
        case Channel():
            return record.organization.has_secret_place
        case Service():
            shelters = Service.all_objects.filter(pk=record.pk).sheltering().exists()
            is_secret = record.locations.filter(confidential=True).exists()
            return shelters or is_secret or record.organization.has_secret_place
    return False


EMPTY_ROW = "__prefix__"
"""What stands for the number of a row in the empty one that scripts copy."""

PLACE_FIELDS = frozenset({"address_1", "postal_code", "city", "latitude", "longitude"})


def may_draft_form(record: ContentModel | None, form: QueryDict) -> bool:
    """Return whether an unfinished form says nothing of where a secret place is.

    Of a new record nobody knows yet, so it counts as one with a secret place. Three queries.
    """
    becomes_secret = (
        any(name.endswith("-confidential") and EMPTY_ROW not in name for name in form)
        or form.get("kind") == OrganizationKind.SHELTER
        or any(need.is_shelter for need in Need.objects.filter(pk__in=_keys(form, "needs")))
    )
    if record is not None and not becomes_secret and not _is_around_a_secret_place(record):
        return True
    return not any(
        value and (name.rpartition("-")[2] in PLACE_FIELDS or address_problem(value))
        for name, values in form.lists()
        for value in values
    )


def _keys(form: QueryDict, name: str) -> list[int]:
    return [key for text in form.getlist(name) if (key := key_in(text)) is not None]


def connect() -> None:
    """Have every document checked, and every note beside one."""
    validation.register_check(refuse_addresses)
    notes.register_check(refuse_address_in_note)
    notes.register_form_check(may_draft_form)
