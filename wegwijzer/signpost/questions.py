"""The questions of the signpost: their words, their answers, and which are still worth asking."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from directory.facets import BY_QUERY_KEY, Text
from directory.formats.languages import TALK_QUESTION, language_name, languages_to_talk
from directory.matching.question import NOTHING, Circumstances
from directory.service_list.view_models import Option
from directory.snapshot.facet_terms import FacetTerm
from directory.snapshot.snapshot import ServiceSnapshot
from rights.entitlement import STATUSES_RULED_OUT_BY_STEP
from rights.models import Step

ONLY_FOR_CHILDREN = frozenset({"unaccompanied"})
"""Situations that an adult cannot be in."""

ABROAD = "abroad"

YES, NO = "yes", "no"

MOST_NEEDED = frozenset(
    {"emergency", "shelter", "talk", "medical", "residence", "wages", "income", "children"}
)
"""Needs that are in view at once; the others are folded by their group. Of whom needs much at once,
the signpost then still asks no more taps than before."""


@dataclass(frozen=True, slots=True)
class SignpostQuestion:
    """One question, in words for the person and in words about somebody else.

    ``kind`` is ``one``, ``many`` (answers to choose) or ``place`` (typed).
    """

    key: str
    kind: str
    for_oneself: Text
    for_another: Text
    why: Text
    asks_language: bool = False
    """Whether the page also asks in which language to talk, which costs no tap to skip."""

    @property
    def facet(self) -> str:
        """Return the name of what is asked: its key, unless a facet is called otherwise in URLs."""
        return BY_QUERY_KEY[self.key].name if self.key in BY_QUERY_KEY else self.key

    def title(self, choices: Circumstances) -> Text:
        """Return the question in the words that fit who asks."""
        return self.for_oneself if choices.is_for_oneself else self.for_another


QUESTIONS = (
    SignpostQuestion(
        "audience",
        "one",
        _("For whom are you looking for help?"),
        _("For whom are you looking for help?"),
        _("Then the questions fit you."),
    ),
    SignpostQuestion(
        "danger",
        "one",
        _("Are you in danger now?"),
        _("Is this person in danger now?"),
        _("In danger it is best to call 112 first."),
    ),
    SignpostQuestion(
        "age",
        "one",
        _("How old are you?"),
        _("How old is this person?"),
        _("Children and adults get different help."),
    ),
    SignpostQuestion(
        "need",
        "many",
        _("What do you need?"),
        _("What does this person need?"),
        _("We show this help first. You may choose more than one."),
        asks_language=True,
    ),
    SignpostQuestion(
        "exploitation",
        "many",
        _("What is happening to you?"),
        _("What is happening to this person?"),
        _("Some organisations know more about one kind of problem. You may choose more than one."),
    ),
    SignpostQuestion(
        "situation",
        "many",
        _("Does one of these things apply to you?"),
        _("Does one of these things apply to this person?"),
        _("Some help is made for this. You may choose more than one, or none."),
    ),
    SignpostQuestion(
        "place",
        "place",
        _("Where are you?"),
        _("Where is this person?"),
        _("Some help is for one region only. The name of a town or a postcode is enough."),
    ),
    SignpostQuestion(
        "step",
        "many",
        _("What has already happened?"),
        _("What has already happened?"),
        _("Some rights begin after a step. Choose only what has really happened."),
    ),
    SignpostQuestion(
        "status",
        "one",
        _("Which papers do you have?"),
        _("Which papers does this person have?"),
        _("Some rights depend on papers. You do not have to say this. We keep nothing."),
    ),
)
"""In this order: what decides most comes first. A code in a URL holds the number of a question, so
one that moves is asked in the place of another by a link that was kept; no answer is lost."""

LANGUAGE = SignpostQuestion(
    "language",
    "choice",
    TALK_QUESTION,
    _("In which language does this person want to talk?"),
    _("You may leave this open."),
)
"""It stands on the page of another question."""

THE_ANSWER = len(QUESTIONS)
"""The number that stands for "no more questions"."""

QUESTION_AFTER_DANGER = 2
"""Where whoever was in danger, and got the answer at once, goes on."""

ENOUGH_FOR_AN_ANSWER = 4
"""From this number on the answer is offered: who, danger, age and need have been asked. The form
with the last of these offers it too."""

STEPS_OF_ANOTHER: dict[str, Text] = {
    Step.REFLECTION: _("There is a reflection period"),
    Step.B83_PERMIT: _("There is a temporary permit as a victim (B8/3)"),
    Step.REPORTED: _("The person has reported to the police"),
    Step.COOPERATES: _("The person helps the investigation in another way"),
}


def next_number(choices: Circumstances, number: int) -> int:
    """Return the number of the question after this one that can still matter.

    Whoever is in danger gets the answer at once, and may go on from there.
    """
    if QUESTIONS[number].key == "danger" and choices.in_danger:
        return THE_ANSWER
    return next(
        (later for later in range(number + 1, THE_ANSWER) if matters(QUESTIONS[later], choices)),
        THE_ANSWER,
    )


def previous_number(choices: Circumstances, number: int) -> int | None:
    """Return the number of the question before this one, or None at the first."""
    return next(
        (earlier for earlier in reversed(range(number)) if matters(QUESTIONS[earlier], choices)),
        None,
    )


def questions_left(choices: Circumstances, number: int) -> int:
    """Return how many questions may still follow."""
    return sum(matters(question, choices) for question in QUESTIONS[number + 1 :])


def matters(question: SignpostQuestion, choices: Circumstances) -> bool:
    """Return whether an answer can still change anything: abroad, a Dutch place cannot."""
    return question.key != "place" or ABROAD not in choices.situation


def is_answered(question: SignpostQuestion, choices: Circumstances) -> bool:
    """Return whether something was said to a question."""
    match question.facet:
        case "danger":
            return choices.in_danger is not None
        case "place":
            return choices.municipality is not None
        case facet:
            return bool(choices.said(facet))


def first_unanswered(choices: Circumstances) -> int | None:
    """Return the number of the first question that can still make the answer fit better."""
    return next(
        (
            number
            for number, question in enumerate(QUESTIONS)
            if number >= QUESTION_AFTER_DANGER
            and matters(question, choices)
            and not is_answered(question, choices)
        ),
        None,
    )


def without_answer(choices: Circumstances, question: SignpostQuestion) -> Circumstances:
    """Return the answers without the one to a question, which is skipped."""
    match question.facet:
        case "danger":
            return replace(choices, in_danger=None)
        case "place":
            return replace(choices, municipality=None)
        case facet:
            return choices.with_codes(facet, NOTHING)


def options(
    question: SignpostQuestion, choices: Circumstances, snapshot: ServiceSnapshot, language: str
) -> list[Option]:
    """Return the answers to choose from, without those that earlier answers rule out."""
    match question.facet:
        case "place":
            return []
        case "danger":
            said = {True: YES, False: NO, None: ""}[choices.in_danger]
            labels: tuple[tuple[str, Text], ...] = ((YES, _("Yes")), (NO, _("No")))
            return [Option(code, label, selected=code == said) for code, label in labels]
        case "step":
            return [
                Option(step.value, _step_label(step, choices), selected=step in choices.step)
                for step in Step
            ]
        case facet:
            return [
                Option(
                    code=term.code,
                    label=term.label(language),
                    selected=term.code in choices.said(facet),
                    group=term.group_label(language),
                    explanation=term.explanation(language),
                )
                for term in _possible(facet, choices, snapshot)
            ]


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Answers that are in view if the group has no label, and otherwise fold under it."""

    label: Text
    options: tuple[Option, ...]

    @property
    def is_open(self) -> bool:
        """Return whether an answer in it was chosen before."""
        return any(option.selected for option in self.options)


