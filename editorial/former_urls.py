"""Old URLs of entries: who follows one to a page is led to where the page is now."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from editorial.models import Entry

View = Callable[..., HttpResponse]


def follow_former_slugs(model: type[Entry]) -> Callable[[View], View]:
    """Redirect the old URLs of a kind of entry to its page of now, with the same question.

    A browser asks again each time, so that no entry that gets its old slug back goes in circles.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def follow(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            try:
                return view(request, slug, **kwargs)
            except Http404:
                published: Any = model.objects  # type: ignore[attr-defined]
                entry = published.known_before_as(slug).first()
                if entry is None:
                    raise
            query = request.META.get("QUERY_STRING", "")
            url = f"{entry.get_absolute_url()}{'?' if query else ''}{query}"
            response = HttpResponsePermanentRedirect(url)
            response.headers["Cache-Control"] = "no-cache"
            return response

        return follow

    return decorate


def find_by_former_slug(model: type[Model], slug: str) -> Any:
    """Return the entry, public or not, that had a slug before, or None: one query."""
    if not issubclass(model, Entry):
        return None
    entries: Any = model._default_manager
    return entries.known_before_as(slug).first()
