"""The directory app: who offers what, for whom, where."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Name the app; its content is listed in ``directory.content_sources``."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Hulp"

    def ready(self) -> None:
        """Tell the desk what it must know of the directory, and keep secret places secret."""
        from directory import secret_places
        from directory.directory_work import DirectoryWork
        from directory.signpost_answers import SignpostAnswers
        from editorial import answers
        from editorial.work import tasks

        answers.register(SignpostAnswers())
        tasks.register(DirectoryWork)
        secret_places.connect()
