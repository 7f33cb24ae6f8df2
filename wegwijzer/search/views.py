"""The page of the search."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.snapshot.snapshot import current_snapshot
from editorial.editions.pages import stored
from editorial.languages import current_language
from wegwijzer.search.answer import SearchAnswer
from wegwijzer.search.index import current_search_index

MAX_LENGTHS = {"q": 200, "place": 100}


@stored
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what typed words lead to, of every kind; without words, the box to type them in."""
    q, place = _typed(request, "q"), _typed(request, "place")
    if not q and not place:
        return render(request, "search/form.html")
    moment = timezone.localtime()
    answer = SearchAnswer(
        q,
        place,
        path=request.path,
        language=current_language(),
        moment=moment,
        snapshot=current_snapshot(moment),
        index=current_search_index(moment),
    )
    return render(request, "search/results.html", answer.context())


def _typed(request: HttpRequest, name: str) -> str:
    """Return what was typed on one line, without null bytes, and cut."""
    return " ".join(request.GET.get(name, "").replace("\x00", " ").split())[: MAX_LENGTHS[name]]
