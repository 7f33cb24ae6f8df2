"""By what way an organization is reached."""

from datetime import datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from directory.formats import phone
from directory.formats.opening_hours import open_state, validate_opening_hours
from directory.models.organization import Organization
from editorial.editions.pages import hold_until
from editorial.models import ContactFact, PublicIdField
from editorial.models.entry import Certainty


class ChannelKind(models.TextChoices):
    """The ways to make contact, in the order in which they are shown."""

    PHONE = "phone", _("Call")
    CHAT = "chat", _("Chat")
    WHATSAPP = "whatsapp", _("WhatsApp")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("E-mail")
    RELAY = "relay", _("Relay for deaf people")
    VISIT = "visit", _("Visit")
    WEB = "web", _("Website")


NUMBER_KINDS = frozenset({ChannelKind.PHONE, ChannelKind.WHATSAPP, ChannelKind.TEXT})


class CallCost(models.TextChoices):
    """What using a channel costs the person."""

    FREE = "free", _("Free")
    STANDARD = "standard", _("Normal rate")
    PAID = "paid", _("Paid number")
    UNKNOWN = "unknown", _("Cost not known")


class Channel(ContactFact):
    """A number, chat or address (HSDS ``phone`` and more), stored once for many services."""

    key_fields = ("key",)
    document_excluded = ContactFact.document_excluded | {"organization", "public_id"}
    safety_critical_texts = frozenset({"doubt"})
    correctable_columns = ("value", "opening_hours")

    doubt_nl: str
    doubt_en: str | None

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="channels",
    )
    key = models.SlugField(_("key"), max_length=100, unique=True)
    public_id = PublicIdField(_("public id"), of="key")
    kind = models.CharField(_("kind"), max_length=10, choices=ChannelKind.choices)
    value = models.CharField(
        _("number or address"),
        max_length=250,
        help_text=_("A number in international form (+31334481186) or short (112); a link; mail."),
    )
    label = models.CharField(_("label"), max_length=120, blank=True)
    cost = models.CharField(
        _("cost"), max_length=10, choices=CallCost.choices, default=CallCost.UNKNOWN
    )
    opening_hours = models.CharField(
        _("opening hours"),
        max_length=250,
        blank=True,
        help_text=_(
            "In OSM syntax: Mo-Fr 09:00-17:00; PH off. Day and night: 24/7. Empty: not known."
        ),
    )
    abroad = models.BooleanField(_("for calls from abroad"), default=False)
    certainty = models.CharField(
        _("certainty"), max_length=1, choices=Certainty.choices, blank=True
    )
    source = models.TextField(_("source"), blank=True)
    doubt = models.CharField(_("doubt"), max_length=250, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0)

    objects: ClassVar[models.Manager["Channel"]] = models.Manager()
    _default_manager: ClassVar[models.Manager["Channel"]]

    class Meta:
        verbose_name = _("contact channel")
        verbose_name_plural = _("contact channels")
        ordering: ClassVar = ["organization", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self) -> None:
        """Hold the value to its kind: a dead or malformed number costs someone their one call."""
        errors: dict[str, Any] = {}
        try:
            if self.kind in NUMBER_KINDS:
                phone.validate_phone(self.value)
            elif self.kind == ChannelKind.EMAIL:
                validate_email(self.value)
            elif self.kind in {ChannelKind.CHAT, ChannelKind.WEB, ChannelKind.RELAY}:
                URLValidator(schemes=["https", "http"])(self.value)
        except ValidationError as error:
            errors["value"] = error
        if self.opening_hours:
            try:
                validate_opening_hours(self.opening_hours)
            except ValidationError as error:
                errors["opening_hours"] = error
        if errors:
            raise ValidationError(errors)

    def value_problem(self) -> str:
        """Return why the value is no number, link or address of its kind, or nothing."""
        try:
            self.clean()
        except ValidationError as error:
            return " ".join(error.message_dict.get("value", []))
        return ""

    def is_open(self, moment: datetime) -> bool:
        """Return whether it is known to be open; the page that is being made holds while it is."""
        state = open_state(self.opening_hours, moment)
        hold_until(state.until if state.is_open else state.opens)
        return state.is_open

    @property
    def is_number(self) -> bool:
        """Return whether the value is a telephone number."""
        return self.kind in NUMBER_KINDS

    @property
    def href(self) -> str:
        """Return the address that a tap on this channel opens, or nothing for a visit."""
        match self.kind:
            case ChannelKind.PHONE:
                return phone.href(self.value)
            case ChannelKind.WHATSAPP:
                return phone.whatsapp_href(self.value)
            case ChannelKind.TEXT:
                return phone.text_href(self.value)
            case ChannelKind.EMAIL:
                return f"mailto:{self.value}"
            case ChannelKind.VISIT:
                return ""
            case _:
                return self.value

    @property
    def display(self) -> str:
        """Return the value as people write it."""
        if self.is_number:
            return phone.display(self.value, abroad=self.abroad)
        return self.value.removeprefix("https://").removeprefix("http://").rstrip("/")
