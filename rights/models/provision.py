"""An article, or another part of an instrument, on which rights rest."""

from typing import ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editorial.models import FieldCheckConstraint, TranslatedModel, is_filled
from editorial.models.entry import Certainty
from rights import links
from rights.models.choices import IdentifierScheme, LegalStatus
from rights.models.law_text import LawText, NotesLawChanges
from rights.models.legislation import Legislation

validate_provision_key = RegexValidator(
    r"^[a-z0-9-]+/[a-z0-9.:-]+$", _("A key is the instrument's slug, a slash and the article.")
)


class ProvisionQuerySet(NotesLawChanges, models.QuerySet["Provision"]):
    """Queries over provisions."""

    def published(self) -> Self:
        """Keep the articles of published instruments."""
        return self.filter(legislation__in=Legislation.objects.all())

    def for_lists(self) -> Self:
        """Load what stands beside an article in a list, by instrument: 2 queries."""
        return (
            self.published()
            .select_related("legislation")
            .prefetch_related("legislation__identifiers")
            .order_by("legislation__sort_key", "position", "pk")
        )


ProvisionManager = models.Manager.from_queryset(ProvisionQuerySet)


class Provision(LawText, TranslatedModel):
    """One article with what it says in plain words, how sure that is, and when it was right."""

    key_fields = ("key",)
    document_excluded = frozenset({"legislation", "changed_at"})

    legislation = models.ForeignKey(
        Legislation, on_delete=models.CASCADE, related_name="provisions"
    )
    key = models.CharField(
        _("key"), max_length=120, unique=True, validators=[validate_provision_key]
    )
    article = models.CharField(
        _("article"), max_length=20, blank=True, help_text=_("The number only: 273f, 3.48, 6:7.")
    )
    article_end = models.CharField(
        _("up to article"), max_length=20, blank=True, help_text=_("Only for a range of articles.")
    )
    paragraph = models.CharField(_("paragraph"), max_length=10, blank=True)
    subparagraph = models.CharField(_("subparagraph"), max_length=10, blank=True)
    heading = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("If the part has no article number.")
    )
    text = models.TextField(_("what it says"), help_text=_("In short sentences."))
    legal_status = models.CharField(
        _("legal status"),
        max_length=10,
        choices=LegalStatus.choices,
        blank=True,
        help_text=_("Only if it differs from that of the instrument."),
    )
    certainty = models.CharField(
        _("certainty"), max_length=1, choices=Certainty.choices, blank=True
    )
    right_on = models.DateField(
        _("right on"), null=True, blank=True, help_text=_("Empty: not known.")
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects: ClassVar[ProvisionManager["Provision"]] = ProvisionManager()
    _default_manager: ClassVar[ProvisionManager["Provision"]]

    heading_nl: str | None

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering: ClassVar = ["legislation", "position", "pk"]
        constraints: ClassVar = [
            FieldCheckConstraint(
                field="article",
                condition=~Q(article="") | is_filled("heading_nl"),
                name="provision_has_article_or_heading",
                violation_error_message=_("Give an article number or a heading."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legislation.citation or self.legislation.name}, {self.label}"

    @property
    def label(self) -> str:
        """Return how people name the place: "artikel 3.51, lid 1, onder k"."""
        if not self.article:
            return self.heading or self.heading_nl or ""
        if self.article_end:
            return gettext("articles %(first)s to %(last)s") % {
                "first": self.article,
                "last": self.article_end,
            }
        parts = [gettext("article %(number)s") % {"number": self.article}]
        if self.paragraph:
            parts.append(gettext("paragraph %(number)s") % {"number": self.paragraph})
        if self.subparagraph:
            parts.append(gettext("under %(letter)s") % {"letter": self.subparagraph})
        return ", ".join(parts)

    @property
    def anchor(self) -> str:
        """Return the fragment of this article on its instrument's page."""
        return f"art-{slugify(self.key.partition('/')[2].replace('.', '-').replace(':', '-'))}"

    def get_absolute_url(self) -> str:
        """Return the URL of this article in the active language."""
        return f"{self.legislation.get_absolute_url()}#{self.anchor}"

    @property
    def official_url(self) -> str:
        """Return the article in the official text where its number gives a URL, or nothing.

        Reads the instrument's identifiers: prefetch them for a list.
        """
        for identifier in self.legislation.identifiers.all():
            if identifier.is_sure and identifier.scheme == IdentifierScheme.BWB:
                return links.article_url(identifier.value, self.article, self.paragraph)
        return ""

    @property
    def effective_status(self) -> str:
        """Return whether it holds: its own status, else that of the instrument."""
        return self.legal_status or self.legislation.legal_status

    @property
    def is_law(self) -> bool:
        """Return whether this is, as far as known, no mere proposal."""
        return self.effective_status not in {LegalStatus.PENDING, LegalStatus.NOT_LAW}
