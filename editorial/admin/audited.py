"""What every page of the desk that changes something inherits: its changes reach the audit log."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet, URLField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from editorial.audit.log import key_of, record_event
from editorial.desk.site import choice_label
from editorial.desk.uses import uses_of
from editorial.documents.keys import key_in
from editorial.documents.named_records import named_in
from editorial.models import AuditAction, AuditEvent

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


class AuditedAdmin(ModelAdmin):
    """Write to the audit log instead of Django's own, which roles can change and users cascade to.

    There is no bulk deletion: it would skip the rules for one record.
    """

    LATEST = 200
    formfield_overrides: ClassVar[Any] = {URLField: {"assume_scheme": "https"}}

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Return the names of the fields that a form and the rows below it change."""
        names = set(form.changed_data)
        for formset in formsets or ():
            names.update(f"{formset.prefix}.{name}" for name in _changed_in_rows(formset))
        return sorted(names)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Name what is chosen already as the search for it does."""
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            field.label_from_instance = choice_label
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Say on the form of a record what hangs on it."""
        record = kwargs.get("obj")
        context["uses"] = uses_of(record, self.admin_site) if record else []
        context.setdefault("plain_language", None)
        context["named_in"] = named_in(record) if record else []
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep what the site names, whoever asks."""
        is_named = obj is not None and bool(named_in(obj))
        return super().has_delete_permission(request, obj) and not is_named

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Log that a record was added."""
        return record_event(AuditAction.ADDED, target=obj)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Log that a record was changed, with the names of the fields."""
        return record_event(AuditAction.CHANGED, target=obj, fields=message)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any]) -> Any:
        """Log each record that was deleted."""
        return [record_event(AuditAction.DELETED, target=record) for record in queryset]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Offer no bulk deletion."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show what the audit log says of this record: newest first, at most 200 events."""
        record = get_object_or_404(self.get_queryset(request), pk=key_in(object_id))
        events = AuditEvent.objects.filter(
            object_label=record._meta.label, object_key=key_of(record)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("What happened to: %(record)s") % {"record": record},
            "opts": self.opts,
            "object": record,
            "events": events[: self.LATEST],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/editorial/events.html", context)


def _changed_in_rows(formset: Any) -> Iterator[str]:
    for _row, names in formset.changed_objects:
        yield from names
    if formset.new_objects:
        yield "added"
    if formset.deleted_objects:
        yield "removed"
