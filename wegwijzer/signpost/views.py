"""The pages of the signpost: a question, the next one, and the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.matching.question import Circumstances
from directory.models import FallbackCount
from directory.service_list.context import place_answer
from directory.service_list.url_mistakes import url_mistakes
from directory.snapshot.snapshot import ServiceSnapshot, current_snapshot
from editorial.editions.counting import is_by_a_person
from editorial.editions.pages import stored
from editorial.languages import current_language
from editorial.visitor_forms import visitor_form
from rights.snapshot import current_rights
from wegwijzer.signpost.answer import answer_context
from wegwijzer.signpost.filters import AnswerFilterSet
from wegwijzer.signpost.forms import parse_answer
from wegwijzer.signpost.progress import SignpostProgress


@stored
@visitor_form
def start(request: HttpRequest) -> HttpResponse:
    """Ask the first question."""
    return _ask(
        request, SignpostProgress(Circumstances(), 0, current_snapshot(), current_language())
    )


@visitor_form
def step(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the question that a code stands for, or give the answer when all have been asked."""
    progress = SignpostProgress.found_by(code, current_snapshot(), current_language())
    if progress is None:
        return render(request, "signpost/unknown_code.html", status=404)
    if request.path != progress.url and request.method != "POST":
        return HttpResponseRedirect(progress.url)
    if not progress.is_at_the_answer:
        return _ask(request, progress)
    if request.method == "POST":
        return HttpResponseRedirect(progress.url)
    context = {
        "place": None,
        "url_mistakes": None,
        "change_url": progress.url_of(progress.choices, 0),
        "more_url": progress.url_of_questions_left_out,
    }
    return _answer(request, progress.choices, progress.snapshot, context)


@stored
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Answer a link with readable keys, such as a professional makes."""
    moment = timezone.localtime()
    snapshot = current_snapshot(moment)
    filterset = AnswerFilterSet(request.GET, snapshot=snapshot, moment=moment)
    place = filterset.found_place
    if place is not None and place.is_caribbean:
        return HttpResponseRedirect(reverse("caribbean"))
    context = {
        "url_mistakes": url_mistakes(filterset, request.path),
        "place": place_answer(filterset.listing(request.path, current_language())),
        "change_url": reverse("signpost:start"),
        "more_url": "",
    }
    return _answer(request, filterset.circumstances, snapshot, context)


def _ask(request: HttpRequest, progress: SignpostProgress) -> HttpResponse:
    """Show the question of a way, or take what was posted to it and lead on."""
    if request.method != "POST":
        return render(request, "signpost/question.html", progress.question_context(place=None))
    parsed = parse_answer(progress.question, progress.choices, progress.options, request.POST)
    if parsed.place is None:
        return HttpResponseRedirect(progress.url_after(parsed.choices))
    if parsed.place.is_caribbean:
        return HttpResponseRedirect(reverse("caribbean"))
    return render(request, "signpost/question.html", progress.question_context(parsed.place))


def _answer(
    request: HttpRequest, choices: Circumstances, snapshot: ServiceSnapshot, around: dict[str, Any]
) -> HttpResponse:
    moment = timezone.localtime()
    answered = answer_context(choices, snapshot, current_rights(), moment, current_language())
    if answered["contact"].is_fallback and is_by_a_person(request):
        FallbackCount.add(choices.need, moment.date())
    return render(request, "signpost/answer.html", answered | around)
