"""Making a place secret: its address leaves the location and every copy in the same transaction."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models.signals import post_save, pre_save

from directory.formats.street_addresses import find_street_address
from directory.models import Location, Service
from directory.models.location import ADDRESS_FIELDS
from editorial.audit.log import record_event
from editorial.documents.document import Document, document_of
from editorial.erasure.copies import rewrite_copies
from editorial.models import AuditAction, Entry, EntryVersion

ERASED = "…"
COORDINATES = ("latitude", "longitude")
BETWEEN_WORDS = r"(?:[\s.,+_-]|%20)*"

Erase = Callable[[str], str]


def _note_secrecy(sender: Any, instance: Location, **kwargs: Any) -> None:
    """Keep, before a save, the place as it was: one query."""
    known = Location.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._as_it_was = known  # type: ignore[attr-defined]


def _forget_address(sender: Any, instance: Location, **kwargs: Any) -> None:
    """Erase the address of a place that has just become secret from every copy."""
    as_it_was: Location | None = instance._as_it_was  # type: ignore[attr-defined]
    if not instance.confidential or (as_it_was is not None and as_it_was.confidential):
        return
    entries: list[Entry] = [
        instance.organization,
        *Service.all_objects.filter(organization=instance.organization),
    ]
    without_known = _without_any_of(_addresses_of(instance, as_it_was))

    def without_address(document: Document) -> Document:
        return _without_addresses(_without_place(document, instance.key), without_known)

    if rewrite_copies(entries, without_address):
        fields = [*ADDRESS_FIELDS, *COORDINATES]
        record_event(AuditAction.ADDRESS_ERASED, target=instance, fields=fields)


def _addresses_of(place: Location, as_it_was: Location | None) -> set[str]:
    """Return the streets and postcodes that a place has now or had in any version."""
    rows = [] if as_it_was is None else [document_of(as_it_was)]
    for version in EntryVersion.objects.of(place.organization).iterator(chunk_size=100):
        rows += [
            row for row in version.document.get("locations", ()) if row.get("key") == place.key
        ]
    known = {row.get(name) or "" for row in rows for name in ("address_1", "postal_code")}
    return {address for address in known if any(map(str.isdigit, address))}


def _without_any_of(addresses: Iterable[str]) -> Erase:
    """Return what erases these addresses from a text, written as in a link too."""
    written = [
        BETWEEN_WORDS.join(map(re.escape, re.findall(r"\d+|[^\W\d]+", address)))
        for address in addresses
    ]
    if not written:
        return lambda text: text
    found = re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)
    return lambda text: found.sub(ERASED, text)


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


def _without_addresses(document: Document, without_known: Erase) -> Document:
    """Replace what is or looks like an address in every text, rows of other places excepted."""
    return dict(_cleaned(document, without_known))


def _cleaned(document: Document, without_known: Erase) -> Iterator[tuple[str, Any]]:
    for name, value in document.items():
        if isinstance(value, str) and name not in ADDRESS_FIELDS:
            yield name, _without_street(without_known(value))
        elif isinstance(value, list) and all(isinstance(row, dict) for row in value):
            yield name, [_without_addresses(row, without_known) for row in value]
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
