"""The yearly reorganization of municipalities: what merges, is divided or gets a new name.

Coverage, places and postcodes go along, and the code and name of the past keep leading to help.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from directory.models import (
    Area,
    AreaKind,
    AreaMember,
    FormerMunicipality,
    Place,
    PlaceKind,
    Postcode,
    Service,
)
from editorial.audit.log import acting_as, record_event
from editorial.documents.document import document_of
from editorial.models import AuditAction, VersionReason
from editorial.publishing.bulk import ChangeContext, EntryChange, write_change
from editorial.publishing.guards import AnswerImpact
from editorial.translations.sources import note_translations

COMMAND = "reorganize_municipalities"
COLUMNS = ("old_code", "new_code", "new_name", "date", "kind", "note")
MAIN, PARTLY = "main", "partly"
CODE = re.compile(r"GM\d{4}")

ONE_OF_EACH = frozenset(
    {
        AreaKind.PROVINCE,
        AreaKind.SAFETY_REGION,
        AreaKind.POLICE_UNIT,
        AreaKind.GGD_REGION,
        AreaKind.LABOUR_MARKET_REGION,
    }
)
"""Regions of which every municipality lies in exactly one."""


class InvalidReorganization(Exception):
    """The file cannot be carried out as it is, and nothing was changed; each line says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the file: a municipality that goes, wholly or partly, into another.

    A municipality that is divided has one line of kind ``main``, for where most of it goes, and a
    line of kind ``partly`` for each other. The same old and new code is a new name.
    """

    line: int
    old_code: str
    new_code: str
    new_name: str
    date: date
    kind: str = MAIN
    note: str = ""


def read_changes(path: Path) -> list[Change]:
    """Read the file; raise ``InvalidReorganization`` with every line that makes no sense."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS[:4] if name not in (reader.fieldnames or ())]
        if missing:
            raise InvalidReorganization(f"{path}:1: columns are missing: {', '.join(missing)}")
        rows = [(reader.line_num, row) for row in reader]
    problems, changes = [], []
    for line, row in rows:
        try:
            changes.append(_change(line, {name: (row.get(name) or "").strip() for name in COLUMNS}))
        except ValueError as error:
            problems.append(f"{path}:{line}: {error}")
    problems += [f"{path}:{line}: {problem}" for line, problem in _contradictions(changes)]
    if problems:
        raise InvalidReorganization("\n".join(problems))
    return changes


def _change(line: int, row: dict[str, str]) -> Change:
    for name in ("old_code", "new_code"):
        if not CODE.fullmatch(row[name]):
            raise ValueError(f"{name} “{row[name]}” is no code like GM0363")
    if not row["new_name"]:
        raise ValueError("new_name is missing")
    kind = row["kind"] or MAIN
    if kind not in {MAIN, PARTLY}:
        raise ValueError(f"kind “{kind}” is neither {MAIN} nor {PARTLY}")
    day = date.fromisoformat(row["date"])
    return Change(line, row["old_code"], row["new_code"], row["new_name"], day, kind, row["note"])


def _contradictions(changes: list[Change]) -> Iterator[tuple[int, str]]:
    names: dict[str, str] = {}
    mains = {change.old_code: change for change in changes if change.kind == MAIN}
    for change in changes:
        if names.setdefault(change.new_code, change.new_name) != change.new_name:
            yield change.line, f"{change.new_code} has two names in this file"
        if change.kind == MAIN and mains[change.old_code] is not change:
            yield change.line, f"{change.old_code} has two lines of kind {MAIN}"
        if change.kind == PARTLY and change.old_code not in mains:
            yield change.line, f"{change.old_code} has no line of kind {MAIN}: where did most go?"


def reorganize(changes: Iterable[Change], *, today: date, dry_run: bool = False) -> list[str]:
    """Carry out what is in force, in one transaction, and return what was done, line by line.

    What was done before is passed over, so the file may be used again. A dry run does the same and
    takes it back. Services get a version in their history, and every area a line in the audit log.
    Raises ``ValidationError`` if somebody would be left without a first contact.
    """
    with transaction.atomic(), acting_as(COMMAND):
        before = AnswerImpact(Service)
        said = list(_apply(changes, today))
        before.refuse_new_problems()
        transaction.set_rollback(dry_run)
    return said


def _apply(changes: Iterable[Change], today: date) -> Iterator[str]:
    for change in sorted(changes, key=lambda change: (change.date, change.kind != PARTLY)):
        if change.date > today:
            yield f"{change.old_code}: not in force before {change.date}; left as it is."
            continue
        old = Area.objects.municipalities().filter(code=change.old_code).first()
        if old is None:
            yield from _missing_codes(change)
        elif change.old_code == change.new_code:
            yield from _rename(old, change)
        else:
            new = Area.objects.municipalities().filter(code=change.new_code).first()
            if new is None:
                new = _create(change, old)
                yield f"{new.code} {new.name_nl}: new, on {change.date}."
            if change.kind == PARTLY:
                yield from _partly_moved(old, new, change)
            else:
                yield from _merge(old, new, change)


def _missing_codes(change: Change) -> Iterator[str]:
    former = FormerMunicipality.objects.filter(old_code=change.old_code)
    if not former.exists():
        raise InvalidReorganization(
            f"line {change.line}: there is no municipality {change.old_code}, and never was one"
        )
    yield f"{change.old_code}: already done."


