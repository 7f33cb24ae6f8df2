"""What of the directory goes out and in as tables."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.formats.phone import number_as_typed
from directory.formats.typed_hours import hours_as_typed
from directory.models import Channel, Organization, Service
from directory.models.channel import NUMBER_KINDS
from editorial.tables.table import Table


def _as_typed(column: str, text: str, said: Mapping[str, Any]) -> str:
    """Return a number or hours as they are stored, as the forms of the desk read them."""
    if column == "opening_hours":
        return hours_as_typed(text)
    if column == "value" and said.get("kind") in NUMBER_KINDS:
        return number_as_typed(text)
    return text


TABLES = (
    Table("organizations", _("Organisations"), Organization),
    Table("services", _("Services"), Service, as_typed=_as_typed),
    Table("coverage", _("Coverage: whom services serve"), Service, only=("service_areas",)),
    Table(
        "channels",
        _("Contact channels"),
        Channel,
        entry_model=Organization,
        child_name="channels",
        as_typed=_as_typed,
    ),
)
