"""What of the directory goes out and in as tables."""

from django.utils.translation import gettext_lazy as _

from directory.models import Channel, Organization, Service
from editorial.tables.table import Table

TABLES = (
    Table("organizations", _("Organisations"), Organization),
    Table("services", _("Services"), Service),
    Table("coverage", _("Coverage: whom services serve"), Service, only=("service_areas",)),
    Table(
        "channels",
        _("Contact channels"),
        Channel,
        entry_model=Organization,
        child_name="channels",
    ),
)
