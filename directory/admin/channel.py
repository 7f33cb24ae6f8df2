"""Numbers and addresses, as rows of their organization and as what a service refers to."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.admin.typed import ChannelForm, NumberSearch
from directory.models import Channel
from editorial.admin.language_tabs import TranslatedRows
from editorial.admin.read_only import ReadOnlyAdmin
from editorial.admin.verifiable import VerifiableAdmin

KEY_HELP = _("A name that no other number has, such as comensha-phone. Services refer to it.")

VALUE_HELP = _("A number as you would write it, such as 033 448 11 86 or 112; a link; an e-mail.")
HELP = {"key": KEY_HELP, "value": VALUE_HELP}


class ChannelRows(TranslatedRows):
    """Edit the ways to reach an organization, each stored once for all its services."""

    model = Channel
    form = ChannelForm
    fields = (
        ("key", "position"),
        ("kind", "value"),
        "label",
        ("opening_hours", "cost", "abroad"),
        ("certainty", "source"),
        "doubt",
    )

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Explain what the model leaves to whoever writes a file."""
        return super().get_formset(request, obj, help_texts=HELP, **kwargs)


@admin.register(Channel)
class ChannelAdmin(NumberSearch, VerifiableAdmin, ReadOnlyAdmin):
    """Find a number and see whose it is. It is changed at its organization, as a proposal."""

    number_field = "value"
    list_display = ("__str__", "organization", "label", "opening_hours", "assured_date")
    list_filter = ("kind", "cost", "abroad", "certainty")
    list_select_related = ("organization",)
    search_fields = (
        "key",
        "value",
        "label_nl",
        "label_en",
        "organization__name_nl",
        "organization__name_en",
        "organization__abbreviation",
    )
    ordering = ("organization__sort_key", "position", "pk")
