"""The matrix as a page of rows: what each organization does in each phase."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from directory.facets import Text
from directory.matching.bitset import Bits, indices_of
from directory.matching.matcher import Matcher, Question
from directory.models import CoverageLevel, Organization, Phase, Service
from directory.models.choices import MAIN_PHASES
from editorial.translations.reader_texts import reader_text
from wegwijzer.matrix.owners import Owners

NAME_COLUMNS = ("slug", "name", "name_nl", "name_en", "translated_from")
SERVICE_COLUMNS = (*NAME_COLUMNS, "phases")
ORGANIZATION_COLUMNS = (*NAME_COLUMNS, "abbreviation")

ROWS_PER_PAGE = 40
SHOWN_IN_A_CELL = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A phase, or one of the main phases."""

    key: str
    label: Text
    phases: frozenset[str]


@dataclass(frozen=True, slots=True)
class MatrixEntry:
    """A service as it stands in a cell: the same in every cell, so its words are looked up once."""

    name: str
    url: str
    phases: frozenset[str]

    @classmethod
    def of(cls, service: Service) -> "MatrixEntry":
        """Return the entry of a service in the language of the page."""
        return cls(
            name=reader_text(service, "name"),
            url=service.get_absolute_url(),
            phases=frozenset(service.phases),
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """What an organization does in a phase, and how many services more than are shown."""

    column: Column
    entries: tuple[MatrixEntry, ...]
    others: int


@dataclass(frozen=True, slots=True)
class Row:
    """An organization with what it does, phase by phase."""

    organization: Organization
    level_label: Text
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PhaseList:
    """A phase with the organizations that do something in it: the same table, the other way."""

    column: Column
    entries: tuple[tuple[Row, Cell], ...]


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """One page of the matrix. ``shown`` says which, of how many organizations in all."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    shown: Page[int]

    @property
    def total(self) -> int:
        """Return how many organizations all pages hold."""
        return self.shown.paginator.count

    @property
    def phase_lists(self) -> list[PhaseList]:
        """Return the same, phase by phase."""
        return [
            PhaseList(
                column,
                tuple((row, row.cells[place]) for row in self.rows if row.cells[place].entries),
            )
            for place, column in enumerate(self.columns)
        ]


def columns_of(phases: Iterable[str], *, all_phases: bool) -> tuple[Column, ...]:
    """Return the columns: the main phases or all ten, those asked for if any were."""
    asked = frozenset(phases)
    if all_phases:
        columns = [Column(phase.value, phase.label, frozenset({phase.value})) for phase in Phase]
    else:
        columns = [
            Column(main.value, main.label, frozenset(phase.value for phase in phases))
            for main, phases in MAIN_PHASES.items()
        ]
    return tuple(column for column in columns if not asked or column.phases & asked)


def matrix_page(
    question: Question, columns: tuple[Column, ...], matcher: Matcher, owners: Owners, page: int
) -> MatrixPage:
    """Return one page: organizations by how near they work, then by name. 2 queries."""
    owner_at = owners.in_order_of(matcher.keys)
    served = [(level, list(indices_of(bits))) for level, bits in _served(question, matcher)]
    levels = _nearest_levels(served, owner_at)
    shown = Paginator(list(levels), ROWS_PER_PAGE).get_page(page)
    keys = _keys_of(shown, served, owner_at, matcher)
    services = Service.objects.filter(pk__in=[key for row in keys.values() for key in row])
    entries = {service.pk: MatrixEntry.of(service) for service in services.only(*SERVICE_COLUMNS)}
    organizations = Organization.objects.only(*ORGANIZATION_COLUMNS).in_bulk(
        [owners.organizations[number] for number in shown]
    )
    return MatrixPage(
        columns=columns,
        rows=tuple(
            Row(
                organizations[owners.organizations[number]],
                "" if question.municipality is None else CoverageLevel(levels[number]).label,
                tuple(
                    _cell(column, [entries[key] for key in keys[number] if key in entries])
                    for column in columns
                ),
            )
            for number in shown
            if owners.organizations[number] in organizations
        ),
        shown=shown,
    )


def _served(question: Question, matcher: Matcher) -> list[tuple[int, Bits]]:
    """Return the services that fit by coverage level, nearest first."""
    matching = matcher.matching(question)
    if question.municipality is None:
        return [(int(CoverageLevel.COUNTRY), matching)]
    return [(level, matching & bits) for level, bits in matcher.serving(question.municipality)]


def _nearest_levels(
    served: list[tuple[int, list[int]]], owner_at: tuple[int | None, ...]
) -> dict[int, int]:
    """Return the organizations in the order of the rows, each with its nearest level."""
    levels: dict[int, int] = {}
    for level, indices in served:
        found = {owner for index in indices if (owner := owner_at[index]) is not None}
        levels |= dict.fromkeys(sorted(found - levels.keys()), level)
    return levels


def _keys_of(
    shown: Iterable[int],
    served: list[tuple[int, list[int]]],
    owner_at: tuple[int | None, ...],
    matcher: Matcher,
) -> dict[int, list[int]]:
    """Return the services of the organizations that are shown."""
    numbers = list(shown)
    keys: dict[int | None, list[int]] = {number: [] for number in numbers}
    for _level, indices in served:
        for index in indices:
            if owner_at[index] in keys:
                keys[owner_at[index]].append(matcher.keys[index])
    return {number: keys[number] for number in numbers}


def _cell(column: Column, entries: list[MatrixEntry]) -> Cell:
    found = [entry for entry in entries if entry.phases & column.phases]
    shown = tuple(found[:SHOWN_IN_A_CELL])
    return Cell(column, shown, len(found) - len(shown))
