"""Where: areas and what lies in them, and the names and postcodes that people type."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.models import Area, AreaMember, FormerMunicipality, Place, Postcode
from editorial.admin.audited import AuditedAdmin
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


@admin.register(AreaMember)
class AreaMemberAdmin(AuditedAdmin):
    """Add a municipality to a region, or take it out. Search by the name of either."""

    list_display = ("municipality", "area")
    list_filter = ("area__kind",)
    list_select_related = ("area", "municipality")
    search_fields = ("area__name_nl", "area__code", "municipality__name_nl", "municipality__code")
    autocomplete_fields = ("area", "municipality")
    ordering = ("municipality__folded_name", "area__kind", "pk")


@admin.register(Place)
class PlaceAdmin(AuditedAdmin):
    """Keep places, other names and names of the past; a name may lead to several municipalities."""

    list_display = ("name", "municipality", "kind", "certainty")
    list_filter = ("kind", "certainty")
    list_select_related = ("municipality",)
    search_fields = ("name", "folded_name", "municipality__name_nl", "municipality__code")
    autocomplete_fields = ("municipality",)


@admin.register(Postcode)
class PostcodeAdmin(AuditedAdmin):
    """Keep in which municipality a postcode mainly lies, and where else."""

    list_display = ("pc4", "municipality", "main", "area_share", "certainty")
    list_filter = ("main", "certainty")
    list_select_related = ("municipality",)
    search_fields = ("=pc4", "municipality__name_nl", "=municipality__code")
    autocomplete_fields = ("municipality",)


@admin.register(FormerMunicipality)
class FormerMunicipalityAdmin(AuditedAdmin):
    """Keep where old codes lead; of a municipality that was divided, to each of its parts."""

    list_display = ("old_name", "old_code", "current", "date", "note")
    list_select_related = ("current",)
    search_fields = ("old_name", "old_code", "current__name_nl", "current__code")
    autocomplete_fields = ("current",)
    date_hierarchy = "date"
