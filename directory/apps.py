"""The directory app: who offers what, for whom, where."""

from django.apps import AppConfig
from django.conf import settings


class DirectoryConfig(AppConfig):
    """Name the app; its content is listed in ``directory.content_sources``."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Hulp"

    def ready(self) -> None:
        """Tell the desk what it must know of the directory, and keep secret places secret."""
        if not settings.HAS_DESK:
            return
        from directory.desk import edition_checks, retired_contacts, secret_places, secret_texts
        from directory.desk.work import DirectoryWork
        from directory.guard.answers import SignpostAnswers
        from directory.guard.calls import CallsToMake
        from editorial.editions import checking
        from editorial.publishing import guards
        from editorial.work import tasks

        guards.register(SignpostAnswers())
        tasks.register(DirectoryWork)
        tasks.register(CallsToMake)
        secret_places.connect()
        secret_texts.connect()
        retired_contacts.connect()
        checking.register(edition_checks.check_fallbacks)
        checking.register(edition_checks.check_secret_places)
