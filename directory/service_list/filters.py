"""What a visitor may ask of a list, parsed so tolerantly that nothing in a URL can raise."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from typing import Any, ClassVar, Self, cast

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS
from directory.formats.languages import TALK_QUESTION, language_name_lazy, languages_to_talk
from directory.geography.places import FoundPlace, find_place
from directory.matching.bitset import indices_of
from directory.matching.matcher import Match, Question
from directory.models import Area, Service
from directory.service_list.paging import CountedList
from directory.snapshot.facet_terms import FacetTerms
from directory.snapshot.snapshot import ServiceSnapshot
from editorial.languages import current_language

MAX_QUESTION_LENGTH = 200
MAX_PAGE_NUMBER = 10_000
DIGITS_OF_A_PAGE = 9


class TolerantMultipleChoiceField(forms.MultipleChoiceField):
    """Keep the known codes, each once and in display order, and drop the rest.

    It has the codes without their labels too: those are looked up in the language of the page.
    """

    def __init__(self, *, codes: Collection[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.codes = codes

    def clean(self, value: Any) -> list[str]:
        """Never raise: an old or mistyped code asks nothing."""
        given = set(value or ())
        if not given:
            return []
        return [code for code in self.codes if code in given]

    def valid_value(self, value: str) -> bool:
        """Return whether a code is known."""
        return value in self.codes


class CheapFilter(django_filters.Filter):
    """A filter of which every filter set gets its own quickly.

    A copy down to the last object took as long as finding the services, and so did a field for
    each of twenty filters of which a URL names three.
    """

    nothing: Callable[[], Any]
    """Makes what the field makes of nothing."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        twin = copy(self)
        twin.extra = {**self.extra}
        return twin


class CodesFilter(CheapFilter, django_filters.MultipleChoiceFilter):
    """A closed choice: its codes may be given more than once."""

    field_class = TolerantMultipleChoiceField
    nothing = list

    def __init__(self, *, choices: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        codes = [code for code, _label in choices]
        super().__init__(choices=choices, codes=codes, **kwargs)


class TypedTextField(forms.CharField):
    """Text as typed, without null bytes and cut to a length."""

    def clean(self, value: Any) -> str:
        """Never raise: what is too long is cut."""
        return " ".join(str(value or "").replace("\x00", " ").split())[: self.max_length]


class TypedTextFilter(CheapFilter, django_filters.CharFilter):
    """What a person types."""

    field_class = TypedTextField
    nothing = str


class PageField(forms.IntegerField):
    """A page number; the first page for anything that is none."""

    def clean(self, value: Any) -> int:
        """Never raise: a number of any length is the last page at most."""
        text = str(value or "").strip()
        if not (text.isascii() and text.isdigit()):
            return 1
        return max(1, min(int(text[:DIGITS_OF_A_PAGE]), MAX_PAGE_NUMBER))


class PageFilter(CheapFilter):
    """Which page of the list."""

    field_class = PageField
    nothing = partial(int, 1)


class SwitchField(forms.BooleanField):
    """On for what a checkbox or a person writes for yes; off for anything else."""

    def clean(self, value: Any) -> bool:
        """Never raise."""
        return str(value or "").lower() in {"1", "true", "yes", "on"}


class SwitchFilter(CheapFilter):
    """Something that is asked for, or is not."""

    field_class = SwitchField
    nothing = bool

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput, **kwargs)


class FacetFilterSet(django_filters.FilterSet):
    """A filter set over facets, whose codes are the terms of the directory.

    Every field of its form takes whatever a URL holds, so the form is always valid. What fits is
    decided by the matcher or the rulebook: ``filter_queryset`` keeps what they found.
    """

    facets: ClassVar[tuple[str, ...]] = ()
    """The facets that have a filter each, besides the filters that a class declares."""

    def __init__(self, data: QueryDict | dict[str, Any] | None, *, terms: FacetTerms) -> None:
        super().__init__(data if data is not None else QueryDict())
        self.terms = terms
        for facet in self.facets:
            extra = self.filters[FACETS[facet].query_key].extra
            extra["choices"], extra["codes"] = terms.chooser(facet), terms.codes(facet)

    @classmethod
    def get_filters(cls) -> OrderedDict[str, django_filters.Filter]:
        """Return the filters of the facets, and those declared."""
        facets = {
            facet.query_key: CodesFilter(field_name=facet.query_key, label=facet.label)
            for facet in map(FACETS.__getitem__, cls.facets)
        }
        return OrderedDict(facets | super().get_filters())

    @cached_property
    def cleaned_data(self) -> dict[str, Any]:
        """Return what was asked, cleaned: codes per facet, typed texts, numbers.

        The fields alone: no field raises, and nothing shows the form around them.
        """
        data, filters = self.data or {}, cast("dict[str, CheapFilter]", self.filters)
        return {
            name: self._asked(name, found.field) if name in data else found.nothing()
            for name, found in filters.items()
        }

    def _asked(self, name: str, field: forms.Field) -> Any:
        return field.clean(field.widget.value_from_datadict(self.data, {}, name))

    def said(self, facet: str) -> list[str]:
        """Return the codes that were asked for on a facet, or on another filter of codes."""
        key = FACETS[facet].query_key if facet in FACETS else facet
        codes: list[str] = self.cleaned_data[key]
        return codes


class ServiceFilterSet(FacetFilterSet):
    """Parse and label the filters of the list of services; the matcher decides what fits."""

    facets = tuple(FACETS)

    municipality = TypedTextFilter(label=_("Municipality"), max_length=10)
    place = TypedTextFilter(label=_("Place or postcode"), max_length=100)
    q = TypedTextFilter(label=_("Search"), max_length=MAX_QUESTION_LENGTH)
    open_now = SwitchFilter(label=_("Open now"))
    page = PageFilter(label=_("Page"))

    class Meta:
        model = Service
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: QueryDict | dict[str, Any] | None,
        *,
        snapshot: ServiceSnapshot,
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
        typed, code = self.cleaned_data["place"], self.cleaned_data["municipality"]
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
        q, language = self.cleaned_data["q"], current_language()
        return Question.of(
            {facet: self.said(facet) for facet in FACETS},
            municipality=self.municipality_found.code if self.municipality_found else None,
            asked_at=self.moment,
            open_at=self.moment if self.cleaned_data["open_now"] else None,
            scores=self.snapshot.scores(q, language) if q else None,
        )

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the services that fit, in the order of their names; ``matches`` ranks them."""
        matcher = self.snapshot.matcher
        fitting = indices_of(matcher.matching(self.question))
        keys = [matcher.keys[index] for index in fitting]
        return queryset & Service.objects.filter(pk__in=keys)

    @cached_property
    def total(self) -> int:
        """Return how many services fit."""
        return self.snapshot.matcher.count(self.question)

    def matches(self, per_page: int) -> Page[Match]:
        """Return the page asked for, or the last; there are no pages beyond it."""
        matches = CountedList(self.total, partial(self.snapshot.matcher.ranked, self.question))
        return Paginator(matches, per_page).get_page(self.cleaned_data["page"])


class HelpFilterSet(ServiceFilterSet):
    """Parse also in which language somebody wants to talk, which orders and leaves nothing out."""

    language = CodesFilter(
        label=TALK_QUESTION,
        choices=[(code, language_name_lazy(code, code)) for code in languages_to_talk()],
    )

    @cached_property
    def question(self) -> Question:
        """Return the question for the matcher, with the language."""
        return replace(super().question, language=frozenset(self.said("language")))
