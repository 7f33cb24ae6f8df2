"""The answer of the signpost: in short for who asks, and in full to read on and to print."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from directory.matching.matcher import Question
from directory.matching.question import Circumstances
from directory.service_list.query_url import ListURL
from directory.snapshot.snapshot import ServiceSnapshot
from rights.answers import RightAnswer, personal_query, rights_for
from rights.entitlement import STATUSES_RULED_OUT_BY_STEP
from rights.models import Provision
from rights.snapshot import RightsSnapshot
from wegwijzer.signpost.advice import advice_for
from wegwijzer.signpost.chain import chain
from wegwijzer.signpost.contact import first_contact_answer, tell_a_lawyer_first
from wegwijzer.signpost.links import rights_url, services_url, who_does_what_url
from wegwijzer.signpost.questions import (
    ABROAD,
    LANGUAGE,
    ONLY_FOR_CHILDREN,
    QUESTIONS,
    SignpostQuestion,
    languages,
    options,
)

MAX_RIGHTS = 5
MAX_SAID = 4
SEEN_IN_THE_ANSWER = frozenset({"audience", "danger"})
"""Answers that the line on top repeats; the full answer has them all."""


def short_context(
    choices: Circumstances,
    snapshot: ServiceSnapshot,
    rights: RightsSnapshot,
    moment: datetime,
    language: str,
) -> dict[str, Any]:
    """Return what the answer shows: 6 queries, 8 for a professional, and 4 for rows not kept."""
    said = [
        label
        for question, labels in said_so_far(choices, snapshot, language)
        if question.key not in SEEN_IN_THE_ANSWER
        for label in labels
    ]
    entitled = rights_for(choices, snapshot=rights, needs=choices.need)
    first_rights = tuple(islice(entitled.yes, MAX_RIGHTS))
    context = _common_context(choices, snapshot, moment, language) | {
        "said": said[:MAX_SAID],
        "said_besides": len(said[MAX_SAID:]),
        "help_title": _help_title(choices, snapshot, language),
        "rights": first_rights,
        "query_of_rights": str(ListURL("", personal_query(choices))),
        "other_rights": len(entitled.yes) + len(entitled.only_if) - len(first_rights),
        "services_url": services_url(choices),
        "rights_url": rights_url(choices),
        "who_does_what_url": who_does_what_url(choices),
    }
    if choices.is_professional:
        _load_legal_basis(first_rights)
        context["phases"] = chain(choices, snapshot)
    if not choices.is_for_oneself:
        context["advice"] = advice_for(choices)
    return context


def full_context(
    choices: Circumstances,
    snapshot: ServiceSnapshot,
    rights: RightsSnapshot,
    moment: datetime,
    language: str,
) -> dict[str, Any]:
    """Return all that is known for this person: 5 queries, 7 for a professional, and as above."""
    entitled = rights_for(choices, snapshot=rights, needs=choices.need, phases=choices.phase)
    if choices.is_professional:
        _load_legal_basis((*entitled.yes, *entitled.only_if))
    return _common_context(choices, snapshot, moment, language) | {
        "rights": entitled,
        "phases": chain(choices, snapshot),
        "said": [
            (question.title(choices), labels)
            for question, labels in said_so_far(choices, snapshot, language)
        ],
    }


def _common_context(
    choices: Circumstances, snapshot: ServiceSnapshot, moment: datetime, language: str
) -> dict[str, Any]:
    return {
        "choices": choices,
        "in_danger": bool(choices.in_danger),
        "is_abroad": ABROAD in choices.situation,
        "lawyer_first": tell_a_lawyer_first(choices) and not choices.in_danger,
        "contact": first_contact_answer(choices, snapshot, moment, language),
        "contradictions": list(contradictions(choices, snapshot, language)),
    }


def _help_title(choices: Circumstances, snapshot: ServiceSnapshot, language: str) -> Text:
    """Return the title above the help that fits: what for, of more the first, and where."""
    terms = (snapshot.terms.find("need", need) for need in sorted(choices.need))
    labels = [term.label(language) for term in terms if term is not None]
    needs = f"{labels[0]} +{len(labels) - 1}" if len(labels) > 1 else "".join(labels)
    place = choices.municipality
    if place is None:
        return format_lazy(_("Help: {needs}"), needs=needs) if needs else _("More help")
    name = snapshot.municipalities[place][language]
    if not needs:
        return format_lazy(_("More help in {place}"), place=name)
    return format_lazy(_("Help in {place}: {needs}"), place=name, needs=needs)


def said_so_far(
    choices: Circumstances, snapshot: ServiceSnapshot, language: str
) -> list[tuple[SignpostQuestion, list[Text]]]:
    """Return the answers that were given, as questions with labels."""
    said: list[tuple[SignpostQuestion, list[Text]]] = []
    for question in QUESTIONS:
        if question.kind == "place":
            code = choices.municipality
            labels: list[Text] = [snapshot.municipalities[code][language]] if code else []
        elif question.facet != "danger" and not choices.said(question.facet):
            labels = []
        else:
            labels = [
                option.label
                for option in options(question, choices, snapshot, language)
                if option.selected
            ]
        if labels:
            said.append((question, labels))
    if choices.language:
        said.append((LANGUAGE, [one.label for one in languages(choices) if one.selected]))
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


def _load_legal_basis(answers: tuple[RightAnswer, ...]) -> None:
    """Load the articles on which these rights rest: 2 queries."""
    prefetch_related_objects(
        [answer.right for answer in answers],
        Prefetch("provisions", queryset=Provision.objects.for_lists()),
    )
