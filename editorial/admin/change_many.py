"""The action that gives one field of many selected entries the same value."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.tables.selected import MAX_SELECTED, table_of
from editorial.tables.views import change_records

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = object


class ChangeMany(ModelAdmin):
    """Mixed into the admin of every kind of entry; only those that are a table have the action."""

    def has_table_permission(self, request: HttpRequest) -> bool:
        """Return whether this account may change the records of this list as a table."""
        table = table_of(self.model)
        return table is not None and request.user.has_perm(table.permission_to_change)

    @admin.action(
        description=gettext_lazy("Change one field of the selected"), permissions=["table"]
    )
    def change_field(self, request: HttpRequest, selected: QuerySet[Any]) -> HttpResponse:
        """Lead to the page that asks for the field and its value."""
        table = table_of(self.model)
        assert table is not None
        too_many = selected.count() - MAX_SELECTED
        if too_many > 0:
            text = _("Selected beyond what fits here, and not shown: %(too_many)s.")
            messages.warning(request, text % {"too_many": too_many})
        keys = selected.values_list(table.key_column, flat=True)
        return change_records(request, table, keys[:MAX_SELECTED])
