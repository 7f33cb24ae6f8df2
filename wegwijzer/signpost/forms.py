"""What was answered to a question: any form that arrives is understood, or asked about again."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from directory.formats.languages import languages_to_talk
from directory.geography.places import FoundPlace, find_place
from directory.matching.question import Circumstances
from directory.service_list.view_models import Option
from wegwijzer.signpost.questions import NO, YES, SignpostQuestion


@dataclass(frozen=True, slots=True)
class ParsedAnswer:
    """The answers with the new one. ``place`` is given if a typed place is not yet clear."""

    choices: Circumstances
    place: FoundPlace | None = None


def parse_answer(
    question: SignpostQuestion, choices: Circumstances, options: list[Option], form: QueryDict
) -> ParsedAnswer:
    """Return the answers with what a form says; nothing chosen means that it is skipped."""
    if question.kind == "place":
        return _hear_place(choices, form)
    if question.asks_language:
        language = frozenset(languages_to_talk()) & {form.get("language", "")}
        choices = choices.with_codes("language", language)
    possible = [option.code for option in options]
    chosen = [code for code in possible if code in form.getlist(question.key)]
    if question.key == "danger":
        said = {YES: True, NO: False}
        return ParsedAnswer(replace(choices, in_danger=said[chosen[0]] if chosen else None))
    if question.kind == "one":
        chosen = chosen[:1]
    return ParsedAnswer(choices.with_codes(question.facet, frozenset(chosen)))


def _hear_place(choices: Circumstances, form: QueryDict) -> ParsedAnswer:
    """Return the municipality of a typed place; a code says which of several of that name."""
    typed = form.get("place", "").strip()
    if not typed:
        return ParsedAnswer(replace(choices, municipality=None))
    meant = form.get("municipality") or choices.municipality or ""
    found = find_place(typed).narrowed_to(meant)
    if found.municipality is None:
        return ParsedAnswer(choices, found)
    return ParsedAnswer(replace(choices, municipality=found.municipality.code))
