"""A law, a decree, a treaty, or a text that may become one."""

from collections.abc import Iterator
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory.models.fields import FoldedField
from editorial.models import (
    REASONS_ABOUT_TEXT,
    Entry,
    EntryQuerySet,
    FieldCheckConstraint,
    PublishedManager,
    is_filled,
)
from rights.models.choices import PROPOSAL_KINDS, LegalStatus, LegislationKind
from rights.models.law_text import LawText, NotesLawChanges


class LegislationQuerySet(NotesLawChanges, EntryQuerySet["Legislation"]):
    """Queries over legislation."""

    def by_kind(self) -> Self:
        """Order by kind as the choices stand, then by Dutch name: the same in both languages."""
        rank = models.Case(
            *(
                models.When(kind=kind, then=position)
                for position, kind in enumerate(LegislationKind)
            ),
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.order_by(rank, "sort_key", "pk")

    def for_page(self) -> Self:
        """Load what an instrument's own page shows: 8 queries."""
        from rights.models.municipal_duty import MunicipalDuty
        from rights.models.provision import Provision
        from rights.models.publication import Publication
        from rights.models.right import Right

        public = Legislation.objects.by_kind()
        return self.prefetch_related(
            "identifiers",
            Prefetch("provisions", queryset=Provision.objects.order_by("position", "pk")),
            Prefetch(
                "provisions__rights", queryset=Right.objects.in_order(), to_attr="public_rights"
            ),
            Prefetch(
                "provisions__municipal_duties",
                queryset=MunicipalDuty.objects.order_by("position", "pk"),
                to_attr="public_duties",
            ),
            Prefetch("amends", queryset=public),
            Prefetch("amended_by", queryset=public),
            Prefetch("publications", queryset=Publication.objects.newest_first()),
        )


LegislationManager = models.Manager.from_queryset(LegislationQuerySet)
PublishedLegislationManager = PublishedManager.from_queryset(LegislationQuerySet)


class Legislation(LawText, Entry):
    """An instrument with its articles; a bill is one too, and can never be in force.

    ``right_on`` is the day on which its statements were right, empty where that is not known.
    """

    document_children = ("identifiers", "provisions")
    document_excluded = Entry.document_excluded | {"changed_at"}
    report_reasons = REASONS_ABOUT_TEXT
    built_links_need = ("identifiers",)

    name = models.CharField(_("name"), max_length=250)
    citation = models.CharField(
        _("citation"), max_length=120, blank=True, help_text=_("How lawyers cite it: Sr, Wmo 2015.")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=LegislationKind.choices)
    legal_status = models.CharField(
        _("legal status"), max_length=10, choices=LegalStatus.choices, default=LegalStatus.UNKNOWN
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    right_on = models.DateField(
        _("right on"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    summary = models.TextField(_("summary"), help_text=_("What it is about, in short sentences."))
    what_it_would_change = models.TextField(
        _("what it would change"), blank=True, help_text=_("Only for bills and proposals.")
    )
    amends: Any = models.ManyToManyField(
        "self", verbose_name=_("changes"), symmetrical=False, blank=True, related_name="amended_by"
    )
    sort_key = FoldedField(of="name_nl", db_index=True)

    objects: ClassVar[PublishedLegislationManager["Legislation"]] = PublishedLegislationManager()
    all_objects: ClassVar[LegislationManager["Legislation"]] = LegislationManager()
    _default_manager: ClassVar[LegislationManager["Legislation"]]

    name_nl: str
    name_en: str | None
    what_it_would_change_nl: str | None

    class Meta:
        verbose_name = _("legislation")
        verbose_name_plural = _("legislation")
        ordering: ClassVar = ["sort_key", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind__in=PROPOSAL_KINDS) | ~Q(legal_status=LegalStatus.IN_FORCE),
                name="a_proposal_is_never_in_force",
                violation_error_message=_("A bill or proposal cannot be in force."),
            ),
            FieldCheckConstraint(
                field="what_it_would_change_nl",
                condition=~Q(kind__in=PROPOSAL_KINDS) | is_filled("what_it_would_change_nl"),
                name="a_proposal_says_what_it_would_change",
                violation_error_message=_("Say what this proposal would change."),
            ),
            FieldCheckConstraint(
                field="what_it_would_change_nl",
                condition=Q(kind__in=PROPOSAL_KINDS) | ~is_filled("what_it_would_change_nl"),
                name="only_a_proposal_would_change_something",
                violation_error_message=_("Only a bill or a proposal would change something."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        """Return the URL in the active language."""
        from django.urls import reverse

        return reverse("rights:instrument", args=[self.slug])

    def built_links(self) -> Iterator[tuple[str, str, str]]:
        """Yield the official text in each language, where its numbers give a URL."""
        for language in ("nl", "en"):
            with override(language):
                for identifier in self.identifiers.all():
                    if identifier.url:
                        yield "identifiers", language, identifier.url

    @property
    def is_proposal(self) -> bool:
        """Return whether this is a text that may become law, and is not."""
        return self.kind in PROPOSAL_KINDS
