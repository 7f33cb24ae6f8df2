"""What the pages of rights and legislation show, as plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS, Text
from directory.matching.bitset import holds
from directory.matching.matcher import Matcher
from directory.matching.question import Circumstances, Question
from directory.models import AgeGroup, Phase, ResidenceStatus, Service
from directory.service_list.query_url import ListURL
from directory.service_list.view_models import ActiveFilter, Facet, Option
from directory.snapshot.facet_terms import FacetTerm, FacetTerms, choice_terms
from editorial.translations.reader_texts import reader_text
from rights.answers import (
    answer_for,
    personal_query,
    rights_for,
    says_something,
    text_for,
)
from rights.entitlement import DECIDING, STATUSES_RULED_OUT_BY_STEP
from rights.filters import STEP_LABEL, RightFilterSet
from rights.models import (
    RESIDENCE_STATUSES,
    Condition,
    Entitlement,
    Legislation,
    LegislationKind,
    PublicationKind,
    Right,
    Signal,
    SignalKind,
    Step,
)

QUESTIONS: Mapping[str, Text] = {
    "age": FACETS["age"].label,
    "need": FACETS["need"].label,
    "step": STEP_LABEL,
    "situation": FACETS["situation"].label,
    "phase": FACETS["phase"].label,
    "residence_status": FACETS["residence_status"].label,
}
"""The questions in the order of the page: papers last, for that question frightens most."""

HELP_TEXTS: Mapping[str, Text] = {
    "need": _("Rights for this come first. The others stay in the list."),
    "step": _("Choose only what has really happened."),
    "residence_status": _("You do not have to say this. Then you see what applies to everyone."),
}


@cache
def _step_terms() -> tuple[FacetTerm, ...]:
    return choice_terms("step", Step)


@dataclass(slots=True)
class RightListPage:
    """Everything that the list of rights shows."""

    filterset: RightFilterSet
    terms: FacetTerms
    path: str
    language: str
    url: ListURL = field(init=False)

    def __post_init__(self) -> None:
        asked = self.filterset.cleaned_data
        pairs = [(_key(facet), code) for facet in QUESTIONS for code in self.filterset.said(facet)]
        if asked["q"]:
            pairs.append(("q", asked["q"]))
        self.url = ListURL(self.path, tuple(pairs))

    def context(self) -> dict[str, Any]:
        """Return the template's context: 4 queries."""
        asked = self.filterset.cleaned_data
        return {
            "answer": rights_for(
                self.filterset.circumstances,
                snapshot=self.filterset.snapshot,
                needs=asked["need"],
                phases=asked["phase"],
                scores=self.filterset.scores,
            ),
            "said_something": says_something(self.filterset.circumstances),
            "facets": [self._facet(facet, label) for facet, label in QUESTIONS.items()],
            "active_filters": list(self._active_filters()),
            "q": asked["q"],
            "hidden_fields": list(self.url.hidden("q")),
            "clear_url": self.path,
            "everyone_url": str(self.url.without(*map(_key, DECIDING))),
        }

    def _facet(self, facet: str, label: Text) -> Facet:
        key, selected = _key(facet), self.filterset.said(facet)
        return Facet(
            label=label,
            help_text=HELP_TEXTS.get(facet, ""),
            options=tuple(
                Option(
                    term.code,
                    term.label(self.language),
                    str(self.url.toggled(key, term.code)),
                    term.code in selected,
                    term.group_label(self.language),
                )
                for term in self._terms(facet)
                if facet != "situation" or term.code in self.filterset.snapshot.situations
                if term.code in selected
                or may_concern(facet, term.code, self.filterset.circumstances)
            ),
            is_open=bool(selected) or facet == "age",
        )

    def _terms(self, facet: str) -> tuple[FacetTerm, ...]:
        return _step_terms() if facet == "step" else self.terms.by_facet[facet]

    def _active_filters(self) -> Iterable[ActiveFilter]:
        labels = {
            (_key(facet), term.code): term.label(self.language)
            for facet in QUESTIONS
            for term in self._terms(facet)
        }
        for key, value in self.url.pairs:
            label = labels.get((key, value), format_lazy("“{text}”", text=value))
            yield ActiveFilter(label, str(self.url.toggled(key, value)))


NOT_FOR_THE_DUTCH = {"phase": {"reflection", "residence"}, "need": {"residence", "return"}}
"""What is never asked of somebody who is Dutch, nor offered: it is about a right to stay."""


def may_concern(facet: str, code: str, said: Circumstances) -> bool:
    """Return whether a phase, need or step can be one of a person who said this."""
    papers = said.residence_status
    if papers == {"dutch"} and code in NOT_FOR_THE_DUTCH.get(facet, ()):
        return False
    return not papers or not papers <= STATUSES_RULED_OUT_BY_STEP.get(code, frozenset())


