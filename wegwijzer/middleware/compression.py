"""Compress public pages, for a telephone with a slow connection."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from editorial.editions.coding import BROTLI_QUALITY_FOR_ONE, best_coding, encode
from wegwijzer.audiences import is_for_editors

MIN_BYTES = 200
PACKED = frozenset({"application/zip"})
"""What is compressed as it is."""


class CompressionMiddleware:
    """Send what visitors read with Brotli, or with gzip to a browser that knows no other: 0.6 ms.

    A public page holds no secret that its compressed size could betray. An editor's page does (the
    token of its forms), so it goes as it is. Django's own middleware knows gzip only, and adds up
    to 100 bytes against that.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            is_for_editors(request)
            or not isinstance(response, HttpResponse)
            or len(response.content) < MIN_BYTES
            or response.has_header("Content-Encoding")
            or response.headers.get("Content-Type") in PACKED
        ):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        coding = best_coding(request.headers.get("Accept-Encoding", ""))
        if coding:
            response.content = encode(response.content, coding, BROTLI_QUALITY_FOR_ONE)
            response.headers["Content-Encoding"] = coding
        if response.has_header("Content-Length"):
            response.headers["Content-Length"] = str(len(response.content))
        return response
