"""Who answers for a right."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models import Ownership
from rights.models.right import Right


class RightOwnership(Ownership):
    """The ministry that answers for one right, with the sign-off by a lawyer."""

    right = models.OneToOneField(
        Right, verbose_name=_("right"), on_delete=models.CASCADE, related_name="ownership"
    )

    objects: ClassVar[models.Manager["RightOwnership"]] = models.Manager()

    class Meta(Ownership.Meta):
        verbose_name = _("owner of a right")
        verbose_name_plural = _("owners of rights")
        ordering: ClassVar = ["right"]

    def __str__(self) -> str:
        return str(self.right)
