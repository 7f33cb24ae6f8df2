"""Every option of every facet, with its label in each language: closed choices and vocabularies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory.matching.matcher import Vocabulary
from directory.models import (
    AgeGroup,
    Audience,
    ExploitationForm,
    Gender,
    Need,
    Phase,
    ResidenceStatus,
    Situation,
)
from directory.models.choices import AGE_ACCEPTED_AS, STATUS_ACCEPTED_AS
from directory.models.vocabulary import VocabularyTerm
from editorial.languages import LANGUAGES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Text: TypeAlias = "str | _StrPromise"
"""A text in one language, or one that waits for the language of the page."""

Vocabularies: TypeAlias = Mapping[str, Sequence[VocabularyTerm]]

FACET_LABELS: dict[str, Text] = {
    "need": _("What do you need?"),
    "audience": _("For whom?"),
    "age": _("How old?"),
    "exploitation": _("What is happening?"),
    "situation": _("What else is the case?"),
    "gender": _("Man or woman?"),
    "phase": _("When?"),
    "status": _("Which papers?"),
}
"""The facets in the order of the page: papers last, for that question frightens most."""


def in_language(text: Text, language: str) -> str:
    """Return a text that waits for a language in this one, for who keeps it: pages show hundreds.

    Never cache by such a text itself: it equals whatever reads the same in the language of now.
    """
    with override(language):
        return str(text)


@cache
def facet_label(facet: str, language: str) -> str:
    """Return the question that a facet asks, in a language."""
    return in_language(FACET_LABELS[facet], language)


@dataclass(frozen=True, slots=True)
class Term:
    """One option of a facet. ``is_filter`` is false for answers that filter nothing."""

    facet: str
    code: str
    labels: Mapping[str, str]
    explanations: Mapping[str, str]
    group: str = ""
    is_filter: bool = True

    def label(self, language: str) -> str:
        """Return the label in a language, Dutch if the other is missing."""
        return self.labels.get(language) or self.labels["nl"]

    def explanation(self, language: str) -> str:
        """Return the explanation in a language, or nothing."""
        return self.explanations.get(language, "")


@dataclass(frozen=True, slots=True)
class Terms:
    """All options by facet, in display order."""

    by_facet: Mapping[str, tuple[Term, ...]]

    @classmethod
    def of(cls, vocabularies: Vocabularies) -> "Terms":
        """Return the terms of the vocabularies and the closed choices."""
        return cls(
            {
                "need": _vocabulary_terms("need", vocabularies["need"]),
                "audience": _choice_terms("audience", Audience),
                "age": _choice_terms("age", AgeGroup),
                "exploitation": (
                    *_vocabulary_terms("exploitation", vocabularies["exploitation"]),
                    _no_filter("exploitation", "unknown", _("I am not sure")),
                ),
                "situation": _vocabulary_terms("situation", vocabularies["situation"]),
                "gender": (
                    *_choice_terms("gender", Gender),
                    _no_filter("gender", "any", _("Does not matter")),
                ),
                "phase": _choice_terms("phase", Phase),
                "status": _choice_terms("status", ResidenceStatus),
            }
        )

    def find(self, facet: str, code: str) -> Term | None:
        """Return the option of a code, or None."""
        return next((term for term in self.by_facet.get(facet, ()) if term.code == code), None)

    def codes(self, facet: str) -> tuple[str, ...]:
        """Return the codes of a facet, those that filter nothing included."""
        return tuple(term.code for term in self.by_facet[facet])


def load_vocabularies() -> Vocabularies:
    """Read the vocabularies that editors keep, by facet: three queries.

    Whatever hangs together reads them once: a term that is added in between would be known to the
    one and not to the other.
    """
    return {
        "need": list(Need.objects.all()),
        "exploitation": list(ExploitationForm.objects.all()),
        "situation": list(Situation.objects.all()),
    }


def vocabulary_of(vocabularies: Vocabularies) -> Vocabulary:
    """Return which codes are a kind of which others, for the matcher."""
    return Vocabulary(
        {
            "need": _wider(vocabularies["need"]),
            "phase": {code: frozenset({code}) for code in Phase.values},
            "audience": {code: frozenset({code}) for code in Audience.values},
            "exploitation": _wider(vocabularies["exploitation"]),
            "age": AGE_ACCEPTED_AS,
            "status": STATUS_ACCEPTED_AS,
            "situation": _wider(vocabularies["situation"]),
            "gender": {code: frozenset({code}) for code in Gender.values},
        }
    )


def _wider(terms: Iterable[VocabularyTerm]) -> dict[str, frozenset[str]]:
    """Return each code with all that are wider; a circle, which the desk refuses, ends it."""
    by_key = {term.pk: term for term in terms}
    accepted: dict[str, frozenset[str]] = {}
    for term in by_key.values():
        codes, current = {term.code}, term
        while current.kind_of_id is not None and current.kind_of_id in by_key:
            current = by_key[current.kind_of_id]
            if current.code in codes:
                break
            codes.add(current.code)
        accepted[term.code] = frozenset(codes)
    return accepted


def _vocabulary_terms(facet: str, terms: Iterable[VocabularyTerm]) -> tuple[Term, ...]:
    return tuple(
        Term(
            facet,
            term.code,
            {"nl": term.label_nl, "en": term.label_en or term.label_nl},
            {"nl": term.explanation_nl or "", "en": term.explanation_en or ""},
            getattr(term, "group", ""),
        )
        for term in terms
    )


def _choice_terms(facet: str, choices: type[TextChoices]) -> tuple[Term, ...]:
    return tuple(
        Term(
            facet,
            str(choice.value),
            _in_each_language(choice.label),
            {},
            is_filter=choice.value != "unknown",
        )
        for choice in choices
    )


def _no_filter(facet: str, code: str, label: Text) -> Term:
    return Term(facet, code, _in_each_language(label), {}, is_filter=False)


def _in_each_language(text: Text) -> dict[str, str]:
    return {language: in_language(text, language) for language in LANGUAGES}
