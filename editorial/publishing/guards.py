"""Answers of the site that a change may alter: shown before it is published, and guarded.

An app registers what it answers (the signpost does); this app knows only how to ask before and
after. A change that would leave somebody without any answer is refused.

Whom a change leaves alone is asked of little and at every change. Which answers it alters is asked
of everything, so only to show it, only of a change that touches what decides, and only once the
trial of the change is undone: nobody waits for a lock while it is found out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import ValidationError

from editorial.models import ContentModel, Entry


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One answer that takes the place of another, for how many people, with an example."""

    before: str
    after: str
    count: int
    example: str


class Answers(Protocol):
    """A part of the site that answers people, and can be asked before and after a change."""

    title: Any

    def concerns(self, model: type[ContentModel]) -> bool:
        """Return whether a change of this kind of record can alter an answer."""

    def problems(self) -> Sequence[str]:
        """Return who is left without an answer now, in words: cheap, this transaction included."""

    def look_at(self, entry: Entry) -> Any:
        """Return what decides of an entry as the database is now: cheap; equal, equal answers."""

    def changes(self, before: Any, after: Any) -> Sequence[AnswerChange]:
        """Return which answers differ between two looks at an entry, most frequent first.

        Asked when what was seen last is undone: everything else is as the database is now.
        """


_registered: list[Answers] = []


def register(answers: Answers) -> None:
    """Have these answers shown and guarded, once however often the apps are made ready."""
    if all(type(known) is not type(answers) for known in _registered):
        _registered.append(answers)


def concerned(models: Iterable[type[ContentModel]]) -> Iterator[Answers]:
    """Yield the registered answers that a change of these kinds of records can alter."""
    kinds = set(models)
    return (answers for answers in _registered if any(map(answers.concerns, kinds)))


class AnswerImpact:
    """Who had no answer before a change of these kinds; to be asked once the change is written."""

    def __init__(self, *models: type[ContentModel]) -> None:
        self._known = [(answers, _problems(answers)) for answers in concerned(models)]

    def new_problems(self) -> list[str]:
        """Return who is left without an answer by the change and was not before."""
        return [
            problem
            for answers, known in self._known
            for problem in _problems(answers)
            if problem not in known
        ]

    def refuse_new_problems(self) -> None:
        """Raise ``ValidationError`` if the change leaves somebody without an answer."""
        problems = self.new_problems()
        if problems:
            raise ValidationError(problems)


class AnswersOnTrial:
    """The answers that a change of one entry alters: look before it, on trial, and ask after."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._looks = [[answers.look_at(entry)] for answers in self._concerned()]

    def look_again(self) -> None:
        """Note what decides once the change is written, on trial."""
        for answers, looks in zip(self._concerned(), self._looks, strict=True):
            looks.append(answers.look_at(self._entry))

    def changes(self) -> list[tuple[str, Sequence[AnswerChange]]]:
        """Return, per part of the site, which answers the change alters, when it is undone."""
        return [
            (str(answers.title), answers.changes(*looks))
            for answers, looks in zip(self._concerned(), self._looks, strict=True)
        ]

    def _concerned(self) -> Iterator[Answers]:
        return concerned([type(self._entry)])


def _problems(answers: Answers) -> list[str]:
    return [str(problem) for problem in answers.problems()]
