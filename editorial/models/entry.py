"""What every record of the content has in common, and what a published entry adds."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from editorial.freshness import Freshness, FreshnessLimits, freshness_of_record, local_day
from editorial.models.assured import AssuredDateField
from editorial.models.public_id import PublicIdField
from editorial.models.translated import TranslatedFromField, text_digest
from editorial.models.visitor_report import ReportOption, ReportReason

MAX_FORMER_SLUGS = 1000
"""How many characters the former slugs of an entry may take; the oldest go first."""

YEARS = range(1800, 2101)
"""The years that a day of the content can be in: the oldest law in force is of 1826."""

EntryModel_co = TypeVar("EntryModel_co", bound=models.Model, covariant=True)


class PublicationState(models.TextChoices):
    """The road of an entry to the public and back."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Certainty(models.TextChoices):
    """How sure the source made us; none of these is a verification."""

    READ = "A", _("Read in a source")
    PRACTICE = "B", _("Confident from practice")
    TO_BE_CHECKED = "C", _("To be checked")


class ContentModel(models.Model):
    """A record that belongs to the content: written by the loader, counted by the version.

    ``key_fields`` name the record across databases (a code or a slug; several fields for rows that
    nothing refers to). ``document_children`` are the reverse relations that are part of the
    record's document form; ``document_excluded`` are columns that the document leaves out because
    they are derived or kept by the system.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("code",)
    document_children: ClassVar[tuple[str, ...]] = ()
    document_excluded: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse days that cannot be meant: a year with a digit too few or too many."""
        super().clean()
        wrong = {
            field.name: _("Choose a year from %(first)s to %(last)s.")
            % {"first": YEARS.start, "last": YEARS.stop - 1}
            for field in self._meta.concrete_fields
            if isinstance(field, models.DateField) and field.editable
            if (value := getattr(self, field.attname)) is not None and value.year not in YEARS
        }
        if wrong:
            raise ValidationError(wrong)

    def clean_relations(self, chosen: Mapping[str, list[Any]]) -> None:
        """Check many-to-many values that are about to be saved, which ``clean`` cannot see yet.

        ``chosen`` holds the records of each relation. Loader and admin call this; a model that has
        something to say raises ``ValidationError``.
        """

    def clean_children(self, rows: Mapping[str, list[Any]]) -> None:
        """Check child rows that are about to be saved, by the name of their reverse relation."""


class TranslatedModel(ContentModel):
    """A record with texts in two languages, of which the Dutch is the source.

    ``translated_from`` is written by ``editorial.translations.sources`` alone. A safety-critical
    text is shown in Dutch for as long as its translation is out of date
    (``editorial.translations.reader_texts``).
    """

    safety_critical_texts: ClassVar[frozenset[str]] = frozenset()

    translated_from = TranslatedFromField(default=dict, editable=False)

    class Meta:
        abstract = True

    def is_out_of_date(self, name: str) -> bool:
        """Return whether the Dutch of a text changed since it was translated: no query."""
        made_from = self.translated_from.get(name)
        return made_from is not None and made_from != text_digest(getattr(self, f"{name}_nl"))


class EntryQuerySet(models.QuerySet[EntryModel_co]):
    """Queries that every published kind of entry shares."""

    def published(self, *, at: datetime | None = None) -> Self:
        """Keep what the public may see at a moment (now by default), by state and dates."""
        at = at or timezone.now()
        return self.filter(
            Q(publish_at__isnull=True) | Q(publish_at__lte=at),
            Q(expires_at__isnull=True) | Q(expires_at__gt=at),
            state=PublicationState.PUBLISHED,
        )

    def known_before_as(self, slug: str) -> Self:
        """Keep what had this slug before: by the index of the few that had another."""
        found = self.filter(former_slugs__gt="", former_slugs__contains=f" {slug} ")
        return found.order_by("pk")


class PublishedManager(models.Manager[EntryModel_co]):
    """Give the public only what is published: ``objects`` of every kind of entry."""

    def get_queryset(self) -> EntryQuerySet[EntryModel_co]:
        """Start from the published entries."""
        return cast("EntryQuerySet[EntryModel_co]", super().get_queryset()).published()


