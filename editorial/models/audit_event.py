"""Who did what, when: a log that only grows."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AuditAction(models.TextChoices):
    """What is worth remembering. The codes stand in the log for good: never change one."""

    SIGNED_IN = "signed_in", _("Signed in")
    SIGNED_OUT = "signed_out", _("Signed out")
    SIGN_IN_REFUSED = "sign_in_refused", _("Sign-in refused")
    LOCKED_OUT = "locked_out", _("Locked out")
    REFUSED = "refused", _("Refused")
    SESSIONS_ENDED = "sessions_ended", _("Ended all other sessions")
    PASSWORD_SET = "password_set", _("Password set")
    SECOND_FACTOR_ADDED = "second_factor_added", _("Second factor added")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("Second factor removed")
    IDENTITY_LINKED = "identity_linked", _("Known by the identity provider from now on")
    INVITED = "invited", _("Invited by a one-time link")
    ROLE_GIVEN = "role_given", _("Role given")
    ROLE_TAKEN = "role_taken", _("Role taken away")
    ADDED = "added", _("Added")
    CHANGED = "changed", _("Changed")
    DELETED = "deleted", _("Deleted")
    PROPOSED = "proposed", _("Proposed a change")
    PROPOSAL_WITHDRAWN = "proposal_withdrawn", _("Took a proposal back")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned with a remark")
    EMERGENCY = "emergency", _("Emergency change")
    REVIEWED = "reviewed", _("Reviewed an emergency change")
    ADDRESS_ERASED = "address_erased", _("Erased a secret address")
    VERIFIED = "verified", _("Verified")
    REPORTS_SETTLED = "reports_settled", _("Looked into reports by visitors")
    LINK_ACCEPTED = "link_accepted", _("Accepted a link as it is")
    CONFIRMATION_ASKED = "confirmation_asked", _("Asked an organisation to confirm")
    CONFIRMATION_REVOKED = "confirmation_revoked", _("Revoked a link for an organisation")
    CONFIRMATION_GIVEN = "confirmation_given", _("The organisation answered")
    TRANSLATION_CONFIRMED = "translation_confirmed", _("Confirmed a translation")
    EXPORTED = "exported", _("Exported")
    IMPORTED = "imported", _("Imported")
    WENT_BACK = "went_back", _("Went back to an earlier edition")
    WENT_ON = "went_on", _("Made the newest edition live again")
    LOG_SHORTENED = "log_shortened", _("Shortened the audit log")


def audit_actions() -> list[tuple[str, Any]]:
    """Return the choices; as a function, so that a new action needs no migration."""
    return AuditAction.choices


class AuditEvent(models.Model):
    """One event: when, who, what, on what, and the names of the fields; never a value.

    The actor is text, not a key to the users table, so that nothing cascades into the log. The
    database refuses to change or remove events (see ``editorial.audit.append_only``).
    """

    happened_at = models.DateTimeField(
        _("when"), default=timezone.now, editable=False, db_index=True
    )
    actor = models.CharField(
        _("who"),
        max_length=200,
        blank=True,
        db_index=True,
        help_text=_("A user name, a command, or empty: not known."),
    )
    action = models.CharField(_("what"), max_length=30, choices=audit_actions)
    object_label = models.CharField(_("kind"), max_length=100, blank=True)
    object_key = models.CharField(_("key"), max_length=250, blank=True)
    fields = models.JSONField(_("fields"), default=list, blank=True)

    objects: ClassVar[models.Manager["AuditEvent"]] = models.Manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("audit log")
        ordering: ClassVar = ["-happened_at", "-pk"]
        default_permissions: ClassVar = ["view"]
        indexes: ClassVar = [
            models.Index(fields=["object_label", "object_key"], name="audit_event_by_object")
        ]

    def __str__(self) -> str:
        moment = timezone.localtime(self.happened_at)
        return f"{moment:%Y-%m-%d %H:%M} {self.actor}: {self.get_action_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event; the database refuses anything else."""
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: only ``shorten_audit_log`` removes events, and logs that it did."""
        raise TypeError("Events are not deleted; see shorten_audit_log.")
