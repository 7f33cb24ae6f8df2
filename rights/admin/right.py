"""Rights at the desk, with their conditions and for whom they hold."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.admin.entry import EntryAdmin
from editorial.admin.language_tabs import TranslatedRows
from rights.admin.fieldsets import PUBLICATION, sources
from rights.admin.provisions import ChoosesProvisions
from rights.models import Condition, Entitlement, Right, RightVariant


class ConditionInline(TranslatedRows):
    """The conditions, which the rows of the entitlements name by their keys."""

    model = Condition
    fields = ("key", "text", "steps", "situation", "excluding_steps", "position")


class EntitlementFormSet(forms.BaseInlineFormSet):  # type: ignore[type-arg]
    """The rows of one right, each at a place of its own."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Put a new row after the others: its place names it in the document form."""
        places = self.instance.entitlements.values_list("position", flat=True)
        form.instance.position = max(places, default=-1) + 1
        return super().save_new(form, commit=commit)


class EntitlementInline(TranslatedRows):
    """For whom: together the rows must answer every age with every sort of papers once."""

    model = Entitlement
    formset = EntitlementFormSet
    fields = ("age_groups", "residence_statuses", "value", "conditions", "explanation")


class VariantInline(ChoosesProvisions, TranslatedRows):
    """The text for people whose age or papers the law treats differently."""

    model = RightVariant
    filter_horizontal = ("provisions",)
    fields = (
        "key",
        "age_groups",
        "residence_statuses",
        "summary",
        "warning",
        "how",
        "duration",
        "doubt",
        "provisions",
        "position",
    )


@admin.register(Right)
class RightAdmin(ChoosesProvisions, EntryAdmin):
    """Edit a right; its rows are checked together."""

    list_display = ("__str__", "kind", "position", "state", "assured_date")
    list_filter: ClassVar[Any] = ("state", "kind", "certainty", "needs")
    search_fields = ("slug", "name_nl", "name_en", "summary_nl", "summary_en")
    filter_horizontal = ("needs", "provisions", "services")
    inlines = (ConditionInline, EntitlementInline, VariantInline)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "kind", "summary")}),
        (_("How to get it"), {"fields": ("warning", "how", "duration")}),
        (_("Where it belongs"), {"fields": ("phases", "needs", "position")}),
        (_("What it rests on, and who helps"), {"fields": ("provisions", "services")}),
        sources("right_on"),
        PUBLICATION,
    )
