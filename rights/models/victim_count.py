"""How many victims a report counts in a year."""

from typing import ClassVar, Self

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from editorial.models import ContentModel
from rights.models.publication import Publication

FIRST_YEAR = 2000


class VictimCountQuerySet(models.QuerySet["VictimCount"]):
    """Queries over counts."""

    def newest_first(self) -> Self:
        """Load the counts of published reports by year; of one year the newest report first."""
        return (
            self.filter(publication__in=Publication.objects.all())
            .select_related("publication__publisher")
            .order_by("-year", F("publication__year").desc(nulls_last=True), "pk")
        )


VictimCountManager = models.Manager.from_queryset(VictimCountQuerySet)


class VictimCount(ContentModel):
    """The registered victims of one year, as one report counts them.

    Who publishes the report decides what is counted: counts of two publishers are never one row.
    """

    key_fields = ("year",)
    document_excluded = frozenset({"publication"})

    publication = models.ForeignKey(
        Publication,
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="victim_counts",
    )
    year = models.PositiveSmallIntegerField(
        _("year that was counted"), validators=[MinValueValidator(FIRST_YEAR)]
    )
    number = models.PositiveIntegerField(_("registered victims"))

    objects: ClassVar[VictimCountManager["VictimCount"]] = VictimCountManager()
    _default_manager: ClassVar[VictimCountManager["VictimCount"]]

    class Meta:
        verbose_name = _("number of registered victims")
        verbose_name_plural = _("numbers of registered victims")
        ordering: ClassVar = ["year", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publication", "year"], name="victims_counted_once_a_publication"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.grouped}"

    @property
    def grouped(self) -> str:
        """Return the number as people write it in the active language: 1,334."""
        return number_format(self.number, force_grouping=True)
