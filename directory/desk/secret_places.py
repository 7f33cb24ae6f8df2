"""Making a place secret: its address leaves the location and every copy in the same transaction."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models.signals import post_save, pre_save

from directory.formats.readable_text import readable
from directory.formats.street_addresses import find_street_address
from directory.models import Location, Service
from directory.models.location import ADDRESS_FIELDS
from editorial.audit.log import record_event
from editorial.documents.document import Document, document_of
from editorial.erasure.copies import rewrite_copies
from editorial.models import AuditAction, Entry, EntryVersion, Proposal

ERASED = "…"
COORDINATES = ("latitude", "longitude")
BETWEEN_WORDS = r"(?:[\s.,+_-]|%20|%2C)*"
STREET = re.compile(r".*?[^\W\d]{2}.*?(?=[\s.,]+\d)")
SHORT_STREET = 7

Erase = Callable[[str], str]


def _note_secrecy(sender: Any, instance: Location, **kwargs: Any) -> None:
    """Keep, before a save, the place as it was: one query."""
    known = Location.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._as_it_was = known  # type: ignore[attr-defined]


def _forget_address(sender: Any, instance: Location, **kwargs: Any) -> None:
    """Erase the address of a place that has just become secret, from what is live and every copy.

    From copies goes whatever looks like an address, for nobody reads them one by one. In what is
    live another address is a mistake, and refused (see ``directory.desk.secret_texts``).
    """
    as_it_was: Location | None = instance._as_it_was  # type: ignore[attr-defined]
    if not instance.confidential or (as_it_was is not None and as_it_was.confidential):
        return
    place = known_place(instance, as_it_was)
    without_place = without_places([place])
    without_any = without_addresses(without_place)
    if rewrite_copies(
        list(_entries_around(instance)),
        lambda document: _erased(document, place, without_any),
        rewrite_live=lambda row: _erased(row, place, without_place),
    ):
        fields = [*ADDRESS_FIELDS, *COORDINATES]
        record_event(AuditAction.ADDRESS_ERASED, target=instance, fields=fields)


def _entries_around(place: Location) -> Iterator[Entry]:
    """Yield the organization of a place, the services around it, and those deleted since."""
    yield place.organization
    yield from Service.all_objects.all().around(place.organization, places=[place.key])
    gone = EntryVersion.objects.filter(
        entry_model=Service._meta.label, document__organization=place.organization.slug
    ).exclude(entry_id__in=Service.all_objects.values("pk"))
    for pk, slug in gone.order_by().values_list("entry_id", "document__slug").distinct():
        yield Service(pk=pk, slug=slug)


@dataclass(slots=True)
class SecretPlace:
    """A place with all that anything ever said of where it is."""

    key: str
    others: frozenset[str] = frozenset()
    """The keys of the public places of the same organization."""
    addresses: set[str] = field(default_factory=set)
    towns: set[str] = field(default_factory=set)
    coordinates: set[Decimal] = field(default_factory=set)

    def note(self, row: Document) -> None:
        """Take over what a row says."""
        self.addresses |= {row.get(name) or "" for name in ("address_1", "postal_code")} - {""}
        self.towns |= {row.get("city") or ""} - {""}
        self.coordinates |= {Decimal(row[name]) for name in COORDINATES if row.get(name)}

    def is_in(self, row: Document) -> bool:
        """Return whether a row of a document is this place, under an earlier key too."""
        if row.get("key") == self.key or row.get("key") in self.others:
            return row.get("key") == self.key
        return bool(self.addresses & {row.get(name) for name in ("address_1", "postal_code")})

    def emptied(self, row: Document) -> Document:
        """Return a row of this place without address, and without its town in any text."""
        without = _any_of(map(_written, self.towns), re.IGNORECASE)
        texts = {
            name: without.sub(ERASED, value)
            for name, value in row.items()
            if isinstance(value, str) and name != "key"
        }
        nowhere = dict.fromkeys(ADDRESS_FIELDS, "") | dict.fromkeys(COORDINATES)
        return {**row, **texts, **nowhere, "confidential": True}

    @property
    def streets(self) -> set[str]:
        """Return the streets of its addresses, without the number."""
        return {street[0] for address in self.addresses if (street := STREET.match(address))}


def known_place(place: Location, as_it_was: Location | None) -> SecretPlace:
    """Return where a place is, was in any version, or would be by any proposal."""
    public = Location.objects.filter(organization=place.organization_id, confidential=False)
    others = public.exclude(pk=place.pk).values_list("key", flat=True)
    known = SecretPlace(place.key, frozenset(others))
    if as_it_was is not None:
        known.note(document_of(as_it_was))
    versions = EntryVersion.objects.of(place.organization).values_list("document")
    proposals = Proposal.objects.of(place.organization).values_list("document", "base_document")
    for rows in (versions, proposals):
        for documents in rows.iterator(chunk_size=100):
            for row in (row for found in documents for row in found.get("locations", ())):
                if row.get("key") == place.key:
                    known.note(row)
    return known


def _erased(value: Any, place: SecretPlace, erase: Erase) -> Any:
    """Return a value, however deep, with every text erased; other public places keep theirs."""
    if isinstance(value, str):
        return erase(value)
    if isinstance(value, list):
        return [_erased(part, place, erase) for part in value]
    if not isinstance(value, dict):
        return value
    kept: tuple[str, ...] = ()
    if "address_1" in value:
        if place.is_in(value):
            value = place.emptied(value)
        elif not value.get("confidential"):
            kept = (*ADDRESS_FIELDS, *COORDINATES)
    return {
        name: part if name in kept else _erased(part, place, erase) for name, part in value.items()
    }


def without_places(places: Iterable[SecretPlace]) -> Erase:
    """Return what erases places from a text, however they are written.

    A street of one short word may be a word of its own, such as "markt": it goes where it has a
    capital, or where nothing has. What can be read only once a text is decoded takes all along.
    """
    written: list[str] = []
    short: list[str] = []
    for place in places:
        numbered = [address for address in place.addresses if any(map(str.isdigit, address))]
        written += [*map(_written, numbered), *map(_decimals, place.coordinates)]
        for street in place.streets:
            (short if len(street) <= SHORT_STREET else written).append(_written(street))
    known = _any_of(written, re.IGNORECASE)
    as_name, as_word = _any_of(short), _any_of(short, re.IGNORECASE)

    def erase(text: str) -> str:
        text = known.sub(ERASED, text)
        if known.search(readable(text)):
            return ERASED
        return (as_word if text == text.lower() else as_name).sub(ERASED, text)

    return erase


def without_addresses(without_known: Erase) -> Erase:
    """Return what erases all that looks like an address too.

    What cannot be cut out of a text, for it is there only once links are decoded, takes the whole
    text along.
    """

    def erase(text: str) -> str:
        text = without_known(text)
        while found := find_street_address(text):
            if found not in text:
                return ERASED
            text = text.replace(found, ERASED)
        return text

    return erase


def _any_of(patterns: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """Return the pattern of whichever fits, the longest first; of none it fits nothing."""
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)) or "(?!)", flags)


def _written(name: str) -> str:
    """Return the pattern of an address or name as it may be written, in a link or a key too."""
    words = BETWEEN_WORDS.join(map(re.escape, re.findall(r"\d+|[^\W\d_]+", name)))
    return rf"(?<![^\W_]){words}(?![^\W_])"


def _decimals(number: Decimal) -> str:
    """Return the pattern of a coordinate, written as far as to tell one street from the next."""
    whole, cut = str(number.quantize(Decimal("0.001"), ROUND_DOWN)).split(".")
    _whole, rounded = str(number.quantize(Decimal("0.001"))).split(".")
    return rf"(?<!\d){whole}[.,](?:{cut}|{rounded})\d*"


def connect() -> None:
    """Listen to every save of a location."""
    pre_save.connect(_note_secrecy, sender=Location, dispatch_uid="directory.note_secrecy")
    post_save.connect(_forget_address, sender=Location, dispatch_uid="directory.forget_address")
