"""What search found, as its page shows it: by kind, each with the rows that are public now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from directory.models import Area
from editorial.translations.reader_texts import reader_text
from wegwijzer.search.index import Entry, Found
from wegwijzer.search.kinds import KINDS, PAGE
from wegwijzer.search.pages import PAGES

MAX_RESULTS: Final = 12
"""Of all kinds together, beside help."""
_MIN_SHARE_OF_BEST: Final = 0.35


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Something that was found, and what it is."""

    kind: Text
    title: Text
    summary: Text
    url: str
    is_named: bool = False
    score: float = 0.0


def search_results(found: Found) -> list[SearchResult]:
    """Return the best results in order, what was named first: at most nine queries."""
    best = max(found.scores.values(), default=0.0)
    likely = sorted(
        (entry for entry, score in found.scores.items() if score >= _MIN_SHARE_OF_BEST * best),
        key=lambda entry: -found.scores[entry],
    )
    entries = list(dict.fromkeys([*found.named, *likely]))[:MAX_RESULTS]
    rows = dict(_rows(entries))
    return [
        replace(result, is_named=entry in found.named, score=found.scores.get(entry, 0.0))
        for entry in entries
        if (result := _result(entry, rows.get(entry))) is not None
    ]


def municipality_result(municipality: Area) -> SearchResult:
    """Return the page of a municipality."""
    return SearchResult(
        _("Municipality"),
        str(municipality),
        _("See who helps people in a municipality, and what it has to do."),
        reverse("municipality", args=[municipality.code]),
        is_named=True,
    )


def page_result(view_name: str) -> SearchResult:
    """Return a page that was asked for by what it is about."""
    page = next(page for page in PAGES if page.view_name == view_name)
    url = reverse(view_name)
    return SearchResult(_("Page"), page.title, page.summary, url, is_named=True)


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Any]]:
    """Yield the rows that are still public."""
    keys: dict[str, list[int]] = {}
    for kind, key in entries:
        keys.setdefault(kind, []).append(key)
    for kind, wanted in keys.items():
        if kind in KINDS:
            for row in KINDS[kind].rows().filter(pk__in=wanted):
                yield Entry(kind, row.pk), row


def _result(entry: Entry, row: Any) -> SearchResult | None:
    if entry.kind == PAGE:
        page = PAGES[entry.key]
        return SearchResult(_("Page"), page.title, page.summary, reverse(page.view_name))
    if row is None:
        return None
    kind = KINDS[entry.kind]
    summary = reader_text(row, kind.summary)
    return SearchResult(kind.label, kind.title(row), summary, row.get_absolute_url())
