"""Where one fact of an entry was seen: in which source, of when, and who says so."""

from datetime import date
from typing import ClassVar, cast

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models.channel import Channel
from directory.models.organization import Organization
from directory.models.service import Service
from editorial.models import TranslatedModel
from editorial.models.entry import Certainty

validate_partial_date = RegexValidator(
    r"^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z",
    _("Write a year, a month or a day, such as 2021, 2021-11 or 2021-11-22."),
)


class FactField(models.TextChoices):
    """What a source may be given for: a column of a service, an organization or a channel."""

    NAME = "name", _("name")
    DESCRIPTION = "description", _("description")
    WEBSITE = "website", _("website")
    VALUE = "value", _("number or address")
    OPENING_HOURS = "opening_hours", _("opening hours")
    LANGUAGES = "languages", _("languages")
    INTERPRETER = "interpreter", _("interpreter")
    COST = "cost", _("cost")
    WAIT_TIME = "wait_time", _("waiting time")
    ANONYMOUS_POSSIBLE = "anonymous_possible", _("can you stay anonymous?")
    IDENTITY_ASKED = "identity_asked", _("do they ask who you are?")
    PARENTS_TOLD = "parents_told", _("are parents told?")
    POLICE_LINK = "police_link", _("is there a link with the police?")
    DISCLOSURE = "disclosure", _("what happens with what you tell")
    ELIGIBILITY = "eligibility_description", _("for whom, conditions")
    APPLICATION = "application_process", _("how to get in")
    INTAKE = "intake", _("intake")
    EXPLOITATION = "exploitation_forms", _("forms of exploitation")
    AGE = "age_groups", _("age")
    RESIDENCE = "residence_statuses", _("papers")
    SITUATIONS = "situations", _("situation")
    GENDER = "genders", _("gender")
    AUDIENCES = "audiences", _("audiences")
    SERVICE_AREAS = "service_areas", _("service areas")
    STATUS = "status", _("status")


class StatedBy(models.TextChoices):
    """Who says it: the organization itself counts most, and somebody else least."""

    ORGANIZATION = "organization", _("the organisation itself")
    GOVERNMENT = "government", _("the government")
    THIRD_PARTY = "third_party", _("somebody else")


class DateIs(models.TextChoices):
    """How the date of a source is to be read: a page without one can often be placed in time."""

    ON = "on", _("of that date")
    ABOUT = "about", _("about that date")
    AFTER = "after", _("of that date or later")
    BEFORE = "before", _("of that date or earlier")


