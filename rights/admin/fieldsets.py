"""What the forms of all kinds of entries end with."""

from typing import Any

from django.utils.translation import gettext_lazy as _

PUBLICATION: tuple[Any, dict[str, Any]] = (
    _("Publication"),
    {"fields": ("slug", "publish_at", "expires_at")},
)


def sources(*more: str) -> tuple[Any, dict[str, Any]]:
    """Return the part about where the facts come from, with fields that one kind adds."""
    return _("Sources"), {"fields": ("source", "seen_in", "certainty", *more, "doubt")}
