"""What a list may be asked: pages and filters, and one answer that names everything wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from wegwijzer.open_data.feed import Item

MAX_PER_PAGE = 1_000
PER_PAGE = 50

PAGES = ("page", "per_page", "format")
FILTERS: Mapping[str, tuple[str, ...]] = {
    "services": (
        "taxonomy_term_id",
        "taxonomy_id",
        "organization_id",
        "modified_after",
        "minimal",
        "full",
    ),
    "organizations": ("taxonomy_term_id", "taxonomy_id", "full"),
    "service_at_locations": ("taxonomy_term_id", "taxonomy_id", "organization_id", "full"),
    "taxonomy_terms": ("taxonomy_id", "parent_id", "top_only"),
}
"""What each list can be asked beside pages. Nothing that says where or what a person is."""


class WrongQuery(Exception):
    """Parameters that make no sense; ``problems`` says what is wrong by name."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked of a list; None is whatever was not."""

    page: int = 1
    per_page: int = PER_PAGE
    format: str = "json"
    taxonomy_term_id: str | None = None
    taxonomy_id: str | None = None
    organization_id: str | None = None
    parent_id: str | None = None
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    top_only: bool = False

    @classmethod
    def of(cls, table: str, given: QueryDict) -> Query:
        """Read the parameters of a list, or raise ``WrongQuery`` with all that is wrong."""
        allowed = {*PAGES, *FILTERS.get(table, ())}
        values: dict[str, Any] = {}
        problems = {}
        for name in given:
            if name not in allowed:
                problems[name] = _("This list has no such parameter.")
            elif len(given.getlist(name)) > 1:
                problems[name] = _("Give this once.")
            else:
                try:
                    values[name] = READ[name](str(given[name]))
                except ValueError as error:
                    problems[name] = str(error)
        if problems:
            raise WrongQuery(problems)
        return cls(**values)

    def chosen(self, items: Iterable[Item]) -> list[Item]:
        """Return the items that meet everything that was asked."""
        return [item for item in items if self._fits(item)]

    def _fits(self, item: Item) -> bool:
        return (
            (self.taxonomy_term_id is None or self.taxonomy_term_id in item.terms)
            and (self.taxonomy_id is None or self.taxonomy_id in item.taxonomies)
            and (self.organization_id is None or self.organization_id == item.organization_id)
            and (self.parent_id is None or self.parent_id == item.parent_id)
            and not (self.top_only and item.parent_id)
            and (
                self.modified_after is None
                or (item.modified is not None and item.modified > self.modified_after)
            )
        )


def _whole_number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValueError(_("This must be a whole number."))
        if not least <= int(text) <= most:
            problem = _("This must be from {least} to {most}.")
            raise ValueError(problem.format(least=least, most=most))
        return int(text)

    return read


def _id(text: str) -> str:
    wrong = ValueError(_("This must be a UUID."))
    try:
        found = str(UUID(text))
    except ValueError as error:
        raise wrong from error
    if found != text.lower():
        raise wrong
    return found


def _yes_or_no(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(_("This must be true or false."))
    return text == "true"


def _format(text: str) -> str:
    if text not in {"json", "ndjson"}:
        raise ValueError(_("This must be json or ndjson."))
    return text


def _moment(text: str) -> datetime:
    """Read a moment with its offset, or a day, which begins at midnight UTC."""
    try:
        moment = parse_datetime(text)
        day: date | None = None if moment and moment.tzinfo else parse_date(text)
    except ValueError:
        moment = day = None
    if day is not None:
        return datetime.combine(day, time(), tzinfo=UTC)
    if moment is None or moment.tzinfo is None:
        raise ValueError(_("This must be a day, or a moment with its offset (RFC 3339)."))
    return moment


READ: Mapping[str, Callable[[str], Any]] = {
    "page": _whole_number(1, 999_999_999),
    "per_page": _whole_number(1, MAX_PER_PAGE),
    "format": _format,
    "taxonomy_term_id": _id,
    "taxonomy_id": _id,
    "organization_id": _id,
    "parent_id": _id,
    "modified_after": _moment,
    "minimal": _yes_or_no,
    "full": _yes_or_no,
    "top_only": _yes_or_no,
}
