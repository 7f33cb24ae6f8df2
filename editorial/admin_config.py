"""Which site Django's admin uses; named here because no model may be imported this early."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Make the desk the admin's only site."""

    default_site = "editorial.desk.site.Desk"
