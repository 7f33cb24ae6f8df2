"""What a visitor may ask of the lists; whatever stands in a URL, nothing raises."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.matching.question import Circumstances
from directory.service_list.filters import (
    MAX_QUESTION_LENGTH,
    CodesFilter,
    FacetFilterSet,
    TypedTextFilter,
)
from directory.snapshot.facet_terms import FacetTerms
from editorial.languages import current_language
from rights.entitlement import DECIDING
from rights.models import Publication, PublicationKind, Right, Step
from rights.snapshot import RightsSnapshot

STEP_LABEL = _("What has already happened?")


class RightFilterSet(FacetFilterSet):
    """Parse and label what is asked of the list of rights; the rulebook decides."""

    facets = ("need", "age", "phase", "situation", "residence_status")

    step = CodesFilter(label=STEP_LABEL, choices=Step.choices)
    q = TypedTextFilter(label=_("Search"), max_length=MAX_QUESTION_LENGTH)

    class Meta:
        model = Right
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: QueryDict | dict[str, Any] | None,
        *,
        snapshot: RightsSnapshot,
        terms: FacetTerms,
    ) -> None:
        super().__init__(data, terms=terms)
        self.snapshot = snapshot

    @cached_property
    def circumstances(self) -> Circumstances:
        """Return what the visitor said of the person."""
        return Circumstances.of({facet: self.said(facet) for facet in DECIDING})

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rights that phases and words leave; what a person said hides none."""
        shown = self.snapshot.shown(self.said("phase"), self.scores)
        keys = [self.snapshot.keys[index] for index in shown]
        return queryset & Right.objects.filter(pk__in=keys)

    @cached_property
    def scores(self) -> Mapping[int, float] | None:
        """Return how well each right fits the typed words, in the page's language; None if none."""
        q = self.cleaned_data["q"]
        return self.snapshot.indexes[current_language()].search(q) if q else None


class PublicationFilterSet(django_filters.FilterSet):
    """Filter publications by kind."""

    kind = CodesFilter(
        label=_("Kind"), choices=PublicationKind.choices, field_name="kind", distinct=False
    )

    class Meta:
        model = Publication
        fields: tuple[str, ...] = ("kind",)
