"""The rights app: what a victim is entitled to, and by which law."""

from django.apps import AppConfig
from django.conf import settings


class RightsConfig(AppConfig):
    """Name the app; its content is listed in ``rights.content_sources``."""

    name = "rights"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Rechten"

    def ready(self) -> None:
        """Tell the work list of the desk what waits here."""
        if not settings.HAS_DESK:
            return
        from editorial.work import tasks
        from rights.work import RightsWork

        tasks.register(RightsWork)
