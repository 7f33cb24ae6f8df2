"""Whom to call first."""

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.models import FirstContactOption, FirstContactRule
from editorial.admin.entry import EntryAdmin
from editorial.admin.provenance import PLANNED_DATES, PROVENANCE

if TYPE_CHECKING:
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    BaseInlineFormSet = forms.BaseInlineFormSet
    TabularInline = admin.TabularInline


class OptionFormSet(BaseInlineFormSet):
    """The options of one rule, each at a place of its own among those of its role."""

    def clean(self) -> None:
        """Put what shares its place with another at the end: its place names it in documents."""
        super().clean()
        taken: dict[str, set[int]] = defaultdict(set)
        rows = [form for form in self.forms if form.has_changed() or form.instance.pk]
        for form in sorted(rows, key=lambda form: form.has_changed()):
            if form in self.deleted_forms:
                continue
            places = taken[form.instance.role]
            if form.instance.position in places:
                form.instance.position = max(places) + 1
            places.add(form.instance.position)


class OptionRows(TabularInline):
    """Edit the services that a rule tries, in order of their position."""

    model = FirstContactOption
    formset = OptionFormSet
    extra = 0
    autocomplete_fields = ("service",)
    fields = ("role", "position", "service")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Load the services along with the options, which are named by them."""
        return super().get_queryset(request).select_related("service")


@admin.register(FirstContactRule)
class FirstContactRuleAdmin(EntryAdmin):
    """Edit a rule. An empty condition fits everyone; the first rule that fits wins."""

    inlines = (OptionRows,)
    list_display = ("__str__", "position", "in_danger", "is_fallback", "moment", "state")
    list_filter = ("state", "need_chooses", "is_fallback", "in_danger", "moment")
    search_fields = ("name_nl", "name_en", "slug", "options__service__name_nl")
    filter_horizontal = ("exploitation_forms", "situations", "needs")
    ordering = ("position", "pk")
    fieldsets = [
        (_("The rule"), {"fields": ["name", "slug", "position", "reason"]}),
        (
            _("For whom it holds"),
            {
                "fields": [
                    "in_danger",
                    "audiences",
                    "age_groups",
                    "residence_statuses",
                    "exploitation_forms",
                    "situations",
                    "needs",
                    "moment",
                ]
            },
        ),
        (
            _("Beside its options"),
            {"fields": ["need_chooses", "regional_coordinator_first", "is_fallback"]},
        ),
        PROVENANCE,
        PLANNED_DATES,
    ]
