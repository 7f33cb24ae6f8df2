"""What the pages of services show, as plain values: options with their counts, results, notices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.addresses import ListAddress
from directory.availability import service_open_state
from directory.filters import ServiceFilterSet
from directory.matching import FACETS, Match
from directory.models import Channel, CoverageLevel, NeedGroup, Service
from directory.opening_hours import OpenState
from directory.rows import shown_services
from directory.snapshot import Snapshot
from directory.terms import FACET_LABELS, Term, Text


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet, with how many results its link gives."""

    code: str
    label: Text
    explanation: str
    count: int
    url: str
    selected: bool
    group: Text = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question with its options."""

    key: str
    label: Text
    help_text: Text
    options: tuple[Option, ...]
    is_active: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is on, with the link that removes it."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """A service in a list, and why it stands there."""

    service: Service
    url: str
    reasons: tuple[Text, ...]
    level_label: Text
    unknown_facets: tuple[Text, ...]
    is_overdue: bool
    open_state: OpenState
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """What became of a typed place."""

    typed: str
    area_name: str
    choices: tuple[tuple[str, str], ...] = ()
    unknown: bool = False
    caribbean: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A filter that the typed words lead to."""

    label: Text
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Hint:
    """An explanation that the typed words lead to, with services."""

    explanation: str
    results: tuple[ServiceResult, ...]


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where the visitor is in a list of pages."""

    number: int
    num_pages: int
    previous_url: str
    next_url: str


@dataclass(slots=True)
class ServiceListPage:
    """Everything that the list of services shows."""

    filterset: ServiceFilterSet
    path: str
    language: str
    per_page: int
    address: ListAddress = field(init=False)

    def __post_init__(self) -> None:
        self.address = ListAddress(self.path, tuple(self._pairs()))

    @property
    def snapshot(self) -> Snapshot:
        """Return the directory that was asked."""
        return self.filterset.snapshot

    def _pairs(self) -> Iterable[tuple[str, str]]:
        asked = self.filterset.asked
        for facet in FACETS:
            for code in asked[facet]:
                yield facet, code
        found = self.filterset.municipality_found
        if found:
            yield "municipality", found.code
        elif asked["place"]:
            yield "place", asked["place"]
        if asked["q"]:
            yield "q", asked["q"]
        if asked["open_now"]:
            yield "open_now", "1"

    def context(self) -> dict[str, Any]:
        """Return the template's context: 4 queries for the rows, up to 3 for a typed place."""
        filterset = self.filterset
        matches = filterset.matches(self.per_page)
        fallback_keys = () if filterset.total else self._fallback_keys()
        hint_keys = self._hinted()
        rows = shown_services.load(
            {match.key for match in matches}
            | set(fallback_keys)
            | {key for _explanation, keys in hint_keys for key in keys}
        )
        return {
            "total": filterset.total,
            "results": [
                self._result(rows[match.key], match) for match in matches if match.key in rows
            ],
            "fallback": [self._plain_result(rows[key]) for key in fallback_keys if key in rows],
            "hints": [
                Hint(explanation, tuple(self._plain_result(rows[k]) for k in keys if k in rows))
                for explanation, keys in hint_keys
            ],
            "facets": self._facets(),
            "active_filters": self._active_filters(),
            "suggestions": self._suggestions(),
            "place": self._place(),
            "page": self._page_links(),
            "form": self._form(),
            "hidden_fields": list(self.address.hidden("q", "place", "municipality", "open_now")),
            "clear_url": self.path,
            "open_now": self._open_now(),
        }

    def _result(self, service: Service, match: Match) -> ServiceResult:
        level = "" if match.level is None else CoverageLevel(match.level).label
        return ServiceResult(
            service=service,
            url=service.get_absolute_url(),
            reasons=tuple(self._reasons(match)),
            level_label=level,
            unknown_facets=tuple(FACET_LABELS[facet] for facet in match.unknown_facets),
            is_overdue=match.is_overdue,
            open_state=service_open_state(service, self.filterset.moment),
            channels=tuple(service.channels.all()),
        )

    def _plain_result(self, service: Service) -> ServiceResult:
        return self._result(service, Match(service.pk, 0, None, False, ()))

    def _reasons(self, match: Match) -> Iterable[Text]:
        matcher, question = self.snapshot.matcher, self.filterset.question
        index = matcher.index_of(match.key)
        if index is None:
            return
        for facet in ("need", "exploitation", "age", "status", "situation", "gender"):
            for code in self.filterset.asked[facet]:
                if code in question.asked(facet) and matcher.stated[facet][code] >> index & 1:
                    term = self.snapshot.terms.find(facet, code)
                    if term:
                        yield term.label(self.language)

    def _facets(self) -> list[Facet]:
        counts = self.snapshot.matcher.option_counts(self.filterset.question)
        return [
            Facet(
                key=facet,
                label=label,
                help_text="",
                options=tuple(
                    self._option(term, counts[facet][term.code])
                    for term in self.snapshot.terms.by_facet[facet]
                ),
                is_active=bool(self.filterset.asked[facet]),
                is_open=bool(self.filterset.asked[facet]) or facet == "need",
            )
            for facet, label in FACET_LABELS.items()
        ]

    def _option(self, term: Term, count: int) -> Option:
        return Option(
            code=term.code,
            label=term.label(self.language),
            explanation=term.explanation(self.language),
            count=count,
            url=str(self.address.toggled(term.facet, term.code)),
            selected=term.code in self.filterset.asked[term.facet],
            group=NeedGroup(term.group).label if term.group else "",
        )

    def _active_filters(self) -> list[ActiveFilter]:
        active = []
        for key, value in self.address.pairs:
            if key in FACETS:
                term = self.snapshot.terms.find(key, value)
                label: Text = term.label(self.language) if term else value
            elif key == "municipality":
                label = self.snapshot.municipalities[value][self.language]
            elif key == "open_now":
                label = _("Open now")
            else:
                label = format_lazy("“{text}”", text=value)
            active.append(ActiveFilter(label, str(self.address.toggled(key, value))))
        return active

    def _suggestions(self) -> list[Suggestion]:
        q = self.filterset.asked["q"]
        if not q:
            return []
        address = self.address.without("q")
        suggestions = []
        for found in self.snapshot.phrase_books[self.language].suggest(q):
            term = self.snapshot.terms.find(found.facet, found.code)
            if term is None or term.code in self.filterset.asked[found.facet]:
                continue
            question = self.filterset.question.toggled(found.facet, found.code)
            count = self.snapshot.matcher.count(replace(question, scores=None))
            url = str(address.toggled(found.facet, found.code))
            suggestions.append(Suggestion(term.label(self.language), url, count))
        return suggestions

    def _hinted(self) -> list[tuple[str, tuple[int, ...]]]:
        q = self.filterset.asked["q"]
        if not q:
            return []
        return [
            (hint.explanations[self.language], hint.services)
            for found in self.snapshot.phrase_books[self.language].suggest(q)
            if found.facet == "hint" and (hint := self.snapshot.hints.get(found.code))
        ]

    def _fallback_keys(self) -> tuple[int, ...]:
        fallbacks: Mapping[str, tuple[int, ...]] = self.snapshot.fallbacks
        ages = self.filterset.asked["age"] or list(fallbacks)
        return tuple(dict.fromkeys(key for age in ages for key in fallbacks.get(age, ())))

    def _place(self) -> PlaceAnswer | None:
        found, area = self.filterset.found_place, self.filterset.municipality_found
        if found is None:
            code = self.filterset.asked["municipality"]
            if area is None and code:
                return PlaceAnswer(typed=code, area_name="", unknown=True)
            return PlaceAnswer(typed="", area_name=area.name) if area else None
        return PlaceAnswer(
            typed=found.typed,
            area_name=area.name if area else "",
            choices=tuple(
                (area.name, str(self.address.without("place").replaced("municipality", area.code)))
                for area in found.municipalities
            )
            if len(found.municipalities) > 1
            else (),
            unknown=found.is_unknown,
            caribbean=found.is_caribbean,
        )

    def _form(self) -> dict[str, Any]:
        area = self.filterset.municipality_found
        return {
            "q": self.filterset.asked["q"],
            "place": area.name if area else self.filterset.asked["place"],
            "open_now": bool(self.filterset.asked["open_now"]),
        }

    def _open_now(self) -> Option:
        moment: datetime = self.filterset.moment
        matcher, question = self.snapshot.matcher, self.filterset.question
        selected = bool(self.filterset.asked["open_now"])
        return Option(
            code="1",
            label=_("Open now"),
            explanation="",
            count=matcher.count(replace(question, open_at=None if selected else moment)),
            url=str(self.address.toggled("open_now", "1")),
            selected=selected,
        )

    def _page_links(self) -> PageLinks:
        pages = max(1, -(-self.filterset.total // self.per_page))
        number = min(self.filterset.asked["page"], pages)
        return PageLinks(
            number=number,
            num_pages=pages,
            previous_url=str(self.address.at_page(number - 1)) if number > 1 else "",
            next_url=str(self.address.at_page(number + 1)) if number < pages else "",
        )
