"""What an organization does for a person: the thing that people look for."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS, FacetDefinition
from directory.formats.languages import validate_languages
from directory.formats.opening_hours import (
    OpenState,
    combined_open_state,
    open_state,
    validate_opening_hours,
)
from directory.models.area import Area
from directory.models.channel import Channel
from directory.models.choices import (
    AgeGroup,
    Audience,
    FacetRule,
    Gender,
    Known,
    Phase,
    ResidenceStatus,
)
from directory.models.exploitation_form import ExploitationForm
from directory.models.fields import ChoiceSetField, FoldedField, LinesField, lacks_code
from directory.models.location import Location
from directory.models.need import SHELTER, Need
from directory.models.organization import Organization
from directory.models.situation import Situation
from editorial.editions.pages import hold_until
from editorial.models import (
    REASONS_ABOUT_CONTACT,
    ContentModel,
    Entry,
    EntryQuerySet,
    FieldCheckConstraint,
    PublishedManager,
)

EMERGENCY_NUMBER = "112"


class ServiceStatus(models.TextChoices):
    """The statuses of HSDS."""

    ACTIVE = "active", _("Active")
    INACTIVE = "inactive", _("Inactive")
    DEFUNCT = "defunct", _("Ended")
    TEMPORARILY_CLOSED = "temporarily_closed", _("Temporarily closed")


class Intake(models.TextChoices):
    """How a person gets in."""

    DIRECT = "direct", _("You can contact them yourself")
    REFERRAL = "referral", _("Someone has to refer you")
    PROFESSIONALS = "professionals", _("For professionals only")


class ServiceCost(models.TextChoices):
    """What the help costs the person."""

    FREE = "free", _("Free")
    DEPENDS = "depends", _("Depends")
    PAID = "paid", _("Paid")
    UNKNOWN = "unknown", _("Cost not known")


class ServiceQuerySet(EntryQuerySet["Service"]):
    """Queries over services."""

    def published(self, *, at: datetime | None = None) -> Self:
        """Keep published services of published organizations that have not ended."""
        at = at or timezone.now()
        organizations = Organization.all_objects.all().published(at=at)
        return (
            super()
            .published(at=at)
            .exclude(status=ServiceStatus.DEFUNCT)
            .filter(organization__in=organizations)
        )

    def around(self, organization: ContentModel, *, places: Iterable[str]) -> Self:
        """Keep the services of an organization, and those of others in its places of these keys."""
        here = Q(organization=organization.pk) | Q(locations__key__in=list(places))
        return self.filter(here).distinct().order_by("pk")

    def sheltering(self) -> Self:
        """Keep those that offer a place to sleep, of whatever kind."""
        return self.filter(Q(needs__code=SHELTER) | Q(needs__kind_of__code=SHELTER))

    def for_cards(self) -> Self:
        """Load what a result shows, in name order: 4 queries however many services."""
        return (
            self.select_related("organization")
            .prefetch_related("channels", "needs", "exploitation_forms")
            .order_by("sort_key", "pk")
        )

    def for_page(self) -> Self:
        """Load what a service's own page shows: a fixed number of queries."""
        return self.for_cards().prefetch_related("situations", "service_areas", "locations")


ServiceManager = models.Manager.from_queryset(ServiceQuerySet)
PublishedServiceManager = PublishedManager.from_queryset(ServiceQuerySet)


