"""The answer of the signpost as one page: whom to contact, which rights, who does what."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from directory.matching.matcher import Question
from directory.matching.question import Circumstances
from directory.snapshot.snapshot import ServiceSnapshot
from rights.answers import RightsAnswer, rights_for
from rights.entitlement import STATUSES_RULED_OUT_BY_STEP
from rights.models import Provision
from rights.snapshot import RightsSnapshot
from wegwijzer.signpost.chain import chain
from wegwijzer.signpost.contact import first_contact_answer
from wegwijzer.signpost.questions import ONLY_FOR_CHILDREN, QUESTIONS, options


def answer_context(
    choices: Circumstances,
    snapshot: ServiceSnapshot,
    rights: RightsSnapshot,
    moment: datetime,
    language: str,
) -> dict[str, Any]:
    """Return what the page shows: 5 queries, 7 for a professional, and 4 for rows not kept."""
    entitled = rights_for(choices, snapshot=rights, needs=choices.need, phases=choices.phase)
    if choices.is_professional:
        _load_legal_basis(entitled)
    return {
        "choices": choices,
        "in_danger": bool(choices.in_danger),
        "asks_to_be_safe": "emergency" in choices.need,
        "contact": first_contact_answer(choices, snapshot, moment, language),
        "rights": entitled,
        "phases": chain(choices, snapshot),
        "contradictions": list(contradictions(choices, snapshot, language)),
        "said": said_so_far(choices, snapshot, language),
    }


def said_so_far(
    choices: Circumstances, snapshot: ServiceSnapshot, language: str
) -> list[tuple[Text, list[Text]]]:
    """Return the answers that were given, as questions with labels."""
    said: list[tuple[Text, list[Text]]] = []
    for question in QUESTIONS:
        if question.kind == "place":
            code = choices.municipality
            labels: list[Text] = [snapshot.municipalities[code][language]] if code else []
        else:
            labels = [
                option.label
                for option in options(question, choices, snapshot, language)
                if option.selected
            ]
        if labels:
            said.append((question.title(choices), labels))
    return said


def contradictions(
    choices: Circumstances, snapshot: ServiceSnapshot, language: str
) -> Iterator[Text]:
    """Yield what cannot all be true, or cannot be had together, each as a sentence."""
    if len(choices.age) > 1:
        yield _("You chose more than one age. The first contact is the one for the youngest.")
    if choices.age and "minor" not in choices.age and choices.situation & ONLY_FOR_CHILDREN:
        yield _("A child without a parent or guardian is under 18, but you chose an older age.")
    ruled_out = frozenset[str]().union(
        *(STATUSES_RULED_OUT_BY_STEP.get(step, frozenset()) for step in choices.step)
    )
    if choices.residence_status and choices.residence_status <= ruled_out:
        yield _("Someone who is Dutch does not get a reflection period or a permit as a victim.")
    yield from _needs_without_help(choices, snapshot, language)


def _needs_without_help(
    choices: Circumstances, snapshot: ServiceSnapshot, language: str
) -> Iterator[Text]:
    """Yield each need for which there is help, but none for this age or with these papers."""
    count = snapshot.matcher.count
    for need in sorted(choices.need):
        asked = frozenset({need})
        term = snapshot.terms.find("need", need)
        if term is None or not count(Question(need=asked)):
            continue
        for facet, codes in (("age", choices.age), ("residence_status", choices.residence_status)):
            for code in sorted(codes):
                person = snapshot.terms.find(facet, code)
                both = Question(need=asked).with_codes(facet, frozenset({code}))
                if person and not count(both):
                    yield format_lazy(
                        _("You chose “{need}” and “{person}”. We know no help for both together."),
                        need=term.label(language),
                        person=person.label(language),
                    )


def _load_legal_basis(entitled: RightsAnswer) -> None:
    """Load the articles on which the rights rest: 2 queries."""
    rights = [answer.right for answer in (*entitled.yes, *entitled.only_if)]
    prefetch_related_objects(rights, Prefetch("provisions", queryset=Provision.objects.for_lists()))