class DatedSource(TranslatedModel):
    """A source with its title, where it stands, when it is from and who speaks in it."""

    source_title = models.CharField(_("title of the source"), max_length=200)
    source_site = models.CharField(
        _("where it stands"), max_length=200, help_text=_("The website or document.")
    )
    source_date = models.CharField(
        _("date of the source"),
        max_length=20,
        blank=True,
        validators=[validate_partial_date],
        help_text=_("2021, 2021-11 or 2021-11-22. Empty: it has no date."),
    )
    date_is = models.CharField(
        _("how to read the date"), max_length=10, choices=DateIs.choices, default=DateIs.ON
    )
    stated_by = models.CharField(_("who says it"), max_length=20, choices=StatedBy.choices)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a day that no calendar has."""
        try:
            _first_day(self.source_date)
        except ValueError as error:
            raise ValidationError({"source_date": validate_partial_date.message}) from error

    @property
    def year(self) -> int | None:
        """Return the year of the source, or None if it has no date."""
        return int(self.source_date[:4]) if self.source_date else None

    @property
    def when(self) -> str:
        """Return in words when the source is from, as far as that is known."""
        match self.date_is if self.source_date else "":
            case "":
                return gettext("without a date")
            case DateIs.ABOUT:
                return gettext("about {date}").format(date=self.dated)
            case DateIs.AFTER:
                return gettext("{date} or later").format(date=self.dated)
            case DateIs.BEFORE:
                return gettext("{date} or earlier").format(date=self.dated)
        return self.dated

    @property
    def dated(self) -> str:
        """Return the date in words of the active language, as far as it is known."""
        parts = self.source_date.count("-") if self.source_date else -1
        match parts:
            case 0:
                return self.source_date
            case 1:
                year, month = self.source_date.split("-")
                return f"{MONTHS[int(month)]} {year}"
            case 2:
                return date_format(date.fromisoformat(self.source_date), "j F Y")
        return ""


class KnownFact(DatedSource):
    """A source for one field of an entry, beside what the entry says of itself as a whole.

    A field may have several sources. How sure it is and what is in doubt are told of this fact
    alone. Having a source is no verification.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("field", "source_title", "source_site")
    safety_critical_texts = frozenset({"doubt"})

    doubt_nl: str
    doubt_en: str | None

    field = models.CharField(_("about"), max_length=30, choices=FactField.choices)
    certainty = models.CharField(_("certainty"), max_length=1, choices=Certainty.choices)
    doubt = models.TextField(
        _("doubt"), blank=True, help_text=_("What is not sure. Readers see this sentence.")
    )

    class Meta(DatedSource.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.source_title}"

    def clean(self) -> None:
        """Refuse a field that what it is about does not have, and doubt that is not told."""
        super().clean()
        if self.certainty == Certainty.TO_BE_CHECKED and not self.doubt_nl:
            raise ValidationError({"doubt": _("Say what is not sure.")})
        if self.field and not has_column(self.described_model, self.field):
            raise ValidationError({"field": _("There is no such field here.")})

    @property
    def described_model(self) -> type[models.Model]:
        """Return the model that has the field: that of the entry, unless a fact is of a part."""
        [model] = {column.related_model for column in self._meta.fields if column.many_to_one}
        return cast("type[models.Model]", model)

    @property
    def label(self) -> str:
        """Return what the fact is about, as the start of a sentence."""
        return capfirst(self.get_field_display())


class ServiceFact(KnownFact):
    """Where a fact about a service was seen."""

    document_excluded = frozenset({"service"})

    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.CASCADE, related_name="facts"
    )

    objects: ClassVar[models.Manager["ServiceFact"]] = models.Manager()

    class Meta:
        verbose_name = _("source of a fact")
        verbose_name_plural = _("sources of facts about services")
        ordering: ClassVar = ["service", "field", "pk"]


class OrganizationFact(KnownFact):
    """Where a fact about an organization was seen, or about one of its numbers and addresses.

    ``channel`` is a key and no relation, for rows below one entry cannot refer to each other: what
    is left of a channel that went is shown nowhere.
    """

    key_fields = ("channel", "field", "source_title", "source_site")
    document_excluded = frozenset({"organization"})

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="facts",
    )
    channel = models.SlugField(
        _("key of the channel"),
        max_length=100,
        blank=True,
        help_text=_("If it is about a number or address of the organisation."),
    )

    objects: ClassVar[models.Manager["OrganizationFact"]] = models.Manager()

    class Meta:
        verbose_name = _("source of a fact")
        verbose_name_plural = _("sources of facts about organisations")
        ordering: ClassVar = ["organization", "channel", "field", "pk"]

    def __str__(self) -> str:
        return f"{self.channel} {super().__str__()}".strip()

    @property
    def described_model(self) -> type[models.Model]:
        """Return the model that has the field: a channel's, if it is about one."""
        return Channel if self.channel else super().described_model


def has_column(model: type[models.Model], name: str) -> bool:
    """Return whether a model has a column or relation of its own of this name."""
    own = (*model._meta.concrete_fields, *model._meta.local_many_to_many)
    return name in {column.name for column in own}


def _first_day(partial: str) -> date | None:
    """Return the first day that a partial date stands for; raise ``ValueError`` if none."""
    return date.fromisoformat((partial + "-01-01")[:10]) if partial else None