class Entry(TranslatedModel):
    """Something a visitor can read: it is published, has a source and a doubt, and is verified.

    Subclasses declare ``objects`` (published only) and ``all_objects`` (everything), and name the
    latter as default manager: with the former, a draft's duplicate slug would pass validation and
    dumps would lose drafts. ``contact_relation`` names the relation to the numbers and addresses by
    which an entry is reached, if it has them; ``report_reasons`` are what visitors may say is not
    right, on entries with a page of their own.
    """

    key_fields = ("slug",)
    contact_relation: ClassVar[str] = ""
    report_reasons: ClassVar[tuple[ReportReason, ...]] = ()
    built_links_need: ClassVar[tuple[str, ...]] = ()
    document_excluded = frozenset(
        {
            "created_at",
            "updated_at",
            "first_published_at",
            "assured_date",
            "found_wrong_on",
            "former_slugs",
            "public_id",
            "sort_key",
        }
    )

    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        help_text=_(
            "The last part of the URL, the same in both languages. Who follows the old one of a"
            " published page is led to the new one."
        ),
    )
    former_slugs = models.CharField(
        _("former slugs"),
        max_length=MAX_FORMER_SLUGS,
        blank=True,
        default="",
        editable=False,
        db_index=True,
    )
    state = models.CharField(
        _("publication state"),
        max_length=20,
        choices=PublicationState.choices,
        default=PublicationState.DRAFT,
        db_index=True,
    )
    publish_at = models.DateTimeField(
        _("publish from"), null=True, blank=True, help_text=_("Empty: as soon as it is published.")
    )
    expires_at = models.DateTimeField(
        _("expires at"), null=True, blank=True, help_text=_("Empty: it stays until withdrawn.")
    )
    first_published_at = models.DateTimeField(
        _("first published at"), null=True, blank=True, editable=False
    )
    assured_date = AssuredDateField(
        _("assured date"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When a person last verified this entry. Saving does not change it."),
    )
    found_wrong_on = AssuredDateField(_("found wrong on"), null=True, blank=True, editable=False)
    source = models.TextField(
        _("source"), blank=True, help_text=_("Where these facts were seen: addresses, documents.")
    )
    seen_in = models.CharField(
        _("seen in"),
        max_length=250,
        blank=True,
        help_text=_("What kind of source it was and how old, for example: archived page of 2025."),
    )
    certainty = models.CharField(
        _("certainty"),
        max_length=1,
        choices=Certainty.choices,
        blank=True,
        help_text=_("How sure the source makes us. This is not a verification."),
    )
    doubt = models.TextField(
        _("doubt"),
        blank=True,
        help_text=_("What is not sure. Readers see this sentence."),
    )
    public_id = PublicIdField(_("public id"), of="slug")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an end before the beginning."""
        super().clean()
        if self.publish_at and self.expires_at and self.expires_at <= self.publish_at:
            raise ValidationError({"expires_at": _("Choose a moment after the beginning.")})

    @property
    def publication_label(self) -> str:
        """Return the state in words, with what its dates make of it."""
        state, now = self.get_state_display(), timezone.now()
        if self.state != PublicationState.PUBLISHED:
            return state
        if self.expires_at is not None and self.expires_at <= now:
            day = formats.date_format(timezone.localtime(self.expires_at))
            return _("%(state)s, expired on %(day)s") % {"state": state, "day": day}
        if self.publish_at is not None and self.publish_at > now:
            day = formats.date_format(timezone.localtime(self.publish_at))
            return _("%(state)s, but only from %(day)s") % {"state": state, "day": day}
        return state

    def forwarding(self, slug: str) -> str:
        """Return its former slugs with one more, each between spaces, the latest last."""
        former = [one for one in self.former_slugs.split() if one not in {slug, self.slug}]
        kept = f" {' '.join([*former, slug])} "[-MAX_FORMER_SLUGS:]
        return kept[kept.index(" ") :]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Note the first moment of publication; never touch the verification."""
        if self.state == PublicationState.PUBLISHED and self.first_published_at is None:
            self.first_published_at = timezone.now()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "first_published_at"}
        super().save(*args, **kwargs)

    @property
    def is_published(self) -> bool:
        """Return whether the public may see this entry now."""
        now = timezone.now()
        return (
            self.state == PublicationState.PUBLISHED
            and (self.publish_at is None or self.publish_at <= now)
            and (self.expires_at is None or self.expires_at > now)
        )

    @property
    def first_published_on(self) -> date | None:
        """Return the day from which a never checked entry counts."""
        return local_day(self.first_published_at)

    def freshness(self, limits: FreshnessLimits) -> Freshness:
        """Return when this has to be checked again; one query if it has contacts not loaded yet."""
        contacts = getattr(self, self.contact_relation).all() if self.contact_relation else ()
        checked = [contact.checked_on for contact in contacts if contact.checked_on]
        return freshness_of_record(
            limits,
            checked_on=self.assured_date,
            first_published_on=self.first_published_on,
            has_contacts=bool(contacts),
            contact_checked_on=max(checked, default=None),
        )

    def confirmed_together(self) -> Iterable["Entry"]:
        """Return the other entries that an organization confirms on one page with this one."""
        return ()

    def rows_to_hand_over(self) -> Iterable[models.QuerySet[Any]]:
        """Return the rows that move along if this is merged into another of its kind.

        What says something of this entry alone stays with it. A kind without any is not merged.
        """
        return ()

    def merge_problem(self, into: Any) -> str:
        """Return why this cannot be merged into another of its kind, or nothing."""
        return ""

    def built_links(self) -> Iterable[tuple[str, str, str]]:
        """Return the links that are built from other facts: what for, language, address.

        ``built_links_need`` names the relations that this reads.
        """
        return ()

    @property
    def report_url(self) -> str:
        """Return where a visitor says that this is not right, in the active language."""
        from django.urls import reverse

        path = reverse("feedback:report", args=[self._meta.model_name, self.slug])
        return path if settings.HAS_DESK else f"{settings.DESK_URL}{path}"

    @property
    def is_reported_here(self) -> bool:
        """Return whether this machine takes what visitors say is not right."""
        return settings.HAS_DESK

    @property
    def can_be_reported(self) -> bool:
        """Return whether visitors can say anywhere that this is not right."""
        return settings.HAS_DESK or bool(settings.DESK_URL)

    @property
    def report_options(self) -> list[ReportOption]:
        """Return what a visitor may say is not right, as choices."""
        return [ReportOption(reason.value, reason.label) for reason in self.report_reasons]