def option_groups(options: list[Option]) -> list[OptionGroup]:
    """Return the answers in groups: those most asked for and those of no group first."""
    in_view = [one for one in options if not one.group or one.code in MOST_NEEDED]
    folded: dict[Text, list[Option]] = {}
    for option in options:
        if option not in in_view:
            folded.setdefault(option.group, []).append(option)
    groups = [OptionGroup(label, tuple(found)) for label, found in folded.items()]
    return [OptionGroup("", tuple(in_view)), *groups]


def languages(choices: Circumstances) -> list[Option]:
    """Return the languages to choose from, each by its own name; what was said before is chosen."""
    return [
        Option(code, language_name(code, code), selected=code in choices.language)
        for code in languages_to_talk()
    ]


def _step_label(step: Step, choices: Circumstances) -> Text:
    label: Text = step.label
    return label if choices.is_for_oneself else STEPS_OF_ANOTHER.get(step, label)


def _possible(facet: str, choices: Circumstances, snapshot: ServiceSnapshot) -> Iterator[FacetTerm]:
    ruled_out: frozenset[str] = frozenset()
    if facet == "residence_status":
        ruled_out = ruled_out.union(
            *(STATUSES_RULED_OUT_BY_STEP.get(step, frozenset()) for step in choices.step)
        )
    if facet == "situation" and choices.age and "minor" not in choices.age:
        ruled_out = ONLY_FOR_CHILDREN
    for term in snapshot.terms.by_facet[facet]:
        if term.code not in ruled_out:
            yield term
