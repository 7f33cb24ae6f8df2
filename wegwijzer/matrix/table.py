"""The matrix as rows: what each organization does in each phase, and where it leads."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, TypeVar

from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from directory.formats.folding import fold
from directory.matching.bitset import Bits, indices_of
from directory.matching.matcher import Matcher, Question
from directory.models import CoverageLevel, Organization, Phase, Service
from directory.models.choices import MAIN_PHASES
from editorial.languages import current_language
from editorial.reading.router import kept
from editorial.reading.rows import load_rows
from editorial.translations.reader_texts import reader_text
from wegwijzer.matrix.owners import Owners

NAME_COLUMNS = (
    *("slug", "name", "name_nl", "name_en", "translated_from"),
    *("state", "publish_at", "expires_at"),
)
SERVICE_COLUMNS = (*NAME_COLUMNS, "status", "phases", "leading_phases")

MAX_ROWS = 250
"""More than a reader can use: who has so many chooses a place or a kind of help."""

MAX_ENTRIES = 2_000
"""That are kept, about 500 bytes each, in each process. When it is full it starts again."""

Record = TypeVar("Record", Service, Organization)
Entry = TypeVar("Entry")


@dataclass(frozen=True, eq=False, slots=True)
class Column:
    """A phase, or one of the main phases."""

    key: str
    label: Text
    phases: frozenset[str]


ALL_PHASES = tuple(Column(one.value, one.label, frozenset({one.value})) for one in Phase)
IN_MAIN_PHASES = tuple(
    Column(main.value, main.label, frozenset(phase.value for phase in phases))
    for main, phases in MAIN_PHASES.items()
)


@dataclass(frozen=True, eq=False, slots=True)
class MatrixEntry:
    """A service as it stands in a cell: the same in every cell, so its words are looked up once."""

    key: int
    name: str
    sort_key: str
    url: str
    phases: frozenset[str]
    leading_phases: frozenset[str]

    @classmethod
    def of(cls, service: Service) -> "MatrixEntry":
        """Return the entry of a service in the language of the page."""
        name = reader_text(service, "name")
        return cls(
            key=service.pk,
            name=name,
            sort_key=fold(name),
            url=service.get_absolute_url(),
            phases=frozenset(service.phases),
            leading_phases=frozenset(service.leading_phases),
        )


@dataclass(frozen=True, eq=False, slots=True)
class OrganizationEntry:
    """An organization as it stands before its row."""

    name: str
    sort_key: str
    url: str

    @classmethod
    def of(cls, organization: Organization) -> "OrganizationEntry":
        """Return the entry of an organization in the language of the page."""
        name = reader_text(organization, "name")
        return cls(name, fold(name), organization.get_absolute_url())


@dataclass(frozen=True, slots=True)
class Cell:
    """What an organization does in a phase, and whether it leads there."""

    entries: tuple[MatrixEntry, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Row:
    """An organization with what it does, phase by phase, and how near or wide that is."""

    organization: OrganizationEntry
    area_label: Text
    entries: tuple[MatrixEntry, ...]
    columns: tuple[Column, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return what it does in each column: worked out for a row that is not kept."""
        return tuple(_cell(column, self.entries) for column in self.columns)

    @property
    def filled_columns(self) -> str:
        """Return the numbers of the columns in which it does something, the first being 1."""
        return " ".join(str(place) for place, cell in enumerate(self.cells, 1) if cell.entries)


class Coordinator(NamedTuple):
    """A regional care coordinator: one service, and the organization that offers it."""

    service: MatrixEntry
    organization: OrganizationEntry


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does what, when. ``left_out`` is how many organizations more fit than are shown."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    coordinators: tuple[Coordinator, ...]
    total: int
    left_out: int


def columns_of(phases: Iterable[str], *, all_phases: bool) -> tuple[Column, ...]:
    """Return the columns: the main phases or all ten, those asked for if any were."""
    asked = frozenset(phases)
    columns = ALL_PHASES if all_phases else IN_MAIN_PHASES
    return tuple(column for column in columns if not asked or column.phases & asked)


