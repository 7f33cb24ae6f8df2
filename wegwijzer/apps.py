"""The composition: settings, URLs and the pages that join services and rights."""

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class WegwijzerConfig(AppConfig):
    """Name the app, which has no models, and what is done after a migration and an edition."""

    name = "wegwijzer"
    verbose_name = "Wegwijzer Mensenhandel"

    def ready(self) -> None:
        """Listen to migrations where there is a database, and note what others must copy again."""
        from editorial.editions.making import before_every_edition
        from wegwijzer.open_data.noting import note_changes

        before_every_edition(note_changes)
        if settings.HAS_DESK:
            from wegwijzer import named_records
            from wegwijzer.postgresql.site_role import grant_after_migrate

            named_records.connect()
            post_migrate.connect(grant_after_migrate, sender=self)
