"""Numbers and sites that no longer work and are still copied."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.formats.phone import display, validate_phone
from directory.models.known_fact import DatedSource, validate_partial_date

validate_host = RegexValidator(
    r"^(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+\Z", _("Write watchnederland.nl.")
)


class RetiredContact(DatedSource):
    """A number or site of before, so that whoever types one again is told.

    A number in international form, or a host without ``www``. Old mobile numbers of persons do not
    belong here: they would be published again by the list that forbids them.
    """

    key_fields = ("value",)

    whose_nl: str
    instead_nl: str

    value = models.CharField(
        _("number or site"),
        max_length=100,
        unique=True,
        help_text=_("A number in international form (+319008020), or a site (watchnederland.nl)."),
    )
    whose = models.CharField(_("whose it was"), max_length=200)
    retired_on = models.CharField(
        _("retired since"), max_length=20, blank=True, validators=[validate_partial_date]
    )
    instead = models.CharField(_("what there is instead"), max_length=250)

    objects: ClassVar[models.Manager["RetiredContact"]] = models.Manager()

    class Meta:
        verbose_name = _("retired number or site")
        verbose_name_plural = _("retired numbers and sites")
        ordering: ClassVar = ["value"]

    def __str__(self) -> str:
        return display(self.value)

    def clean(self) -> None:
        """Hold the value to the form in which it is looked for."""
        super().clean()
        try:
            is_number = self.value.startswith("+") or self.value.isdigit()
            (validate_phone if is_number else validate_host)(self.value)
        except ValidationError as error:
            raise ValidationError({"value": error}) from error

    @property
    def warning(self) -> str:
        """Return what whoever types it again must know."""
        return _("{value} is retired: it was of {whose}. {instead}").format(
            value=self, whose=self.whose, instead=self.instead
        )


def retired_form(value: str) -> str:
    """Return a number or address in the form in which retired ones are kept."""
    host = urlsplit(value).hostname if "://" in value else value.rpartition("@")[2]
    return (host or "").removeprefix("www.")
