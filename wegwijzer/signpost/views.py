"""The pages of the signpost: a question, the next one, and the answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
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
from wegwijzer.page_urls import page_url
from wegwijzer.signpost.answer import full_context, short_context
from wegwijzer.signpost.filters import AnswerFilterSet
from wegwijzer.signpost.forms import parse_answer
from wegwijzer.signpost.progress import SignpostProgress
from wegwijzer.signpost.questions import THE_ANSWER


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
    return _answer(request, progress.choices, progress.snapshot, _around(progress))


@require_safe
def full_step(request: HttpRequest, code: str) -> HttpResponse:
    """Give the answer that a code stands for in full."""
    progress = SignpostProgress.found_by(code, current_snapshot(), current_language())
    if progress is None:
        return render(request, "signpost/unknown_code.html", status=404)
    if request.path != progress.full_url:
        return HttpResponseRedirect(progress.full_url)
    return _full_answer(request, progress.choices, progress.snapshot, _around(progress))


@stored
@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """Answer a link with readable keys, such as a professional makes."""
    return _answer_link(request, _answer)


@stored
@require_safe
def full_answer(request: HttpRequest) -> HttpResponse:
    """Answer the same link in full."""
    return _answer_link(request, _full_answer)


def _answer_link(request: HttpRequest, show: Callable[..., HttpResponse]) -> HttpResponse:
    moment = timezone.localtime()
    snapshot = current_snapshot(moment)
    filterset = AnswerFilterSet(request.GET, snapshot=snapshot, moment=moment)
    place = filterset.found_place
    if place is not None and place.is_caribbean:
        return HttpResponseRedirect(page_url("caribbean"))
    listing = filterset.listing(request.path, current_language())
    progress = SignpostProgress(filterset.circumstances, THE_ANSWER, snapshot, current_language())
    around = {
        "url_mistakes": url_mistakes(filterset, request.path),
        "place": place_answer(listing),
        "short_url": str(replace(listing.url, path=page_url("signpost:answer"))),
        "full_url": str(replace(listing.url, path=page_url("signpost:full_answer"))),
        "change_url": progress.url_of(progress.choices, 0),
        "more_url": "",
    }
    return show(request, progress.choices, snapshot, around)


def _around(progress: SignpostProgress) -> dict[str, Any]:
    return {
        "place": None,
        "url_mistakes": None,
        "short_url": progress.url_of(progress.choices, THE_ANSWER),
        "full_url": progress.full_url,
        "change_url": progress.url_of(progress.choices, 0),
        "more_url": progress.more_url,
    }


def _ask(request: HttpRequest, progress: SignpostProgress) -> HttpResponse:
    """Show the question of a way, or take what was posted to it and lead on."""
    if request.method != "POST":
        return render(request, "signpost/question.html", progress.question_context(place=None))
    parsed = parse_answer(progress.question, progress.choices, progress.options, request.POST)
    if parsed.place is None:
        after = progress.url_of(parsed.choices, THE_ANSWER)
        if "finish" not in request.POST:
            after = progress.url_after(parsed.choices)
        return HttpResponseRedirect(after)
    if parsed.place.is_caribbean:
        return HttpResponseRedirect(page_url("caribbean"))
    return render(request, "signpost/question.html", progress.question_context(parsed.place))


def _answer(
    request: HttpRequest, choices: Circumstances, snapshot: ServiceSnapshot, around: dict[str, Any]
) -> HttpResponse:
    """Give the answer in the words for who asks."""
    moment = timezone.localtime()
    context = short_context(choices, snapshot, current_rights(), moment, current_language())
    if context["contact"].is_fallback and is_by_a_person(request):
        FallbackCount.add(choices.need, moment.date())
    if choices.is_professional:
        template = "signpost/answer_for_professional.html"
    elif choices.is_for_oneself:
        template = "signpost/answer.html"
    else:
        template = "signpost/answer_for_someone_near.html"
    return render(request, template, context | around)


def _full_answer(
    request: HttpRequest, choices: Circumstances, snapshot: ServiceSnapshot, around: dict[str, Any]
) -> HttpResponse:
    moment = timezone.localtime()
    context = full_context(choices, snapshot, current_rights(), moment, current_language())
    return render(request, "signpost/full_answer.html", context | around)