@dataclass(frozen=True, slots=True)
class RightPage:
    """Everything that the page of one right shows, to one person or to everyone."""

    right: Right
    said: Circumstances
    matcher: Matcher

    def context(self) -> dict[str, Any]:
        """Return the template's context: 2 queries if the right was loaded for its page."""
        text = text_for(self.right, self.said)
        return {
            "right": self.right,
            "text": text,
            "answer": answer_for(self.right, self.said) if says_something(self.said) else None,
            "rows": entitlement_rows(self.right),
            "phases": [
                (Phase(code).label, self._list_url("rights:rights", "phase", code))
                for code in self.right.phases
                if may_concern("phase", code, self.said)
            ],
            "needs": [
                (need, self._list_url("directory:services", "need", need.code))
                for need in self.right.needs.all()
                if may_concern("need", need.code, self.said)
            ],
            "provisions": list(text.provisions.for_lists()),
            "services": list(self._services()),
            "rights_url": str(ListURL(reverse("rights:rights"), personal_query(self.said))),
        }

    def _list_url(self, route: str, key: str, code: str) -> str:
        """Return the URL of a list that is asked for this and by the same person."""
        person = personal_query(self.said)
        if key == "need":
            person = tuple(pair for pair in person if pair[0] != "step")
        return str(ListURL(reverse(route), ((key, code), *person)))

    def _services(self) -> Iterator[Service]:
        """Yield who makes the right real, as far as they are there for this person."""
        person = Question(age=self.said.age, residence_status=self.said.residence_status)
        fitting = self.matcher.matching(person)
        for service in self.right.services.all():
            index = self.matcher.index_of(service.pk)
            if index is None or holds(fitting, index):
                yield service


def _key(facet: str) -> str:
    return FACETS[facet].query_key if facet in FACETS else facet


@dataclass(frozen=True, slots=True)
class EntitlementRow:
    """For whom a right holds, in words, with its conditions."""

    who: tuple[Text, ...]
    entitlement: Entitlement
    conditions: tuple[Condition, ...]


def entitlement_rows(right: Right) -> list[EntitlementRow]:
    """Return the entitlements of a right as its page shows them: yes, only if, no."""
    conditions = {condition.key: condition for condition in right.conditions.all()}
    order = ("yes", "only_if", "no")
    return [
        EntitlementRow(
            who=_people(row),
            entitlement=row,
            conditions=tuple(conditions[key] for key in row.conditions if key in conditions),
        )
        for row in sorted(
            right.entitlements.all(), key=lambda row: (order.index(row.value), row.position)
        )
    ]


def _people(row: Entitlement) -> tuple[Text, ...]:
    every_age = set(row.age_groups) == set(AgeGroup.values)
    every_status = set(row.residence_statuses) == {status.value for status in RESIDENCE_STATUSES}
    ages = tuple(AgeGroup(code).label for code in row.age_groups)
    statuses = tuple(ResidenceStatus(code).label for code in row.residence_statuses)
    if every_age and every_status:
        return (_("Everyone"),)
    if every_age:
        return statuses
    if every_status:
        return ages
    return (format_lazy("{ages}:", ages=", ".join(map(str, ages))), *statuses)


def legislation_by_kind(
    legislation: Iterable[Legislation],
) -> list[tuple[Text, list[Legislation]]]:
    """Return legislation, which comes ordered by kind, under the labels of its kinds."""
    return [
        (LegislationKind(kind).label, list(group))
        for kind, group in groupby(legislation, key=lambda instrument: instrument.kind)
    ]


def publication_kinds(path: str, counts: Mapping[str, int], asked: Sequence[str]) -> list[Option]:
    """Return the kinds that occur, as links that choose one kind or take it away."""
    return [
        Option(
            kind,
            PublicationKind(kind).label,
            path if kind in asked else f"{path}?kind={kind}",
            kind in asked,
            count=sum(counts.values()) if kind in asked else counts[kind],
        )
        for kind in PublicationKind.values
        if counts.get(kind)
    ]


@dataclass(frozen=True, slots=True)
class SignalGroup:
    """The signs of one form of exploitation, or of every form."""

    label: Text
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class SignalSection:
    """What one audience should notice, do and not do."""

    key: str
    groups: tuple[SignalGroup, ...]
    do: tuple[Signal, ...]
    do_not: tuple[Signal, ...]


def signal_sections(signals: Sequence[Signal]) -> list[SignalSection]:
    """Return the signals for the public, then what professionals need besides."""
    public = [signal for signal in signals if "near" in signal.audiences]
    professional = [signal for signal in signals if "near" not in signal.audiences]
    return [_section("public", public), _section("professional", professional)]


def _section(key: str, signals: Sequence[Signal]) -> SignalSection:
    by_form: dict[Text, list[Signal]] = {}
    for signal in signals:
        if signal.kind == SignalKind.SIGN:
            form = signal.exploitation_form
            label = reader_text(form, "label") if form else _("In all kinds of exploitation")
            by_form.setdefault(label, []).append(signal)
    return SignalSection(
        key=key,
        groups=tuple(SignalGroup(label, tuple(found)) for label, found in by_form.items()),
        do=tuple(signal for signal in signals if signal.kind == SignalKind.DO),
        do_not=tuple(signal for signal in signals if signal.kind == SignalKind.DO_NOT),
    )
