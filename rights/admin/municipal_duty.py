"""Duties of municipalities at the desk."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from editorial.admin.entry import EntryAdmin
from rights.admin.fieldsets import PUBLICATION, sources
from rights.admin.provisions import ChoosesProvisions
from rights.models import MunicipalDuty


@admin.register(MunicipalDuty)
class MunicipalDutyAdmin(ChoosesProvisions, EntryAdmin):
    """Edit a duty with its law, guidance and contacts."""

    list_display = ("__str__", "kind", "position", "state", "assured_date")
    list_filter: ClassVar[Any] = ("state", "kind", "certainty")
    search_fields = ("slug", "name_nl", "name_en", "text_nl", "text_en")
    filter_horizontal = ("provisions", "publications", "contacts", "rights")
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("name", "kind", "text", "position")}),
        (
            _("What belongs to it"),
            {"fields": ("provisions", "publications", "contacts", "rights")},
        ),
        sources(),
        PUBLICATION,
    )
