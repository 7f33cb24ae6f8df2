"""The directory app: who offers what, for whom, where."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Name the app; its content is listed in ``directory.content_sources``."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Hulp"

    def ready(self) -> None:
        """Tell the desk what it must know of the directory, and keep secret places secret."""
        from directory.desk import secret_places, secret_texts
        from directory.desk.work import DirectoryWork
        from directory.guard.answers import SignpostAnswers
        from editorial.publishing import guards
        from editorial.work import tasks

        guards.register(SignpostAnswers())
        tasks.register(DirectoryWork)
        secret_places.connect()
        secret_texts.connect()
