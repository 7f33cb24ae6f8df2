"""What of the rights goes out and in as tables."""

from django.utils.translation import gettext_lazy as _

from editorial.tables.table import Table
from rights.models import Right

TABLES = (Table("rights", _("Rights, without their conditions"), Right),)
