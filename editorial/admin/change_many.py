"""The action that gives one field of many selected entries the same value."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy

from editorial.tables.selected import MAX_SELECTED, table_of
from editorial.tables.views import change_selected

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
        asked = QueryDict(mutable=True)
        keys = selected.values_list(table.key_column, flat=True)
        asked.setlist("key", list(keys[:MAX_SELECTED]))
        request.POST = asked  # type: ignore[assignment]
        return change_selected(request, table.name)
