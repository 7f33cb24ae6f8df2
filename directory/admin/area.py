"""The country, its regions and its municipalities."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import Area
from editorial.admin.language_tabs import TranslatedAdmin


@admin.register(Area)
class AreaAdmin(TranslatedAdmin):
    """Find areas; a merger of municipalities is a command, see docs/reorganization.md."""

    list_display = ("__str__", "code", "kind")
    list_filter = ("kind",)
    search_fields = ("name_nl", "name_en", "code", "folded_name")
    ordering = ("kind", "folded_name", "pk")
    fieldsets = [
        (None, {"fields": ["code", "kind", "name"]}),
        (_("A point inside, for maps"), {"fields": ["latitude", "longitude"]}),
    ]
