"""A change that waits for somebody else's approval, or that went live at once in an emergency."""

from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.entry import Entry

PUBLISH = "editorial.publish_entry"
"""What an account may do that approves what others wrote."""


class ProposalState(models.TextChoices):
    """The road of a proposal."""

    WAITING = "waiting", _("Waits for approval")
    RETURNED = "returned", _("Returned with a remark")
    TAKEN_BACK = "taken_back", _("Taken back")
    APPROVED = "approved", _("Approved")
    UNREVIEWED = "unreviewed", _("Live in an emergency, not reviewed yet")
    REVIEWED = "reviewed", _("Live in an emergency, reviewed")


class ProposalOrigin(models.TextChoices):
    """Where a proposal comes from."""

    DESK = "desk", _("Written at the desk")
    CONTACT = "contact", _("Corrected by the organisation itself")
    IMPORT = "import", _("Imported")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Queries over proposals."""

    def of(self, entry: Entry) -> Self:
        """Keep the proposals for one entry, newest first."""
        return self.filter(entry_model=entry._meta.label, entry_id=entry.pk).order_by("-pk")

    def open(self) -> Self:
        """Keep what is still being worked on: waiting, or returned to its writer."""
        return self.filter(state__in=[ProposalState.WAITING, ProposalState.RETURNED])

    def waiting(self) -> Self:
        """Keep what waits for a publisher, what waits longest first."""
        return self.filter(state=ProposalState.WAITING).order_by("updated_at", "pk")


class Proposal(models.Model):
    """The whole document that an entry should become, and the document that it was made from.

    With both, only what the writer changed is applied: what somebody else changed in the meantime
    stays. ``contributors`` are the numbers of every account that wrote a part of it; none of them
    may approve it, nor may those that are ``barred``: of an answer from an organization, whoever
    asked for it and whoever proposed what it answers. ``merge_into`` is the number of the entry
    that takes over what hangs on this one (``editorial.publishing.merging``).
    """

    entry_model = models.CharField(max_length=100)
    entry_id = models.BigIntegerField()
    title = models.CharField(_("entry"), max_length=250)
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    origin = models.CharField(
        _("from"), max_length=20, choices=ProposalOrigin.choices, default=ProposalOrigin.DESK
    )
    document = models.JSONField()
    base_document = models.JSONField()
    merge_into = models.BigIntegerField(null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    author_name = models.CharField(_("written by"), max_length=200)
    contributors = models.JSONField(default=list)
    barred = models.JSONField(default=list)
    note = models.TextField(_("why"), blank=True)
    remark = models.TextField(_("remark of the publisher"), blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True, db_index=True)

    objects: ClassVar[models.Manager["Proposal"]] = models.Manager.from_queryset(ProposalQuerySet)()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering: ClassVar = ["-updated_at", "-pk"]
        default_permissions: ClassVar = ["add", "view"]
        permissions: ClassVar = [("publish_entry", "Can approve and publish what others wrote")]
        indexes: ClassVar = [
            models.Index(fields=["entry_model", "entry_id", "-id"], name="proposal_by_entry"),
            models.Index(fields=["state", "updated_at"], name="proposal_by_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry_model", "entry_id", "author"],
                condition=Q(state__in=["waiting", "returned"]),
                name="one_open_proposal_an_author_and_entry",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the URL of its page at the desk."""
        return reverse("admin:editorial_proposal_change", args=[self.pk])

    @property
    def entry_class(self) -> type[Entry]:
        """Return the kind of entry."""
        model: Any = apps.get_model(self.entry_model)
        return model  # type: ignore[no-any-return]

    def find_entry(self) -> Entry | None:
        """Return the entry, or None if it was deleted: one query."""
        return self.entry_class._default_manager.filter(pk=self.entry_id).first()

    def find_merge_target(self) -> Entry | None:
        """Return the entry that this one is merged into, or None: one query at most."""
        if self.merge_into is None:
            return None
        return self.entry_class._default_manager.filter(pk=self.merge_into).first()

    @property
    def is_open(self) -> bool:
        """Return whether it is still being worked on."""
        return self.state in {ProposalState.WAITING, ProposalState.RETURNED}

    @property
    def is_waiting(self) -> bool:
        """Return whether a publisher can decide on it."""
        return self.state == ProposalState.WAITING