def matrix_of(
    question: Question, columns: tuple[Column, ...], matcher: Matcher, owners: Owners
) -> Matrix:
    """Return all that fits: organizations by how near they work, then by name.

    2 queries for rows that are not kept. Regional care coordinators stand apart: each does the
    same in another region.
    """
    levels = _levels(question, matcher)
    keys_of = _keys_by_owner(levels, owners)
    shown = list(keys_of)[:MAX_ROWS]
    entries = _entries(key for number in shown for key in keys_of[number])
    rows: list[tuple[int, str, Row]] = []
    coordinators: list[Coordinator] = []
    for organization in _organizations(owners.organizations[number] for number in shown):
        offering = _kept("organizations in words", organization, OrganizationEntry.of)
        number = owners.number_of[organization.pk]
        found = [entries[key] for key in keys_of[number] if key in entries]
        coordinators += [
            Coordinator(entry, offering) for entry in found if entry.key in owners.coordinators
        ]
        others = tuple(entry for entry in found if entry.key not in owners.coordinators)
        if others:
            level = min(levels[entry.key] for entry in others)
            label = _area_label(question, level, others, owners)
            rows.append((level, offering.sort_key, Row(offering, label, others, columns)))
    return Matrix(
        columns=columns,
        rows=tuple(row for _level, _name, row in sorted(rows, key=itemgetter(0, 1))),
        coordinators=tuple(sorted(coordinators, key=lambda found: found.service.sort_key)),
        total=len(keys_of),
        left_out=len(keys_of) - len(shown),
    )


def _entries(keys: Iterable[int]) -> dict[int, MatrixEntry]:
    services = load_rows(
        "services of the matrix", keys, lambda: Service.objects.only(*SERVICE_COLUMNS)
    )
    return {
        key: _kept("services in words", service, MatrixEntry.of)
        for key, service in services.items()
        if service.is_published
    }


def _kept(name: str, record: Record, entry_of: Callable[[Record], Entry]) -> Entry:
    """Return the entry of a record, the very same each time: rows are kept by what is in them."""
    known: dict[tuple[str, int], Entry] = kept(name)
    key = current_language(), record.pk
    entry = known.get(key)
    if entry is None:
        if len(known) >= MAX_ENTRIES:
            known.clear()
        entry = known[key] = entry_of(record)
    return entry


def _organizations(keys: Iterable[int]) -> Iterable[Organization]:
    rows = load_rows(
        "organizations of the matrix", keys, lambda: Organization.objects.only(*NAME_COLUMNS)
    )
    return (row for row in rows.values() if row.is_published)


def _levels(question: Question, matcher: Matcher) -> dict[int, int]:
    """Return the services that fit, nearest first, each with its coverage level."""
    matching = matcher.matching(question)
    served: Iterable[tuple[int, Bits]] = [(int(CoverageLevel.COUNTRY), matching)]
    if question.municipality is not None:
        served = [
            (level, matching & bits) for level, bits in matcher.serving(question.municipality)
        ]
    return {matcher.keys[index]: level for level, bits in served for index in indices_of(bits)}


def _keys_by_owner(levels: Mapping[int, int], owners: Owners) -> dict[int, list[int]]:
    """Return the services that fit by the number of their organization, nearest first."""
    found: dict[int, list[int]] = {}
    for key in levels:
        number = owners.number_of_service.get(key)
        if number is not None:
            found.setdefault(number, []).append(key)
    return found


def _area_label(
    question: Question, level: int, entries: Iterable[MatrixEntry], owners: Owners
) -> Text:
    if question.municipality is not None:
        return CoverageLevel(level).label
    is_regional = all(entry.key in owners.regional for entry in entries)
    return _("In part of the country") if is_regional else ""


def _cell(column: Column, entries: Iterable[MatrixEntry]) -> Cell:
    found = tuple(entry for entry in entries if entry.phases & column.phases)
    return Cell(found, any(entry.leading_phases & column.phases for entry in found))
