"""The editorial app: what makes an entry publishable and trustworthy."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EditorialConfig(AppConfig):
    """Connect the installation of the content version's triggers to every migration."""

    name = "editorial"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Redactie"

    def ready(self) -> None:
        """Install the triggers after each migrate, for SQLite drops them when it remakes a table."""
        from editorial.append_only import protect_after_migrate
        from editorial.content_version import install_triggers_after_migrate

        for handler in (install_triggers_after_migrate, protect_after_migrate):
            post_migrate.connect(handler, dispatch_uid=f"editorial.{handler.__name__}")
