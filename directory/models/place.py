"""What a person types when asked where: places, postcodes and municipalities of the past."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.area import Area, AreaKind
from directory.models.fields import FoldedField
from editorial.models import ContentModel


class PlaceKind(models.TextChoices):
    """Why this name leads to that municipality."""

    PLACE = "place", _("Place")
    ALIAS = "alias", _("Other name")
    FORMER_MUNICIPALITY = "former_municipality", _("Former municipality")


class Place(ContentModel):
    """A name that people use; the same name may lead to several municipalities."""

    key_fields = ("name", "municipality", "kind")
    document_excluded = frozenset({"folded_name"})

    name = models.CharField(_("name"), max_length=120)
    municipality = models.ForeignKey(
        Area,
        verbose_name=_("municipality"),
        on_delete=models.CASCADE,
        related_name="places",
        limit_choices_to={"kind": AreaKind.MUNICIPALITY},
    )
    kind = models.CharField(_("kind"), max_length=30, choices=PlaceKind.choices)
    certainty = models.CharField(_("certainty"), max_length=20, blank=True)
    folded_name = FoldedField(of="name", db_index=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering: ClassVar = ["folded_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name", "municipality", "kind"], name="place_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Postcode(ContentModel):
    """The four digits of a postcode in a municipality; a postcode may spread over several."""

    key_fields = ("pc4", "municipality")

    pc4 = models.CharField(_("four digits"), max_length=4)
    municipality = models.ForeignKey(
        Area,
        verbose_name=_("municipality"),
        on_delete=models.CASCADE,
        related_name="postcodes",
        limit_choices_to={"kind": AreaKind.MUNICIPALITY},
    )
    main = models.BooleanField(_("mainly here"), default=True)
    area_share = models.FloatField(_("share of its surface"), null=True, blank=True)
    certainty = models.CharField(_("certainty"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering: ClassVar = ["pc4", "-main", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pc4", "municipality"], name="postcode_once"),
        ]

    def __str__(self) -> str:
        return self.pc4


class FormerMunicipality(ContentModel):
    """A GM code of the past, so that an old link still leads to help."""

    key_fields = ("old_code", "current")

    old_code = models.CharField(_("old code"), max_length=10, db_index=True)
    old_name = models.CharField(_("old name"), max_length=120)
    current = models.ForeignKey(
        Area,
        verbose_name=_("municipality now"),
        on_delete=models.CASCADE,
        related_name="former_municipalities",
        limit_choices_to={"kind": AreaKind.MUNICIPALITY},
    )
    date = models.DateField(_("date of the change"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("former municipality")
        verbose_name_plural = _("former municipalities")
        ordering: ClassVar = ["old_code", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old_code", "current"], name="former_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.old_name} ({self.old_code})"
