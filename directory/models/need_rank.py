"""The order in which those who meet a need are named, kept by editors."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.need import Need
from directory.models.service import Service
from editorial.models import ContentModel


class NeedRank(ContentModel):
    """The place of a service among all that meet a need; those without one come last.

    It decides between services that are equally known to fit, open, direct and near.
    """

    key_fields = ("need", "service")

    need = models.ForeignKey(
        Need, verbose_name=_("need"), on_delete=models.CASCADE, related_name="ranks"
    )
    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="need_ranks"
    )
    rank = models.PositiveSmallIntegerField(
        _("place in the order"),
        help_text=_(
            "The lowest number comes first. 0 stands above everything, whatever else was asked:"
            " keep it for 112."
        ),
    )
    may_be_first = models.BooleanField(
        _("may be the first contact"),
        default=True,
        help_text=_(
            "If not, this need never makes it the first contact of the signpost; lists name it."
        ),
    )

    objects: ClassVar[models.Manager["NeedRank"]] = models.Manager()

    class Meta:
        verbose_name = _("place among those who meet a need")
        verbose_name_plural = _("order of those who meet a need")
        ordering: ClassVar = ["need", "rank", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "service"], name="service_once_in_a_need"),
        ]

    def __str__(self) -> str:
        return f"{self.need}: {self.rank}"
