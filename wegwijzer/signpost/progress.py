"""Where a visitor is on the way: the answers so far, the question, and the URLs around it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.urls import reverse

from directory.geography.places import FoundPlace, find_municipality
from directory.matching.question import Circumstances
from directory.service_list.view_models import Option
from directory.snapshot.snapshot import ServiceSnapshot
from wegwijzer.signpost.codes import CodeBook
from wegwijzer.signpost.questions import (
    ENOUGH_FOR_AN_ANSWER,
    LANGUAGE,
    QUESTIONS,
    THE_ANSWER,
    SignpostQuestion,
    first_unanswered,
    languages,
    next_number,
    option_groups,
    options,
    previous_number,
    questions_left,
    without_answer,
)


@dataclass(frozen=True)
class SignpostProgress:
    """The answers so far, and the number of the question that is asked now."""

    choices: Circumstances
    number: int
    snapshot: ServiceSnapshot
    language: str

    @classmethod
    def found_by(
        cls, code: str, snapshot: ServiceSnapshot, language: str
    ) -> "SignpostProgress | None":
        """Return the way that a code stands for, or None. A municipality of the past is renewed."""
        decoded = CodeBook.of(snapshot.terms).decode(code.lower())
        if decoded is None or decoded[1] > THE_ANSWER:
            return None
        choices, number = decoded
        if choices.municipality and choices.municipality not in snapshot.municipalities:
            today = find_municipality(choices.municipality).municipality
            if today is None:
                return None
            choices = replace(choices, municipality=today.code)
        return cls(choices, number, snapshot, language)

    @property
    def is_at_the_answer(self) -> bool:
        """Return whether there are no more questions."""
        return self.number == THE_ANSWER

    @property
    def question(self) -> SignpostQuestion:
        """Return the question that is asked now."""
        return QUESTIONS[self.number]

    @cached_property
    def options(self) -> list[Option]:
        """Return the answers to choose from."""
        return options(self.question, self.choices, self.snapshot, self.language)

    @property
    def url(self) -> str:
        """Return the URL of this page."""
        return self.url_of(self.choices, self.number)

    def url_after(self, choices: Circumstances) -> str:
        """Return the URL of the page that follows these answers."""
        return self.url_of(choices, next_number(choices, self.number))

    def url_of(self, choices: Circumstances, number: int) -> str:
        """Return the URL of a question, or of the answer, after some answers."""
        code = CodeBook.of(self.snapshot.terms).encode(choices, number)
        return reverse("signpost:step", args=[code])

    def first_answers(self) -> list[Option]:
        """Return the answers to the question, each with the URL of the page that follows it."""
        return [
            replace(
                option,
                url=self.url_after(
                    self.choices.with_codes(self.question.facet, frozenset({option.code}))
                ),
            )
            for option in self.options
        ]

    @property
    def more_url(self) -> str:
        """Return where to go on for who took the answer before the last question, or nothing."""
        number = first_unanswered(self.choices)
        return "" if number is None else self.url_of(self.choices, number)

    @property
    def full_url(self) -> str:
        """Return the URL of the answer in full."""
        code = CodeBook.of(self.snapshot.terms).encode(self.choices, THE_ANSWER)
        return reverse("signpost:full_step", args=[code])

    def question_context(self, place: FoundPlace | None) -> dict[str, Any]:
        """Return what the page of a question shows; ``place`` if what was typed is not clear."""
        before = previous_number(self.choices, self.number)
        municipality = self.choices.municipality
        return {
            "question": self.question,
            "title": self.question.title(self.choices),
            "options": self.options,
            "groups": option_groups(self.options),
            "language_title": LANGUAGE.title(self.choices),
            "languages": languages(self.choices) if self.question.asks_language else (),
            "place": place,
            "place_name": self.snapshot.municipalities[municipality][self.language]
            if municipality
            else "",
            "number": self.number + 1,
            "left": questions_left(self.choices, self.number),
            "answer_url": self.url_of(self.choices, THE_ANSWER)
            if self.number >= ENOUGH_FOR_AN_ANSWER
            else "",
            "may_finish": self.number + 1 >= ENOUGH_FOR_AN_ANSWER and self.question.kind != "one",
            "skip_url": self.url_after(without_answer(self.choices, self.question)),
            "previous_url": "" if before is None else self.url_of(self.choices, before),
        }
