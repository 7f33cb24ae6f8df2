"""Places of an organization, as its rows and as what a service refers to."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.models import Location
from editorial.admin.language_tabs import TranslatedRows
from editorial.admin.read_only import ReadOnlyAdmin

KEY_HELP = _("A name that no other place has, such as comensha-office. Never an address.")


class LocationRows(TranslatedRows):
    """Edit where an organization stands; a secret place holds no address, town or coordinates."""

    model = Location
    fields = (
        ("key", "location_type", "confidential"),
        "name",
        ("address_1", "postal_code", "city"),
        ("latitude", "longitude"),
        "description",
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Explain the key, which the model leaves to whoever writes a file."""
        return super().get_formset(request, obj, help_texts={"key": KEY_HELP}, **kwargs)


@admin.register(Location)
class LocationAdmin(ReadOnlyAdmin):
    """Find a place and see whose it is. It is changed at its organization, as a proposal."""

    list_display = ("__str__", "organization", "location_type", "confidential", "city")
    list_filter = ("confidential", "location_type")
    list_select_related = ("organization",)
    search_fields = ("key", "name_nl", "name_en", "city", "organization__name_nl")
    ordering = ("organization__sort_key", "key")