def _rename(area: Area, change: Change) -> Iterator[str]:
    if area.name_nl == change.new_name:
        yield f"{area.code}: already done."
        return
    former = area.name_nl
    area.name_nl = area.name_en = change.new_name
    area.save()
    note_translations(area)
    record_event(AuditAction.CHANGED, target=area, fields=["name_nl", "name_en"])
    _keep_name(former, area)
    yield f"{area.code} {former}: is called {change.new_name} from now on."


def _create(change: Change, old: Area) -> Area:
    """Make a new municipality where the first of its parts lies."""
    new = Area.objects.create(
        code=change.new_code,
        kind=AreaKind.MUNICIPALITY,
        name_nl=change.new_name,
        name_en=change.new_name,
        latitude=old.latitude,
        longitude=old.longitude,
    )
    for membership in old.belongings.select_related("area"):
        AreaMember.objects.create(area=membership.area, municipality=new)
    note_translations(new)
    record_event(AuditAction.ADDED, target=new)
    return new


def _partly_moved(old: Area, new: Area, change: Change) -> Iterator[str]:
    """Let the other part of a divided municipality keep its help, and be offered as a choice."""
    covered = _extend_services(old, {old.code, new.code})
    _remember(old.code, old.name_nl, new, change)
    _keep_name(old.name_nl, new)
    record_event(AuditAction.CHANGED, target=new, fields=["former_municipalities"])
    yield f"{old.code} {old.name_nl}: goes partly to {new.code} {new.name_nl}."
    yield f"  {covered} services cover both."
    yield "  Check by hand which of its places and postcodes belong there."


def _merge(old: Area, new: Area, change: Change) -> Iterator[str]:
    """Move all that refers to a municipality, and remove it."""
    yield f"{old.code} {old.name_nl}: goes to {new.code} {new.name_nl} on {change.date}."
    yield f"  services: {_extend_services(old, {new.code})}"
    yield from _move_memberships(old, new)
    yield f"  places: {_move_places(old, new)}"
    yield f"  postcodes: {_move_postcodes(old, new)}"
    yield f"  older names of the past: {_move_former(old, new)}"
    _remember(old.code, old.name_nl, new, change)
    _keep_name(old.name_nl, new)
    moved = ["belongings", "places", "postcodes", "former_municipalities"]
    record_event(AuditAction.CHANGED, target=new, fields=moved)
    record_event(AuditAction.DELETED, target=old)
    old.delete()


def _extend_services(old: Area, instead: set[str]) -> int:
    """Let every service that covers a municipality cover these instead; return how many did."""
    covered = list(Service.all_objects.filter(service_areas=old).order_by("pk"))
    context = ChangeContext(None, COMMAND, VersionReason.IMPORTED, at_once=True)
    for service in covered:
        base = document_of(service)
        areas = sorted({*base["service_areas"], *instead} - ({old.code} - instead))
        change = EntryChange.of(service, base, {**base, "service_areas": areas})
        write_change(change, context)
    return len(covered)


def _move_memberships(old: Area, new: Area) -> Iterator[str]:
    """Join the free regions of the old municipality; of other regions, keep those of the new."""
    present = {membership.area.kind: membership.area for membership in _belongings(new)}
    for membership in _belongings(old):
        region = membership.area
        if region.kind in ONE_OF_EACH:
            kept = present.get(region.kind)
            if kept is None:
                AreaMember.objects.create(area=region, municipality=new)
            elif kept != region:
                yield f"  {region.name_nl} becomes {kept.name_nl}: check that this is right."
            continue
        _joined, is_new = AreaMember.objects.get_or_create(area=region, municipality=new)
        if is_new:
            yield f"  {new.name_nl} joins {region.name_nl} as a whole: check that this is right."


def _belongings(municipality: Area) -> list[AreaMember]:
    return list(municipality.belongings.select_related("area").order_by("area__code"))


def _move_places(old: Area, new: Area) -> int:
    places = list(old.places.all())
    for place in places:
        Place.objects.get_or_create(
            name=place.name,
            kind=place.kind,
            municipality=new,
            defaults={"certainty": place.certainty},
        )
    return len(places)


def _move_postcodes(old: Area, new: Area) -> int:
    """Move them; where both lie in a postcode, together they hold what each held."""
    postcodes = list(old.postcodes.all())
    for postcode in postcodes:
        moved, is_new = Postcode.objects.get_or_create(
            pc4=postcode.pc4,
            municipality=new,
            defaults={
                "main": postcode.main,
                "area_share": postcode.area_share,
                "certainty": postcode.certainty,
            },
        )
        if not is_new:
            moved.main = moved.main or postcode.main
            if moved.area_share is not None and postcode.area_share is not None:
                moved.area_share = min(1.0, round(moved.area_share + postcode.area_share, 2))
            moved.save()
    return len(postcodes)


def _move_former(old: Area, new: Area) -> int:
    former = list(old.former_municipalities.all())
    for past in former:
        FormerMunicipality.objects.get_or_create(
            old_code=past.old_code,
            current=new,
            defaults={"old_name": past.old_name, "date": past.date, "note": past.note},
        )
    return len(former)


def _remember(code: str, name: str, current: Area, change: Change) -> None:
    FormerMunicipality.objects.get_or_create(
        old_code=code,
        current=current,
        defaults={"old_name": name, "date": change.date, "note": change.note},
    )


def _keep_name(name: str, municipality: Area) -> None:
    """Let the name of the past lead to the municipality of today."""
    Place.objects.get_or_create(
        name=name, municipality=municipality, kind=PlaceKind.FORMER_MUNICIPALITY
    )
