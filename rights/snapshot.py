"""The published rights in memory, for all requests of a worker."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db.models import Q

from directory.matching.bitset import Bits, indices_of
from directory.models import AgeGroup
from directory.search.text_index import TextDocument, TextIndex
from directory.snapshot.facet_terms import load_vocabularies, vocabulary_of
from editorial.languages import LANGUAGES
from editorial.models import PublicationState
from editorial.reading.parts import EditionPart
from rights.entitlement import ConditionRule, EntitlementRule, RightRule, Rulebook
from rights.models import RESIDENCE_STATUSES, Right
from rights.models.right import RightQuerySet

SEARCHED = ("summary", "how")
"""What is searched besides the name: of the right, and of its texts for some people."""


@dataclass(frozen=True, slots=True)
class RightsSnapshot:
    """Everything that deciding and ordering needs; the rows of the page are read apart.

    A right's index is its place in the order of the list; ``keys`` gives its row.
    """

    valid_until: datetime | None
    rulebook: Rulebook
    keys: tuple[int, ...]
    with_need: Mapping[str, Bits]
    in_phase: Mapping[str, Bits]
    situations: frozenset[str]
    indexes: Mapping[str, TextIndex]

    @classmethod
    def build(cls, now: datetime) -> "RightsSnapshot":
        """Read and index everything: 9 queries."""
        rights = list(
            RightQuerySet(Right)
            .published(at=now)
            .in_order()
            .prefetch_related("conditions__situation", "entitlements", "variants", "needs")
        )
        return cls(
            valid_until=_first_change_after(now),
            rulebook=Rulebook.build(
                [rule_of(right) for right in rights],
                AgeGroup.values,
                [status.value for status in RESIDENCE_STATUSES],
            ),
            keys=tuple(right.pk for right in rights),
            with_need=_with_need(rights),
            in_phase=_bits(right.phases for right in rights),
            situations=frozenset(
                condition.situation.code
                for right in rights
                for condition in right.conditions.all()
                if condition.situation is not None
            ),
            indexes={
                language: TextIndex.build(_documents(rights, language), language)
                for language in LANGUAGES
            },
        )

    def meeting(self, needs: Iterable[str]) -> Bits:
        """Return the rights that meet any of these needs."""
        bits = 0
        for need in needs:
            bits |= self.with_need.get(need, 0)
        return bits

    def during(self, phases: Iterable[str]) -> Bits:
        """Return the rights of any of these phases; all rights if none is asked."""
        phases, bits = tuple(phases), 0
        for phase in phases:
            bits |= self.in_phase.get(phase, 0)
        return bits if phases else (1 << len(self.keys)) - 1

    def shown(self, phases: Iterable[str], scores: Mapping[int, float] | None) -> list[int]:
        """Return the rights of any of these phases that the typed words, if any, lead to."""
        found = indices_of(self.during(phases))
        return [index for index in found if scores is None or index in scores]


_versioned = EditionPart("rights", RightsSnapshot.build)


def current_rights(now: datetime | None = None) -> RightsSnapshot:
    """Return the published rights of what is read now (see ``EditionPart``)."""
    return _versioned.current(now)


def rule_of(right: Right) -> RightRule:
    """Return what decides about a right: no query if its rows and situations are loaded."""
    return RightRule(
        key=right.pk,
        conditions=tuple(
            ConditionRule(
                key=condition.key,
                steps=frozenset(condition.steps),
                situations=frozenset({condition.situation.code} if condition.situation else ()),
                excluding_steps=frozenset(condition.excluding_steps),
            )
            for condition in right.conditions.all()
        ),
        entitlements=tuple(
            EntitlementRule(
                ages=frozenset(row.age_groups),
                statuses=frozenset(row.residence_statuses),
                value=row.value,
                conditions=tuple(row.conditions),
                position=row.position,
            )
            for row in right.entitlements.all()
        ),
    )


def _bits(codes_of_rights: Iterable[Iterable[str]]) -> dict[str, Bits]:
    found: dict[str, Bits] = defaultdict(int)
    for index, codes in enumerate(codes_of_rights):
        for code in codes:
            found[code] |= 1 << index
    return dict(found)


def _with_need(rights: Iterable[Right]) -> dict[str, Bits]:
    """Return the rights per need; a right for a wider need meets the narrower one too."""
    stated = _bits([need.code for need in right.needs.all()] for right in rights)
    found: dict[str, Bits] = {}
    for need, accepted_as in vocabulary_of(load_vocabularies()).accepted_as["need"].items():
        found[need] = 0
        for wider in accepted_as:
            found[need] |= stated.get(wider, 0)
    return found


def _documents(rights: Iterable[Right], language: str) -> list[TextDocument]:
    documents = []
    for index, right in enumerate(rights):
        name = getattr(right, f"name_{language}") or ""
        body = [
            getattr(text, f"{field}_{language}") or ""
            for text in (right, *right.variants.all())
            for field in SEARCHED
        ]
        words = chain.from_iterable(
            [getattr(need, f"label_{language}") or "", *need.synonyms(language)]
            for need in right.needs.all()
        )
        documents.append(TextDocument(index, name, " ".join(words), " ".join(body)))
    return documents


def _first_change_after(now: datetime) -> datetime | None:
    """Return the first moment at which a planned publication or expiry changes what is public."""
    planned = Right.all_objects.filter(
        Q(publish_at__gt=now) | Q(expires_at__gt=now), state=PublicationState.PUBLISHED
    ).values_list("publish_at", "expires_at")
    return min(
        (moment for row in planned for moment in row if moment and moment > now), default=None
    )
