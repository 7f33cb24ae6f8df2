"""The first page, and the way to it."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from directory.facets import Text
from directory.matching.question import Circumstances
from directory.models import NeedGroup
from directory.snapshot.snapshot import current_snapshot
from editorial.editions.pages import stored
from editorial.languages import current_language
from wegwijzer.languages import first_language_of
from wegwijzer.signpost.progress import SignpostProgress


@dataclass(frozen=True, slots=True)
class NeedLink:
    """A need on the first page."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class NeedsOfGroup:
    """The needs of one group."""

    label: Text
    needs: tuple[NeedLink, ...]


@require_safe
@vary_on_headers("Accept-Language")
def choose_language(request: HttpRequest) -> HttpResponse:
    """Lead to the visitor's language by Accept-Language; remember nothing.

    A language that has no more than a page of help leads to that page, one without to English.
    """
    return HttpResponseRedirect(f"/{first_language_of(request)}/")


@stored
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Answer in one glance: in danger, find help, follow the signpost, rights, signs."""
    language = current_language()
    terms = current_snapshot().terms.by_facet["need"]
    groups = [
        NeedsOfGroup(
            group.label,
            tuple(
                NeedLink(term.code, term.label(language)) for term in terms if term.group == group
            ),
        )
        for group in NeedGroup
    ]
    signpost = SignpostProgress(Circumstances(), 0, current_snapshot(), language)
    context = {"need_groups": groups, "first_answers": signpost.first_answers()}
    return render(request, "pages/home.html", context)
