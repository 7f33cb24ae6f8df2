"""What the desk does of its own accord: tell dates and twins, propose slugs, clear drafts away."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from editorial.admin.change_many import ChangeMany
from editorial.admin.form_drafts import FormDrafts
from editorial.documents.document import Document, child_model
from editorial.models import Entry
from editorial.publishing.drafts import close_proposals


class EntryDrafts(FormDrafts, ChangeMany):
    """Mixed into the admin of every kind of entry, before Django's own."""

    slug_from: ClassVar[str] = "name"

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Propose the slug of a new entry from its Dutch name, while one types it."""
        return {"slug": (f"{self.slug_from}_nl",)} if obj is None else {}

    def get_list_display(self, request: HttpRequest) -> Any:
        """Say in every list what the dates make of the state."""
        return [
            "publication" if name == "state" else name for name in super().get_list_display(request)
        ]

    @admin.display(description=_lazy("publication state"), ordering="state")
    def publication(self, entry: Entry) -> str:
        """Return the state, and that it expired or has not begun."""
        return entry.publication_label

    def look_alikes(self, document: Document) -> list[Entry]:
        """Return the entries that a new one may be a second of."""
        return []

    def _ask_about_alike(self, request: HttpRequest, document: Document) -> HttpResponse | None:
        """Point out what a new entry looks like; None if that was seen, or is nothing."""
        alike = self.look_alikes(document)
        seen = " ".join(str(entry.pk) for entry in alike)
        if request.POST.get("alike_seen", "") == seen:
            return None
        request.alike, request.alike_seen = alike, seen  # type: ignore[attr-defined]
        refusal = _("Nothing is saved yet. Is it really another one? Then save again.")
        page: HttpResponse = self._try(request, None, None, [("", refusal)]).page  # type: ignore[attr-defined]
        return page

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Let the rows of a draft go with it: they ask for no permission of their own."""
        shown, counts, needed, protected = super().get_deleted_objects(objs, request)
        rows = {
            str(child_model(self.model, name)._meta.verbose_name)
            for name in self.model.document_children
        }
        return shown, counts, set(needed) - rows, protected

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete a draft, and take back what waited for it."""
        with transaction.atomic():
            close_proposals(obj, by=request.user)  # type: ignore[arg-type]
            super().delete_model(request, obj)

    def _new_context(self, request: HttpRequest) -> dict[str, Any]:
        """Return what stands around the form of a new entry."""
        return {
            "buttons": "new",
            "note": request.POST.get("note", ""),
            "alike": getattr(request, "alike", []),
            "alike_seen": getattr(request, "alike_seen", request.POST.get("alike_seen", "")),
            **self.draft_context(request),
        }
