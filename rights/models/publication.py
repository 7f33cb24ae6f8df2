"""Reports and guidance about trafficking."""

from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.models import Audience, Organization
from directory.models.fields import ChoiceSetField, FoldedField, LinesField
from editorial.models import Entry, EntryQuerySet, PublishedManager
from rights.models.choices import PublicationKind
from rights.models.legislation import Legislation


class PublicationQuerySet(EntryQuerySet["Publication"]):
    """Queries over publications."""

    def newest_first(self) -> Self:
        """Order by year, those without one last, then by Dutch title."""
        return self.select_related("publisher").order_by(
            F("year").desc(nulls_last=True), "sort_key", "pk"
        )

    def count_by_kind(self) -> dict[str, int]:
        """Return how many publications there are of each kind that occurs: 1 query."""
        return dict(self.order_by("kind").values_list("kind").annotate(models.Count("pk")))

    def for_page(self) -> Self:
        """Load what the page of publications shows: 2 queries."""
        return self.newest_first().prefetch_related(
            models.Prefetch("legislation", queryset=Legislation.objects.by_kind())
        )


PublicationManager = models.Manager.from_queryset(PublicationQuerySet)
PublishedPublicationManager = PublishedManager.from_queryset(PublicationQuerySet)


class Publication(Entry):
    """One report, guidance or page, by publisher, audience, kind, year and language.

    There is a link only where one was seen; none is guessed. Where only the site is known on which
    it stands, the link is that site.
    """

    document_children = ("victim_counts",)

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    publisher = models.ForeignKey(
        Organization,
        verbose_name=_("publisher"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="publications",
    )
    publisher_name = models.CharField(
        _("publisher, if not in the list"), max_length=120, blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PublicationKind.choices)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    languages = LinesField(
        _("languages"), help_text=_("Two-letter codes (nl, en), one a line. Empty: not known.")
    )
    audiences = ChoiceSetField(_("audiences"), choice_set=Audience, blank=False)
    url = models.URLField(_("link"), blank=True, help_text=_("Only a link that was seen to work."))
    legislation: Any = models.ManyToManyField(
        Legislation, verbose_name=_("legislation"), blank=True, related_name="publications"
    )
    sort_key = FoldedField(of="title_nl", db_index=True)

    objects: ClassVar[PublishedPublicationManager["Publication"]] = PublishedPublicationManager()
    all_objects: ClassVar[PublicationManager["Publication"]] = PublicationManager()
    _default_manager: ClassVar[PublicationManager["Publication"]]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering: ClassVar = ["sort_key", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"
        constraints: ClassVar = [
            # clean() says so, also of a publisher that is in the same file and not saved yet.
            models.CheckConstraint(
                condition=Q(publisher__isnull=True) | Q(publisher_name=""),
                name="publication_has_one_publisher",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug

    @property
    def link(self) -> str:
        """Return where to read it, or else the website of who published it; empty if not known."""
        return self.url or (self.publisher.website if self.publisher else "")

    @property
    def link_host(self) -> str:
        """Return the name of the site that the link leads to."""
        return urlsplit(self.link).netloc

    @property
    def is_link_to_itself(self) -> bool:
        """Return whether the link leads to the publication, not only to a website that has it."""
        return urlsplit(self.url).path.strip("/") != ""

    def clean(self) -> None:
        """Refuse two publishers."""
        super().clean()
        if self.publisher is not None and self.publisher_name:
            raise ValidationError(
                {"publisher_name": _("Leave this empty if the publisher is in the list.")}
            )

    def get_absolute_url(self) -> str:
        """Return its place on the page of publications in the active language."""
        from django.urls import reverse

        return f"{reverse('rights:publications')}#{self.slug}"
