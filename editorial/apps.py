"""The editorial app: what makes an entry publishable and trustworthy."""

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.db import models
from django.db.models.signals import post_migrate


class EditorialConfig(AppConfig):
    """Connect what every migration must put back, and what listens to signing in."""

    name = "editorial"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Redactie"

    def ready(self) -> None:
        """Keep outdated translations from readers; all else is the desk's."""
        from editorial.translations import reader_texts

        reader_texts.install()
        if settings.HAS_DESK:
            self._open_desk()

    @staticmethod
    def _open_desk() -> None:
        """Install triggers and roles after each migrate, and start listening.

        SQLite drops triggers when a migration remakes a table; new models bring new permissions.
        """
        from editorial.accounts import events, lockout, provider_adapter, second_factor, sessions
        from editorial.accounts.roles import grant_roles_after_migrate
        from editorial.audit.append_only import protect_after_migrate
        from editorial.documents.keys import KeyIn
        from editorial.editions import contents, taking_away
        from editorial.erasure import copies
        from editorial.versioning.content_version import install_triggers_after_migrate
        from editorial.work import tasks
        from editorial.work.feedback_work import FeedbackWork
        from editorial.work.planned_work import PlannedWork
        from editorial.work.undecided_work import UndecidedWork

        for column in (models.AutoField, models.BigAutoField):
            column.register_lookup(KeyIn)
        for handler in (
            install_triggers_after_migrate,
            protect_after_migrate,
            grant_roles_after_migrate,
        ):
            post_migrate.connect(handler, dispatch_uid=f"editorial.{handler.__name__}")
        for listener in (second_factor, provider_adapter, lockout, sessions, events, taking_away):
            listener.connect()
        checks.register(contents.check_everything_is_listed)
        tasks.register(FeedbackWork)
        tasks.register(PlannedWork)
        tasks.register(UndecidedWork)
        copies.register_copies(copies.delete_pending_uploads)
        copies.register_copies(copies.delete_form_drafts)
