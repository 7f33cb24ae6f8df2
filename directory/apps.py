"""The directory app: who offers what, for whom, where."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Name the app; its content is listed in ``directory.content_sources``."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Hulp"

    def ready(self) -> None:
        """Show the signpost's answers at the desk before they change; keep secret places secret."""
        from directory import secret_places
        from directory.signpost_answers import SignpostAnswers
        from editorial import answers

        answers.register(SignpostAnswers())
        secret_places.connect()
