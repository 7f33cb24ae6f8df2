"""The directory app: who offers what, for whom, where."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Name the app; its content is listed in ``directory.content_sources``."""

    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Hulp"
