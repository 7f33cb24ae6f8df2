"""Where: the country, its regions and its municipalities, all of one kind of thing."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.models.fields import FoldedField
from editorial.models import ContentModel, TranslatedModel


class AreaKind(models.TextChoices):
    """The levels at which help is organized."""

    COUNTRY = "country", _("Country")
    PROVINCE = "province", _("Province")
    SAFETY_REGION = "safety_region", _("Safety region")
    POLICE_UNIT = "police_unit", _("Police unit")
    GGD_REGION = "ggd_region", _("Public health region")
    LABOUR_MARKET_REGION = "labour_market_region", _("Labour-market region")
    FREE_REGION = "free_region", _("Other region (care coordination)")
    MUNICIPALITY = "municipality", _("Municipality")


class CoverageLevel(models.IntegerChoices):
    """How near the organization of some help is to a municipality; nearest first."""

    MUNICIPALITY = 0, _("In your municipality")
    FREE_REGION = 1, _("In your region")
    REGION = 2, _("In your wider region")
    PROVINCE = 3, _("In your province")
    COUNTRY = 4, _("In the whole country")


LEVEL_OF_KIND: dict[str, CoverageLevel] = {
    AreaKind.MUNICIPALITY: CoverageLevel.MUNICIPALITY,
    AreaKind.FREE_REGION: CoverageLevel.FREE_REGION,
    AreaKind.SAFETY_REGION: CoverageLevel.REGION,
    AreaKind.POLICE_UNIT: CoverageLevel.REGION,
    AreaKind.GGD_REGION: CoverageLevel.REGION,
    AreaKind.LABOUR_MARKET_REGION: CoverageLevel.REGION,
    AreaKind.PROVINCE: CoverageLevel.PROVINCE,
    AreaKind.COUNTRY: CoverageLevel.COUNTRY,
}


class AreaQuerySet(models.QuerySet["Area"]):
    """Queries over areas."""

    def municipalities(self) -> Self:
        """Keep the municipalities, by name."""
        return self.filter(kind=AreaKind.MUNICIPALITY).order_by("folded_name", "pk")


AreaManager = models.Manager.from_queryset(AreaQuerySet)


class Area(TranslatedModel):
    """An area that help can cover. The country has every municipality without listing them."""

    name_nl: str
    name_en: str | None

    code = models.CharField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("A municipality's CBS code (GM0363), a province's ISO code (NL-NH)."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=AreaKind.choices)
    name = models.CharField(_("name"), max_length=120)
    latitude = models.DecimalField(
        _("latitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=7, decimal_places=4, null=True, blank=True
    )
    members = models.ManyToManyField(
        "self",
        through="directory.AreaMember",
        through_fields=("area", "municipality"),
        symmetrical=False,
        related_name="regions",
        verbose_name=_("municipalities"),
    )
    folded_name = FoldedField(of="name_nl")

    objects: ClassVar[AreaManager["Area"]] = AreaManager()

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering: ClassVar = ["kind", "folded_name", "pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "folded_name"])]

    document_excluded = frozenset({"folded_name", "members"})

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def choice_label(self) -> str:
        """Return its name with its kind, for who has to choose: Drenthe is a province."""
        if self.kind == AreaKind.COUNTRY:
            return str(self)
        return f"{self}, {AreaKind(self.kind).label.lower()}"

    @property
    def level(self) -> CoverageLevel:
        """Return the coverage level that this kind of area stands for."""
        return LEVEL_OF_KIND[self.kind]


class AreaMember(ContentModel):
    """A municipality that belongs to a region or province."""

    key_fields = ("area", "municipality")

    area = models.ForeignKey(
        Area, verbose_name=_("area"), on_delete=models.CASCADE, related_name="memberships"
    )
    municipality = models.ForeignKey(
        Area,
        verbose_name=_("municipality"),
        on_delete=models.CASCADE,
        related_name="belongings",
        limit_choices_to={"kind": AreaKind.MUNICIPALITY},
    )

    class Meta:
        verbose_name = _("municipality in a region")
        verbose_name_plural = _("municipalities in regions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "municipality"], name="municipality_once_in_an_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} ({self.area})"
