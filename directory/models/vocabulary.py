"""What the three vocabularies that an editor may extend have in common."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.facets import FILTERS_NOTHING
from directory.models.fields import LinesField
from editorial.models import FieldCheckConstraint, TranslatedModel

validate_code = RegexValidator(
    r"^[a-z][a-z0-9_]*$", _("A code has small letters, digits and underscores only.")
)


class VocabularyTerm(TranslatedModel):
    """A stable code with a label in the words of a person.

    A term may be a kind of another: whatever accepts the wider accepts the narrower, never the
    reverse. ``unknown`` and ``any`` are reserved: they are a visitor's answers that filter nothing.
    """

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[validate_code],
        help_text=_("Stands in addresses and files. Do not change it."),
    )
    label = models.CharField(_("label"), max_length=120)
    explanation = models.TextField(_("explanation"), blank=True)
    kind_of = models.ForeignKey(
        "self",
        verbose_name=_("is a kind of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="kinds",
        help_text=_("Whatever accepts the wider term accepts this one too."),
    )
    synonyms_nl = LinesField(_("Dutch synonyms"), help_text=_("What people type, one a line."))
    synonyms_en = LinesField(_("English synonyms"), help_text=_("What people type, one a line."))
    position = models.PositiveIntegerField(_("position"), default=0)

    kind_of_id: int | None
    label_nl: str
    label_en: str | None
    explanation_nl: str | None
    explanation_en: str | None

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            FieldCheckConstraint(
                field="code",
                condition=~Q(code__in=sorted(FILTERS_NOTHING)),
                name="%(class)s_code_is_not_reserved",
                violation_error_message=_("This code is reserved."),
            ),
            # clean() says so, and follows the longer circles.
            models.CheckConstraint(
                condition=~Q(kind_of=F("pk")), name="%(class)s_is_no_kind_of_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.code

    def clean(self) -> None:
        """Refuse a circle of kinds."""
        wider, seen = self.kind_of, {self.code}
        while wider is not None:
            if wider.code in seen:
                raise ValidationError({"kind_of": _("A term cannot be a kind of itself.")})
            seen.add(wider.code)
            wider = wider.kind_of

    def synonyms(self, language: str) -> list[str]:
        """Return what people type for this term in one language."""
        found: list[str] = self.synonyms_nl if language == "nl" else self.synonyms_en
        return found
