"""Where an organization stands, when that may be known."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.models.confidentiality import refuse_addresses
from directory.models.organization import Organization
from editorial.models import PublicIdField, TranslatedModel


class LocationType(models.TextChoices):
    """The kinds of location of HSDS."""

    PHYSICAL = "physical", _("Physical")
    POSTAL = "postal", _("Postal")
    VIRTUAL = "virtual", _("Virtual")


ADDRESS_FIELDS = ("address_1", "postal_code", "city")


class Location(TranslatedModel):
    """A place (HSDS ``location`` and ``address``); a confidential one holds no address at all.

    The database itself refuses an address or coordinates on a confidential location, so that no
    import, script or later page can leak a shelter.
    """

    key_fields = ("key",)
    document_excluded = frozenset({"organization", "public_id"})
    address_columns = ADDRESS_FIELDS

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="locations",
    )
    key = models.SlugField(_("key"), max_length=100, unique=True)
    public_id = PublicIdField(_("public id"), of="key")
    location_type = models.CharField(
        _("kind"), max_length=10, choices=LocationType.choices, default=LocationType.PHYSICAL
    )
    confidential = models.BooleanField(
        _("confidential"),
        default=True,
        help_text=_("A secret place: it cannot hold an address, a town or coordinates."),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    address_1 = models.CharField(_("street and number"), max_length=200, blank=True, default="")
    postal_code = models.CharField(_("postcode"), max_length=10, blank=True, default="")
    city = models.CharField(_("town"), max_length=100, blank=True, default="")
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("How to get in, for example. Never an address.")
    )

    objects: ClassVar[models.Manager["Location"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["Location"]]

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering: ClassVar = ["organization", "key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confidential=False)
                | Q(
                    address_1="",
                    postal_code="",
                    city="",
                    latitude__isnull=True,
                    longitude__isnull=True,
                ),
                name="confidential_location_holds_no_address",
                violation_error_message=_(
                    "A confidential location cannot hold an address, a town or coordinates."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key

    def clean(self) -> None:
        """Refuse text that looks like an address on a confidential location.

        One that is made confidential loses its address here; every copy follows when it is saved
        (see ``directory.desk.secret_places``). A new one with an address is a mistake, and refused.
        """
        if not self.confidential:
            return
        if self.pk:
            self.address_1 = self.postal_code = self.city = ""
            self.latitude = self.longitude = None
        refuse_addresses(self)

    @property
    def is_public(self) -> bool:
        """Return whether an editor said that everybody may know where this is."""
        return not self.confidential and self.location_type == LocationType.PHYSICAL
