"""What a visitor may ask of a list, parsed so tolerantly that nothing in a URL can raise."""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property, partial
from typing import Any, ClassVar, cast

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.facets import BY_QUERY_KEY, FACETS
from directory.geography.places import FoundPlace, find_place
from directory.matching.matcher import Match, Question
from directory.models import Area
from directory.service_list.paging import CountedList
from directory.snapshot.facet_terms import Terms
from directory.snapshot.snapshot import Snapshot
from editorial.languages import current_language

MAX_QUESTION_LENGTH = 200
MAX_PAGE_NUMBER = 10_000
DIGITS_OF_A_PAGE = 9


class TolerantMultipleChoiceField(forms.MultipleChoiceField):
    """Keep the known codes, each once and in display order, and drop the rest."""

    def clean(self, value: Any) -> list[str]:
        """Never raise: an old or mistyped code asks nothing."""
        given = set(value or ())
        choices = cast("Iterable[tuple[str, str]]", self.choices)
        return [code for code, _label in choices if code in given]


class CodesFilter(django_filters.MultipleChoiceFilter):
    """A closed choice: its codes may be given more than once."""

    field_class = TolerantMultipleChoiceField


class TermsFilter(django_filters.MultipleChoiceFilter):
    """A facet, whose codes the terms of the directory tell; each may be given more than once."""


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
        """Never raise: a number of any length is the last page at most."""
        text = str(value or "").strip()
        if not (text.isascii() and text.isdigit()):
            return 1
        return max(1, min(int(text[:DIGITS_OF_A_PAGE]), MAX_PAGE_NUMBER))


class PageFilter(django_filters.Filter):
    """Which page of the list."""

    field_class = PageField


class SwitchField(forms.BooleanField):
    """On for what a checkbox or a person writes for yes; off for anything else."""

    def clean(self, value: Any) -> bool:
        """Never raise."""
        return str(value or "").lower() in {"1", "true", "yes", "on"}


class SwitchFilter(django_filters.Filter):
    """Something that is asked for, or is not."""

    field_class = SwitchField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput, **kwargs)


class ParsingFilterSet(django_filters.FilterSet):
    """Parse what was asked of something that is no queryset, tolerantly and without a form.

    Only the declared filters are used, and shared by all requests: a filter set of the library
    copies every filter deeply, for a queryset and a form that there are none of here.
    """

    facets: ClassVar[tuple[str, ...]] = ()
    """The facets that have a filter each, besides the filters that a class declares."""

    @classmethod
    def get_filters(cls) -> OrderedDict[str, django_filters.Filter]:
        """Return the filters of the facets, and those declared."""
        asked = {
            facet.query_key: TermsFilter(field_name=facet.query_key, label=facet.label)
            for facet in map(FACETS.__getitem__, cls.facets)
        }
        return OrderedDict(asked | super().get_filters())

    def __init__(self, data: QueryDict | dict[str, Any] | None, *, terms: Terms) -> None:
        self.data = data if data is not None else QueryDict()
        self.terms = terms

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Return what was asked, cleaned: codes per facet, typed texts, numbers."""
        return {name: self._asked(name, filter_) for name, filter_ in self.base_filters.items()}

    def said(self, facet: str) -> list[str]:
        """Return the codes that were asked for on a facet, or on another filter of codes."""
        codes: list[str] = self.asked[FACETS[facet].query_key if facet in FACETS else facet]
        return codes

    def _asked(self, name: str, filter_: django_filters.Filter) -> Any:
        given = filter_.field.widget.value_from_datadict(self.data, {}, name)
        if isinstance(filter_, TermsFilter):
            codes = set(given or ())
            facet = BY_QUERY_KEY[name].name
            return [code for code in self.terms.codes(facet) if code in codes] if codes else []
        return filter_.field.clean(given)


class ServiceFilterSet(ParsingFilterSet):
    """Parse and label the filters of the list of services; the matcher decides what fits."""

    facets = tuple(FACETS)

    municipality = TypedTextFilter(label=_("Municipality"), max_length=10)
    place = TypedTextFilter(label=_("Place or postcode"), max_length=100)
    q = TypedTextFilter(label=_("Search"), max_length=MAX_QUESTION_LENGTH)
    open_now = SwitchFilter(label=_("Open now"))
    page = PageFilter(label=_("Page"))

    def __init__(
        self,
        data: QueryDict | dict[str, Any] | None,
        *,
        snapshot: Snapshot,
        moment: datetime,
    ) -> None:
        super().__init__(data, terms=snapshot.terms)
        self.snapshot = snapshot
        self.moment = moment

    @cached_property
    def found_place(self) -> FoundPlace | None:
        """Return what the typed place, or else the code, stands for; None if neither was given.

        A code beside a typed place only says which of the places of that name is meant, so that a
        form can carry the code of an earlier choice along. An emptied place takes the code away.
        """
        typed, code = self.asked["place"], self.asked["municipality"]
        if typed:
            return find_place(typed).narrowed_to(code)
        if code and "place" not in (self.data or {}):
            return self.snapshot.find_municipality(code)
        return None

    @cached_property
    def municipality_found(self) -> Area | None:
        """Return the municipality asked for, if it is exactly one."""
        return self.found_place.municipality if self.found_place else None

    @cached_property
    def question(self) -> Question:
        """Return the question for the matcher; words are looked up once, in the page's language."""
        q, language = self.asked["q"], current_language()
        return Question.of(
            {facet: self.said(facet) for facet in FACETS},
            municipality=self.municipality_found.code if self.municipality_found else None,
            open_at=self.moment if self.asked["open_now"] else None,
            scores=self.snapshot.scores(q, language) if q else None,
        )

    @cached_property
    def total(self) -> int:
        """Return how many services fit."""
        return self.snapshot.matcher.count(self.question)

    def matches(self, per_page: int) -> Page[Match]:
        """Return the page asked for, or the last; there are no pages beyond it."""
        matches = CountedList(self.total, partial(self.snapshot.matcher.ranked, self.question))
        return Paginator(matches, per_page).get_page(self.asked["page"])
