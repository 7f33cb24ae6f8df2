"""Every option of every facet, with its label in each language: closed choices and vocabularies."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias, cast

from django.db.models import TextChoices
from django.utils.translation import override

from directory.facets import FACETS, FILTERS_NOTHING, TAXONOMIES, FacetDefinition, Text
from directory.matching.question import TermHierarchy
from directory.models import Need, NeedGroup, Service
from directory.models.choices import FacetChoices
from directory.models.fields import ChoiceSetField
from directory.models.vocabulary import VocabularyTerm
from editorial.languages import LANGUAGES, current_language

VocabularyTerms: TypeAlias = Mapping[str, Sequence[VocabularyTerm]]


def in_language(text: Text, language: str) -> str:
    """Return a text that waits for a language in this one, for who keeps it: pages show hundreds.

    Never cache by such a text itself: it equals whatever reads the same in the language of now.
    """
    with override(language):
        return str(text)


@cache
def facet_label(facet: str, language: str) -> str:
    """Return the question that a facet asks, in a language."""
    return in_language(FACETS[facet].label, language)


@dataclass(frozen=True, slots=True)
class FacetTerm:
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

    def group_label(self, language: str) -> str:
        """Return the label of its group in a language; nothing if it is in none."""
        return _group_label(self.group, language) if self.group else ""


@cache
def _group_label(group: str, language: str) -> str:
    return in_language(NeedGroup(group).label, language)


@dataclass(frozen=True, slots=True)
class FacetTerms:
    """All options by facet, in display order."""

    by_facet: Mapping[str, tuple[FacetTerm, ...]]

    @classmethod
    def of(cls, vocabularies: VocabularyTerms) -> "FacetTerms":
        """Return the terms of the vocabularies and the closed choices."""
        return cls({name: _terms(facet, vocabularies) for name, facet in FACETS.items()})

    def find(self, facet: str, code: str) -> FacetTerm | None:
        """Return the option of a code, or None."""
        return next((term for term in self.by_facet.get(facet, ()) if term.code == code), None)

    def chooser(self, facet: str) -> Callable[[], list[tuple[str, str]]]:
        """Return what gives a form's field the codes of a facet with their labels.

        A function, because every form copies its fields deeply, and lists of choices with them.
        """

        def choices() -> list[tuple[str, str]]:
            language = current_language()
            return [(term.code, term.label(language)) for term in self.by_facet[facet]]

        return choices

    def codes(self, facet: str) -> tuple[str, ...]:
        """Return the codes of a facet, those that filter nothing included."""
        return tuple(term.code for term in self.by_facet[facet])


def load_vocabularies() -> VocabularyTerms:
    """Read the vocabularies that editors keep, by facet: three queries.

    Whatever hangs together reads them once: a term that is added in between would be known to the
    one and not to the other.
    """
    return {
        name: list(_column(FACETS[name]).related_model._default_manager.all())
        for name in TAXONOMIES
    }


def vocabulary_of(vocabularies: VocabularyTerms) -> TermHierarchy:
    """Return which codes are a kind of which others, and which name a form, for the matcher."""
    forms = {form.pk: form.code for form in vocabularies["exploitation"]}
    needs = cast("Sequence[Need]", vocabularies["need"])
    return TermHierarchy(
        {
            name: _wider(vocabularies[name]) if facet.is_taxonomy else _choices(facet).accepted_as()
            for name, facet in FACETS.items()
        },
        {
            need.code: forms[need.exploitation_form_id]
            for need in needs
            if need.exploitation_form_id in forms
        },
    )


def _column(facet: FacetDefinition) -> Any:
    return Service._meta.get_field(facet.values)


def _choices(facet: FacetDefinition) -> type[FacetChoices]:
    return cast("type[FacetChoices]", cast("ChoiceSetField", _column(facet)).choice_set)


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


def _terms(facet: FacetDefinition, vocabularies: VocabularyTerms) -> tuple[FacetTerm, ...]:
    if facet.is_taxonomy:
        terms = _vocabulary_terms(facet.name, vocabularies[facet.name])
    else:
        terms = choice_terms(facet.name, _choices(facet))
    if facet.filters_nothing is None:
        return terms
    code, label = facet.filters_nothing
    return (*terms, FacetTerm(facet.name, code, _in_each_language(label), {}, is_filter=False))


def _vocabulary_terms(facet: str, terms: Iterable[VocabularyTerm]) -> tuple[FacetTerm, ...]:
    return tuple(
        FacetTerm(
            facet,
            term.code,
            {"nl": term.label_nl, "en": term.label_en or term.label_nl},
            {"nl": term.explanation_nl or "", "en": term.explanation_en or ""},
            getattr(term, "group", ""),
        )
        for term in terms
    )


def choice_terms(facet: str, choices: type[TextChoices]) -> tuple[FacetTerm, ...]:
    """Return the options of a closed choice."""
    return tuple(
        FacetTerm(
            facet,
            str(choice.value),
            _in_each_language(choice.label),
            {},
            is_filter=choice.value not in FILTERS_NOTHING,
        )
        for choice in choices
    )


def _in_each_language(text: Text) -> dict[str, str]:
    return {language: in_language(text, language) for language in LANGUAGES}
