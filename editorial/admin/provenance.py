"""Parts of a form that every kind of entry has, in the same words and at the end."""

from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts
    from django.utils.functional import _StrPromise

FieldSet: TypeAlias = "tuple[str | _StrPromise | None, _FieldOpts]"

PROVENANCE: FieldSet = (
    _("Where this was seen, and what is not sure"),
    {"fields": ["source", "seen_in", "certainty", "doubt"]},
)
PLANNED_DATES: FieldSet = (
    _("From when and until when the public sees it"),
    {"fields": ["publish_at", "expires_at"], "classes": ["collapse"]},
)
