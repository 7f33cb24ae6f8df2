"""Answers of the site that a change may alter: shown before it is published, and guarded.

An app registers what it answers (the signpost does); this app knows only how to ask before and
after. A change that would leave somebody without any answer is refused.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.core.exceptions import ValidationError

from editorial.models import ContentModel


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

    def read(self) -> Any:
        """Return what is needed to answer, as the database is now, this transaction included."""

    def changes(self, before: Any, after: Any) -> Sequence[AnswerChange]:
        """Return which answers differ, most frequent first."""

    def problems(self, state: Any) -> Sequence[str]:
        """Return who would be left without an answer, in words; empty if all is well."""


_registered: list[Answers] = []


def register(answers: Answers) -> None:
    """Have these answers shown and guarded."""
    if answers not in _registered:
        _registered.append(answers)


def concerned(models: Iterable[type[ContentModel]]) -> Iterator[Answers]:
    """Yield the registered answers that a change of these kinds of records can alter."""
    kinds = set(models)
    return (answers for answers in _registered if any(map(answers.concerns, kinds)))


class AnswerImpact:
    """The answers as they are before a change; to be asked once the change is written."""

    def __init__(self, *models: type[ContentModel]) -> None:
        self._before = [(answers, answers.read()) for answers in concerned(models)]

    @cached_property
    def _states(self) -> list[tuple[Answers, Any, Any]]:
        """Read the answers after the change, once for all questions about it."""
        return [(answers, before, answers.read()) for answers, before in self._before]

    def changes(self) -> list[tuple[str, Sequence[AnswerChange]]]:
        """Return, per part of the site, which answers the change alters."""
        return [
            (str(answers.title), answers.changes(before, after))
            for answers, before, after in self._states
        ]

    def new_problems(self) -> list[str]:
        """Return who is left without an answer by the change and was not before."""
        return [
            problem
            for answers, before, after in self._states
            for problem in self._new(answers, before, after)
        ]

    def refuse_new_problems(self) -> None:
        """Raise ``ValidationError`` if the change leaves somebody without an answer."""
        problems = self.new_problems()
        if problems:
            raise ValidationError(problems)

    @staticmethod
    def _new(answers: Answers, before: Any, after: Any) -> Iterator[str]:
        known = {str(problem) for problem in answers.problems(before)}
        return (text for text in map(str, answers.problems(after)) if text not in known)
