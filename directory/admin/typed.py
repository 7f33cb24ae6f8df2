"""What people type at the desk, read as it is kept: numbers, hours and languages."""

from typing import Any

from babel import Locale
from django import forms
from django.contrib.admin.widgets import FilteredSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from directory.admin.week import OpeningHoursInput
from directory.formats.phone import digits_searched, number_as_typed
from directory.formats.typed_hours import hours_as_typed
from directory.models.channel import NUMBER_KINDS
from editorial.admin.entry import EntryForm

HOURS_HELP = _(
    "For example “ma-vr 9-17; za 10-12.30; feestdagen gesloten”, or “dag en nacht”. It is kept as"
    " “Mo-Fr 09:00-17:00; Sa 10:00-12:30; PH off”. Empty: not known."
)


class TypedHours(forms.ModelForm):  # type: ignore[type-arg]
    """Read hours as people type them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "opening_hours" in self.fields:
            field = self.fields["opening_hours"]
            field.help_text = HOURS_HELP
            field.widget = OpeningHoursInput(attrs=field.widget.attrs)

    def clean_opening_hours(self) -> str:
        """Return the hours as OSM writes them."""
        return hours_as_typed(self.cleaned_data["opening_hours"])


class ChannelForm(TypedHours):
    """Read a number as the Dutch write it, and hours as people type them."""

    def clean(self) -> Any:
        """Keep them in the one form in which they are stored; what is neither stays as typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") in NUMBER_KINDS:
            cleaned["value"] = number_as_typed(cleaned.get("value", ""))
        return cleaned


class LanguagesField(forms.MultipleChoiceField):
    """Choose languages by name. A code that is kept and has no name stays a choice."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", FilteredSelectMultiple(_("languages"), is_stacked=False))
        super().__init__(choices=languages_by_name, **kwargs)

    def validate(self, value: Any) -> None:
        """Leave an unknown code to the model, which says what is wrong with it."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return whether other languages are chosen, whatever their order."""
        return set(initial or ()) != set(data or ())


def languages_by_name() -> list[tuple[str, str]]:
    """Return the codes of two letters with their names in the active language, by name."""
    names = Locale.parse(get_language() or "nl").languages
    found = [(code, str(name)) for code, name in names.items() if len(code) == 2]
    return sorted(found, key=lambda language: language[1].casefold())


class ServiceForm(TypedHours, EntryForm):
    """Choose languages from a list."""

    languages = LanguagesField(label=capfirst(_("languages")), required=False)


class NumberSearch:
    """Find a number in every spelling; mixed in before Django's own search."""

    number_field = "channels__value"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Look for the digits that were typed, if it is nothing but a number."""
        digits = digits_searched(search_term)
        if not digits:
            return super().get_search_results(request, queryset, search_term)  # type: ignore[misc,no-any-return]
        found = Q(**{f"{self.number_field}__contains": digits})
        return queryset.filter(found), True