class Service(Entry):
    """One offer (HSDS ``service``) with whom it takes, where, how, and what happens with words.

    Per facet of the victim's type the service says ``any``, ``only`` (with values) or ``unknown``;
    needs, phases and audiences are always known.
    """

    document_children = ("facts",)
    contact_relation = "channels"
    safety_critical_texts = frozenset(
        {"eligibility_description", "application_process", "disclosure", "alert"}
    )
    report_reasons = REASONS_ABOUT_CONTACT

    name_nl: str
    name_en: str | None
    description_nl: str
    description_en: str | None
    disclosure_nl: str | None
    wait_time_nl: str | None
    doubt_nl: str
    doubt_en: str | None
    alert_nl: str | None
    alert_en: str | None

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="services",
    )
    name = models.CharField(_("name"), max_length=200)
    alternate_names = LinesField(
        _("other names"), help_text=_("Names that people type, one a line.")
    )
    description = models.TextField(
        _("description"), help_text=_("What it does for a person, in short sentences.")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE
    )

    needs: Any = models.ManyToManyField(Need, verbose_name=_("needs"), related_name="services")
    exploitation_rule = models.CharField(
        _("exploitation: takes"),
        max_length=10,
        choices=FacetRule.choices,
        default=FacetRule.UNKNOWN,
    )
    exploitation_forms: Any = models.ManyToManyField(
        ExploitationForm, verbose_name=_("only these forms"), blank=True, related_name="services"
    )
    age_rule = models.CharField(
        _("age: takes"), max_length=10, choices=FacetRule.choices, default=FacetRule.UNKNOWN
    )
    age_groups = ChoiceSetField(_("only these ages"), choice_set=AgeGroup)
    residence_rule = models.CharField(
        _("papers: takes"), max_length=10, choices=FacetRule.choices, default=FacetRule.UNKNOWN
    )
    residence_statuses = ChoiceSetField(_("only these papers"), choice_set=ResidenceStatus)
    excluded_residence_statuses = ChoiceSetField(
        _("but not these papers"),
        choice_set=ResidenceStatus,
        help_text=_(
            "“From outside the EU, own permit” takes dependent permits, permits of other EU"
            " countries and Ukraine along, unless they stand here."
        ),
    )
    situation_rule = models.CharField(
        _("situation: takes"), max_length=10, choices=FacetRule.choices, default=FacetRule.UNKNOWN
    )
    situations: Any = models.ManyToManyField(
        Situation, verbose_name=_("only these situations"), blank=True, related_name="services"
    )
    gender_rule = models.CharField(
        _("gender: takes"), max_length=10, choices=FacetRule.choices, default=FacetRule.ANY
    )
    genders = ChoiceSetField(_("only these genders"), choice_set=Gender)
    phases = ChoiceSetField(_("phases"), choice_set=Phase, blank=False)
    leading_phases = ChoiceSetField(
        _("phases in which it leads"),
        choice_set=Phase,
        help_text=_("Where it decides or coordinates. In its other phases it helps."),
    )
    audiences = ChoiceSetField(_("audiences"), choice_set=Audience, blank=False)
    service_areas: Any = models.ManyToManyField(
        Area,
        verbose_name=_("service areas"),
        related_name="services",
        help_text=_("Whom it serves, never where it stands."),
    )

    intake = models.CharField(_("intake"), max_length=15, choices=Intake.choices)
    eligibility_description = models.TextField(_("for whom, conditions"), blank=True)
    application_process = models.TextField(
        _("how to get in"), blank=True, help_text=_("Who may refer, and how.")
    )
    channels: Any = models.ManyToManyField(
        Channel, verbose_name=_("contact channels"), blank=True, related_name="services"
    )
    locations: Any = models.ManyToManyField(
        Location, verbose_name=_("locations"), blank=True, related_name="services"
    )
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=250,
        blank=True,
        help_text=_("In OSM syntax, only if they differ from those of the channels."),
    )
    languages = LinesField(
        _("languages"), help_text=_("Two-letter codes (nl, en, ro), one a line. Empty: not known.")
    )
    interpreter = models.CharField(
        _("is there an interpreter?"),
        max_length=10,
        choices=Known.choices,
        default=Known.UNKNOWN,
        help_text=_("Whether people can talk in any language through an interpreter."),
    )
    interpretation_services = models.TextField(_("interpretation services"), blank=True)
    cost = models.CharField(
        _("cost"), max_length=10, choices=ServiceCost.choices, default=ServiceCost.UNKNOWN
    )
    fees_description = models.TextField(_("about the cost"), blank=True)
    wait_time = models.CharField(_("waiting time"), max_length=250, blank=True)

    anonymous_possible = models.CharField(
        _("can you stay anonymous?"), max_length=10, choices=Known.choices, default=Known.UNKNOWN
    )
    identity_asked = models.CharField(
        _("do they ask who you are?"), max_length=10, choices=Known.choices, default=Known.UNKNOWN
    )
    parents_told = models.CharField(
        _("are parents told?"), max_length=10, choices=Known.choices, default=Known.UNKNOWN
    )
    police_link = models.CharField(
        _("is there a link with the police?"),
        max_length=10,
        choices=Known.choices,
        default=Known.UNKNOWN,
    )
    disclosure = models.TextField(
        _("what happens with what you tell"),
        blank=True,
        help_text=_("Who may or must be told. Empty: not known, and the page says so."),
    )
    alert = models.TextField(
        _("alert"), blank=True, help_text=_("Something urgent that must stand on top.")
    )
    sort_key = FoldedField(of="name_nl", db_index=True)

    objects: ClassVar[PublishedServiceManager["Service"]] = PublishedServiceManager()
    all_objects: ClassVar[ServiceManager["Service"]] = ServiceManager()
    _default_manager: ClassVar[ServiceManager["Service"]]

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering: ClassVar = ["sort_key", "pk"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"
        constraints: ClassVar = [
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{facet.rule}__in": FacetRule.values}),
                    name=f"service_{facet.rule}_is_known",
                )
                for facet in FACETS.values()
                if facet.rule
            ),
            # clean() says which of the two is wrong, and holds the facets that are relations.
            *(
                models.CheckConstraint(
                    condition=Q(**{facet.rule: FacetRule.ONLY}) ^ Q(**{facet.values: []}),
                    name=f"service_{facet.rule}_fits_its_values",
                )
                for facet in FACETS.values()
                if facet.rule and not facet.is_taxonomy
            ),
            FieldCheckConstraint(
                field="residence_statuses",
                condition=lacks_code("residence_statuses", ResidenceStatus.UNKNOWN),
                name="service_is_not_for_unknown_papers",
                violation_error_message=_("A service cannot be for unknown papers."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def is_112(self) -> bool:
        """Return whether this is the emergency number; no query if its channels are loaded."""
        return any(channel.value == EMERGENCY_NUMBER for channel in self.channels_in_order)

    @cached_property
    def channels_in_order(self) -> tuple[Channel, ...]:
        """Return its channels as the editor put them: no query if they are loaded.

        Kept with the service: Django makes a manager and a query of each ``channels.all()``, and a
        page asks three times for each service.
        """
        return tuple(self.channels.all())

    @cached_property
    def channel_hours(self) -> tuple[str, ...]:
        """Return the opening hours of its channels that have any; no query if they are loaded."""
        return tuple(
            channel.opening_hours for channel in self.channels_in_order if channel.opening_hours
        )

    def open_state(self, moment: datetime) -> OpenState:
        """Return whether it can be reached at a moment; no query if its channels are loaded.

        Its own hours count if it has any, and otherwise those of its channels. Channels for calls
        from abroad count no more and no less than others. The page that is being made holds until
        the first of these hours changes.
        """
        hours = (self.opening_hours,) if self.opening_hours else self.channel_hours
        for state in (open_state(expression, moment) for expression in hours):
            hold_until(state.until if state.is_open else state.opens)
        return combined_open_state(hours, moment)

    @property
    def is_published(self) -> bool:
        """Return whether the public may see this service now, if its organization may be seen."""
        return super().is_published and self.status != ServiceStatus.DEFUNCT

    def clean(self) -> None:
        """Check hours, the phases in which it leads, and that rules agree with their values."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.opening_hours:
            try:
                validate_opening_hours(self.opening_hours)
            except ValidationError as error:
                errors["opening_hours"] = error
        try:
            validate_languages(self.languages)
        except ValidationError as error:
            errors["languages"] = error
        if not set(self.leading_phases) <= set(self.phases):
            errors["leading_phases"] = _("It can lead only in a phase in which it does something.")
        for facet in FACETS.values():
            if facet.rule and not facet.is_taxonomy:
                errors |= self._contradictions(facet, bool(getattr(self, facet.values)))
        if errors:
            raise ValidationError(errors)

    def clean_relations(self, chosen: Mapping[str, list[Any]]) -> None:
        """Hold rules to their values, and ask for a need and an area."""
        errors: dict[str, Any] = {}
        for facet in FACETS.values():
            if facet.rule and facet.is_taxonomy:
                errors |= self._contradictions(facet, bool(chosen.get(facet.values)))
        for relation in ("needs", "service_areas"):
            if not chosen.get(relation):
                errors[relation] = _("Choose at least one.")
        if errors:
            raise ValidationError(errors)

    def _contradictions(self, facet: FacetDefinition, has_values: bool) -> dict[str, Any]:
        message = facet_contradiction(getattr(self, facet.rule), has_values)
        return {facet.rule: message} if message else {}

    def get_absolute_url(self) -> str:
        """Return the URL in the active language."""
        from django.urls import reverse

        return reverse("directory:service", args=[self.slug])


def facet_contradiction(rule: str, has_values: bool) -> Any:
    """Return what is wrong between a facet's rule and its values, or None."""
    if rule == FacetRule.ONLY and not has_values:
        return _("Say which ones, or choose “everyone” or “not known”.")
    if rule != FacetRule.ONLY and has_values:
        return _("There are values, so the rule must be “only these”.")
    return None
