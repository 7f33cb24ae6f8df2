"""The numbers by which an instrument is known, from which links are built."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.languages import current_language
from editorial.models import ContentModel
from editorial.models.entry import Certainty
from rights import links
from rights.models.choices import IdentifierScheme
from rights.models.legislation import Legislation


class LegislationIdentifier(ContentModel):
    """One number of an instrument in one scheme. Without certainty it is shown, never linked."""

    key_fields = ("scheme", "value")
    document_excluded = frozenset({"legislation"})

    legislation = models.ForeignKey(
        Legislation, on_delete=models.CASCADE, related_name="identifiers"
    )
    scheme = models.CharField(_("scheme"), max_length=15, choices=IdentifierScheme.choices)
    value = models.CharField(_("number"), max_length=60)
    certainty = models.CharField(
        _("certainty"),
        max_length=1,
        choices=Certainty.choices,
        default=Certainty.TO_BE_CHECKED,
        help_text=_("A number that is still to be checked gets no link."),
    )

    objects: ClassVar[models.Manager["LegislationIdentifier"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["LegislationIdentifier"]]

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering: ClassVar = ["scheme", "value", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["legislation", "scheme", "value"], name="identifier_once_an_instrument"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()}: {self.value}"

    def clean(self) -> None:
        """Refuse a number without the shape of its scheme: its link would lead nowhere."""
        if not links.is_well_formed(self.scheme, self.value):
            raise ValidationError({"value": _("This is not a number of this scheme.")})

    @property
    def is_sure(self) -> bool:
        """Return whether the number may be linked."""
        return self.certainty in {Certainty.READ, Certainty.PRACTICE}

    @property
    def reference(self) -> str:
        """Return the number with its scheme in it, as machines cite it."""
        return links.reference(self.scheme, self.value)

    @property
    def url(self) -> str:
        """Return the official text in the active language, or nothing: never a guess."""
        if not self.is_sure:
            return ""
        return links.instrument_url(self.scheme, self.value, current_language())
