"""The four digits of postcodes."""

from django.contrib import admin

from directory.models import Postcode
from editorial.admin.audited import AuditedAdmin


@admin.register(Postcode)
class PostcodeAdmin(AuditedAdmin):
    """Keep in which municipality a postcode mainly lies, and where else."""

    list_display = ("pc4", "municipality", "main", "area_share", "certainty")
    list_filter = ("main", "certainty")
    list_select_related = ("municipality",)
    search_fields = ("=pc4", "municipality__name_nl", "=municipality__code")
    autocomplete_fields = ("municipality",)
