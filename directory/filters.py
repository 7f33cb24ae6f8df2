"""What a visitor may ask of a list, parsed so tolerantly that nothing in an address can raise."""

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.matching import FACETS, Match, Question
from directory.models import Area, Organization, OrganizationKind, Service
from directory.models.service import ServiceQuerySet
from directory.places import FoundPlace, find_municipality, find_place
from directory.snapshot import Snapshot
from directory.terms import FACET_LABELS

LONGEST_QUESTION = 200
LAST_PAGE = 10_000


class TolerantMultipleChoiceField(forms.MultipleChoiceField):
    """Keep the known codes, each once and in display order, and drop the rest."""

    def clean(self, value: Any) -> list[str]:
        """Never raise: an old or mistyped code asks nothing."""
        given = set(value or ())
        return [code for code, _label in self.choices if code in given]


class CodesFilter(django_filters.MultipleChoiceFilter):
    """A facet: its codes may be given more than once."""

    field_class = TolerantMultipleChoiceField


class TypedTextField(forms.CharField):
    """Text as typed, without null bytes and cut to a length."""

    def clean(self, value: Any) -> str:
        """Never raise: what is too long is cut."""
        return " ".join(str(value or "").replace("\x00", " ").split())[: self.max_length]


class TypedTextFilter(django_filters.CharFilter):
    """What a person types."""

    field_class = TypedTextField


class PageField(forms.IntegerField):
    """A page number; the first page for anything that is none."""

    def clean(self, value: Any) -> int:
        """Never raise, and never look beyond the last possible page."""
        text = str(value or "").strip()
        return max(1, min(int(text), LAST_PAGE)) if text.isascii() and text[:9].isdigit() else 1


class PageFilter(django_filters.NumberFilter):
    """Which page of the list."""

    field_class = PageField


class ServiceFilterSet(django_filters.FilterSet):
    """Parse and label the filters of the list of services; the matcher decides what fits."""

    need = CodesFilter(label=FACET_LABELS["need"])
    audience = CodesFilter(label=FACET_LABELS["audience"])
    age = CodesFilter(label=FACET_LABELS["age"])
    exploitation = CodesFilter(label=FACET_LABELS["exploitation"])
    situation = CodesFilter(label=FACET_LABELS["situation"])
    gender = CodesFilter(label=FACET_LABELS["gender"])
    phase = CodesFilter(label=FACET_LABELS["phase"])
    status = CodesFilter(label=FACET_LABELS["status"])
    municipality = TypedTextFilter(label=_("Municipality"), max_length=10)
    place = TypedTextFilter(label=_("Place or postcode"), max_length=100)
    q = TypedTextFilter(label=_("Search"), max_length=LONGEST_QUESTION)
    open_now = django_filters.BooleanFilter(label=_("Open now"), widget=forms.CheckboxInput)
    page = PageFilter(label=_("Page"))

    class Meta:
        model = Service
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: QueryDict | Mapping[str, Any] | None,
        *,
        snapshot: Snapshot,
        moment: datetime,
        queryset: ServiceQuerySet | None = None,
    ) -> None:
        super().__init__(data if data is not None else QueryDict(), queryset=queryset)
        self.snapshot = snapshot
        self.moment = moment
        for facet in FACETS:
            self.filters[facet].extra["choices"] = [
                (code, code) for code in snapshot.terms.codes(facet)
            ]

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Return what was asked, cleaned: codes per facet, typed texts, page."""
        self.form.full_clean()
        cleaned: dict[str, Any] = self.form.cleaned_data
        return cleaned

    @cached_property
    def found_place(self) -> FoundPlace | None:
        """Return what the typed place stands for, or None if nothing was typed."""
        return find_place(self.asked["place"]) if self.asked["place"] else None

    @cached_property
    def municipality_found(self) -> Area | None:
        """Return the municipality asked for: the typed place first, then the code."""
        if self.found_place and self.found_place.municipality:
            return self.found_place.municipality
        code = self.asked["municipality"]
        return find_municipality(code) if code else None

    @cached_property
    def question(self) -> Question:
        """Return the question for the matcher; text search is asked once, in the page's language."""
        q, language = self.asked["q"], get_language() or "nl"
        return Question(
            **{facet: frozenset(self.asked[facet]) for facet in FACETS},
            municipality=self.municipality_found.code if self.municipality_found else None,
            open_at=self.moment if self.asked["open_now"] else None,
            scores=self.snapshot.scores(q, language) if q else None,
        )

    @cached_property
    def total(self) -> int:
        """Return how many services fit."""
        return self.snapshot.matcher.count(self.question)

    def matches(self, per_page: int) -> list[Match]:
        """Return the matches of the page asked for; the last page if there are not so many."""
        last = max(1, -(-self.total // per_page))
        number = min(self.asked["page"], last)
        return self.snapshot.matcher.ranked(self.question, (number - 1) * per_page, per_page)


class OrganizationFilterSet(django_filters.FilterSet):
    """Filter organizations by their part in the chain."""

    kind = CodesFilter(
        label=_("Kind"), choices=OrganizationKind.choices, field_name="kind", distinct=False
    )

    class Meta:
        model = Organization
        fields: tuple[str, ...] = ("kind",)
