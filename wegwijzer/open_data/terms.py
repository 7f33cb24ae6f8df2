"""The taxonomies: what services and people are told apart by, with a name in each language.

HSDS has a place for few of our facts. Every other one is an ``attribute``: a term of one of these
taxonomies, with a value where the fact is a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from directory.facets import FACETS, Text
from directory.models import (
    AgeGroup,
    Audience,
    CallCost,
    ChannelKind,
    ExploitationForm,
    FacetRule,
    Gender,
    HelpsVictims,
    Intake,
    Known,
    Need,
    NeedGroup,
    OrganizationKind,
    Phase,
    ResidenceStatus,
    Service,
    ServiceCost,
    Situation,
)
from directory.models.vocabulary import VocabularyTerm
from editorial.languages import current_language
from editorial.models import derived_id_text
from editorial.models.entry import Certainty
from wegwijzer.open_data.texts import BASE, Facts, RecordTexts, absolute, known

ISO_LANGUAGES = {"nl": "nld", "en": "eng"}

TELLING = ("anonymous_possible", "identity_asked", "parents_told", "police_link")
"""The columns of a service that say what becomes of what one tells."""

VOCABULARIES: Mapping[str, type[VocabularyTerm]] = {
    "need": Need,
    "exploitation": ExploitationForm,
    "situation": Situation,
}

TAXONOMIES: Mapping[str, Text] = {
    "need": _("What a person needs"),
    "need-group": _("Groups of needs"),
    "exploitation": _("Forms of exploitation"),
    "situation": _("Situations of a person"),
    "age": _("Ages of a person"),
    "residence-status": _("Papers of a person"),
    "gender": _("Gender of a person"),
    "accepts": _(
        "Whether a service takes everyone, only some people, or whether that is not known"
    ),
    "phase": _("Phases of the chain"),
    "audience": _("Who asks"),
    "intake": _("How a person gets in"),
    "cost": _("What the help costs"),
    "interpreter": _("Whether there is an interpreter"),
    "telling": _("What happens with what a person tells"),
    "organization-kind": _("Kinds of organisations"),
    "helps-victims": _("Whether victims can turn to an organisation"),
    "channel-kind": _("Ways to make contact"),
    "call-cost": _("What making contact costs"),
    "certainty": _("How sure the source makes us; none of these is a verification"),
    "translation": _("Texts that are not what they seem"),
    "statement": _("Facts that are a text of their own"),
}

STATEMENTS: Mapping[str, Text] = {
    "disclosure": _("What happens with what you tell"),
    "wait_time": _("Waiting time"),
    "doubt": _("What is not sure"),
    "opening_hours": _("Opening hours in OSM syntax"),
    "abbreviation": _("Abbreviation"),
    "alternate_name": _("Another name"),
    "channel": _("The channel behind several rows, for it is one number"),
    "for_calls_from_abroad": _("For calls from abroad"),
    "verified_on": _("The day on which it was verified"),
}

TRANSLATIONS: Mapping[str, Text] = {
    "dutch": _("This text is Dutch: there is no translation that can be relied on."),
    "outdated": _("The Dutch text changed since this translation was made."),
}

FACET_TAXONOMIES = {"residence_status": "residence-status"}
"""The taxonomy of a facet whose name is written in another way."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term; ``facts`` is its object in the feed."""

    taxonomy: str
    id: str
    facts: Facts


def taxonomy_of(facet: str) -> str:
    """Return the taxonomy that holds the codes of a facet."""
    return FACET_TAXONOMIES.get(facet, facet)


