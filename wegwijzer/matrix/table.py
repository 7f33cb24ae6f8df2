"""The matrix as a page of rows: what each organization does in each phase."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.bits import Bits
from directory.matching import Matcher, Question
from directory.models import CoverageLevel, Organization, Phase, Service
from directory.models.choices import MAIN_PHASES
from directory.terms import Text
from wegwijzer.matrix.owners import Owners

ROWS_PER_PAGE = 40
SHOWN_IN_A_CELL = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A phase, or one of the main phases."""

    key: str
    label: Text
    phases: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """What an organization does in a phase, and how many services more than are shown."""

    column: Column
    services: tuple[Service, ...]
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
    """One page of the matrix, and how many organizations all pages hold."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    number: int
    last: int

    @property
    def phase_lists(self) -> list[PhaseList]:
        """Return the same, phase by phase."""
        return [
            PhaseList(
                column,
                tuple((row, row.cells[place]) for row in self.rows if row.cells[place].services),
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
    services, levels = _services_by_organization(question, matcher, owners)
    in_order = sorted(services, key=lambda number: (levels[number], number))
    last = max(1, -(-len(in_order) // ROWS_PER_PAGE))
    page = min(page, last)
    shown = in_order[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE]
    rows = Service.objects.filter(
        pk__in=[key for number in shown for key in services[number]]
    ).in_bulk()
    organizations = Organization.objects.in_bulk([owners.organizations[n] for n in shown])
    return MatrixPage(
        columns=columns,
        rows=tuple(
            Row(
                organizations[owners.organizations[number]],
                "" if question.municipality is None else CoverageLevel(levels[number]).label,
                tuple(
                    _cell(column, [rows[key] for key in services[number] if key in rows])
                    for column in columns
                ),
            )
            for number in shown
            if owners.organizations[number] in organizations
        ),
        total=len(in_order),
        number=page,
        last=last,
    )


def _services_by_organization(
    question: Question, matcher: Matcher, owners: Owners
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Return the services that fit per organization, and the nearest level of each: 0.2 µs each."""
    matching = matcher.matching(question)
    served = (
        [(int(CoverageLevel.COUNTRY), matching)]
        if question.municipality is None
        else [(level, matching & bits) for level, bits in matcher.serving(question.municipality)]
    )
    services: dict[int, list[int]] = {}
    levels: dict[int, int] = {}
    for level, bits in served:
        for index in _members(bits):
            key = matcher.keys[index]
            number = owners.number_of_service.get(key)
            if number is not None:
                services.setdefault(number, []).append(key)
                levels.setdefault(number, level)
    return services, levels


def _members(bits: Bits) -> Iterable[int]:
    """Return all indices in a set: linear in its width, where taking the lowest is not."""
    digits = f"{bits:b}"[::-1]
    return (index for index, digit in enumerate(digits) if digit == "1")


def _cell(column: Column, services: list[Service]) -> Cell:
    found = [service for service in services if column.phases.intersection(service.phases)]
    shown = tuple(found[:SHOWN_IN_A_CELL])
    return Cell(column, shown, len(found) - len(shown))
