"""Making a place secret: its address leaves the location and every copy in the same transaction."""

from collections.abc import Iterator
from typing import Any

from django.db.models.signals import post_save, pre_save

from directory.models import Location, Service
from directory.models.location import ADDRESS_FIELDS
from directory.secrecy import find_street_address
from editorial.audit import record_event
from editorial.document import Document
from editorial.erasure import rewrite_copies
from editorial.models import AuditAction, Entry

ERASED = "…"
COORDINATES = ("latitude", "longitude")


def _note_secrecy(sender: Any, instance: Location, **kwargs: Any) -> None:
    """Find out before a save whether the place was secret already: one query."""
    known = Location.objects.filter(pk=instance.pk) if instance.pk else Location.objects.none()
    instance._was_confidential = known.filter(confidential=True).exists()  # type: ignore[attr-defined]


def _forget_address(sender: Any, instance: Location, **kwargs: Any) -> None:
    """Erase the address of a place that has just become secret from every copy."""
    if not instance.confidential or instance._was_confidential:  # type: ignore[attr-defined]
        return
    entries: list[Entry] = [
        instance.organization,
        *Service.all_objects.filter(organization=instance.organization),
    ]

    def without_address(document: Document) -> Document:
        return _without_addresses(_without_place(document, instance.key))

    if rewrite_copies(entries, without_address):
        fields = [*ADDRESS_FIELDS, *COORDINATES]
        record_event(AuditAction.ADDRESS_ERASED, target=instance, fields=fields)


def _without_place(document: Document, key: str) -> Document:
    """Empty the address of one location of a document, and take its town out of its texts."""
    if "locations" not in document:
        return document
    rows = [
        _without_address(row) if row.get("key") == key else row for row in document["locations"]
    ]
    return {**document, "locations": rows}


def _without_address(row: Document) -> Document:
    town = row.get("city") or ""
    texts = {
        name: value.replace(town, ERASED)
        for name, value in row.items()
        if town and isinstance(value, str) and name != "key"
    }
    return {
        **row,
        **texts,
        "confidential": True,
        **dict.fromkeys(ADDRESS_FIELDS, ""),
        **dict.fromkeys(COORDINATES, None),
    }


def _without_addresses(document: Document) -> Document:
    """Replace what looks like an address in every text, rows of other places excepted."""
    return dict(_cleaned(document))


def _cleaned(document: Document) -> Iterator[tuple[str, Any]]:
    for name, value in document.items():
        if isinstance(value, str) and name not in ADDRESS_FIELDS:
            yield name, _without_street(value)
        elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
            yield name, [_without_addresses(row) for row in value]
        else:
            yield name, value


def _without_street(text: str) -> str:
    while found := find_street_address(text):
        text = text.replace(found, ERASED)
    return text


def connect() -> None:
    """Listen to every save of a location."""
    pre_save.connect(_note_secrecy, sender=Location, dispatch_uid="directory.note_secrecy")
    post_save.connect(_forget_address, sender=Location, dispatch_uid="directory.forget_address")