class Terms:
    """All terms in the active language by taxonomy and code: three queries."""

    def __init__(self) -> None:
        self._terms: dict[tuple[str, str], Term] = {}
        for taxonomy, choices in _closed_choices().items():
            for code, name in choices:
                self._add(taxonomy, code, str(name))
        for taxonomy, model in VOCABULARIES.items():
            self._add_vocabulary(taxonomy, model)

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def get(self, taxonomy: str, code: str) -> Term:
        """Return a term; raise KeyError for a code that is not there."""
        return self._terms[taxonomy, code]

    def attribute(self, owner: Owner, kind: str, term: tuple[str, str], value: str = "") -> Facts:
        """Return the row that ties a term to an object, with the term in it."""
        found = self._terms[term]
        return {
            "id": derived_id_text("attribute", owner.id, kind, *term, value),
            "link_id": owner.id,
            "link_entity": owner.entity,
            "link_type": kind,
            "taxonomy_term_id": found.id,
            **({"value": value} if value else {}),
            "taxonomy_term": found.facts,
        }

    def statement(self, owner: Owner, name: str, value: str) -> list[Facts]:
        """Return the row of a fact that is a text, or none if it is not known."""
        return [self.attribute(owner, "statement", ("statement", name), value)] if value else []

    def remarks(self, owner: Owner, texts: RecordTexts) -> list[Facts]:
        """Return a row for every text that is not what it seems."""
        return [
            self.attribute(owner, "translation", ("translation", remark), name)
            for remark, name in texts.remarks
        ]

    def certainty(self, owner: Owner, certainty: str) -> list[Facts]:
        """Return how sure a source makes us, if that is known."""
        term = ("certainty", certainty)
        return [self.attribute(owner, "provenance", term)] if certainty else []

    def _add(self, taxonomy: str, code: str, name: str, **more: Any) -> None:
        made = str(term_id(taxonomy, code))
        facts = known(
            id=made,
            code=f"{taxonomy}:{code}",
            name=name,
            description=more.pop("description", "") or name,
            taxonomy=taxonomy,
            taxonomy_id=taxonomy_id(taxonomy),
            language=ISO_LANGUAGES[current_language()],
            **more,
        )
        self._terms[taxonomy, code] = Term(taxonomy, made, facts)

    def _add_vocabulary(self, taxonomy: str, model: type[VocabularyTerm]) -> None:
        for term in model._default_manager.select_related("kind_of").order_by("position", "code"):
            wider = term.kind_of
            parent = term_id(taxonomy, wider.code) if wider else None
            if parent is None and isinstance(term, Need):
                parent = term_id("need-group", term.group)
            texts = RecordTexts(term)
            self._add(
                taxonomy,
                term.code,
                texts("label"),
                description=texts("explanation"),
                parent_id=parent,
            )


@dataclass(frozen=True, slots=True)
class Owner:
    """The object that attributes hang on."""

    entity: str
    id: str


def term_id(taxonomy: str, code: str) -> str:
    """Return the id of a term."""
    return derived_id_text("taxonomy_term", taxonomy, code)


def taxonomy_id(taxonomy: str) -> str:
    """Return the id of a taxonomy."""
    return derived_id_text("taxonomy", taxonomy)


def taxonomy_facts() -> list[Facts]:
    """Return the taxonomies in the active language."""
    return [
        known(
            id=taxonomy_id(name),
            name=name,
            description=str(description),
            uri=absolute(f"{BASE}/{current_language()}/taxonomies/{taxonomy_id(name)}"),
        )
        for name, description in TAXONOMIES.items()
    ]


def _closed_choices() -> dict[str, Iterable[tuple[str, Text]]]:
    return {
        "need-group": NeedGroup.choices,
        "age": AgeGroup.choices,
        "residence-status": ResidenceStatus.choices,
        "gender": Gender.choices,
        "accepts": list(_rules()),
        "phase": Phase.choices,
        "audience": Audience.choices,
        "intake": Intake.choices,
        "cost": ServiceCost.choices,
        "interpreter": Known.choices,
        "telling": list(_answers(Service, TELLING)),
        "organization-kind": OrganizationKind.choices,
        "helps-victims": HelpsVictims.choices,
        "channel-kind": ChannelKind.choices,
        "call-cost": CallCost.choices,
        "certainty": Certainty.choices,
        "translation": TRANSLATIONS.items(),
        "statement": STATEMENTS.items(),
    }


def _rules() -> Iterator[tuple[str, str]]:
    for facet in FACETS.values():
        if facet.rule:
            for rule, label in FacetRule.choices:
                yield f"{facet.name}:{rule}", f"{facet.label} {label}"


def _answers(model: type[Model], columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    for column in columns:
        question = model._meta.get_field(column).verbose_name  # type: ignore[union-attr]
        for answer, label in Known.choices:
            yield f"{column}:{answer}", f"{question} {label}"
