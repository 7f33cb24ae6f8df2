"""How the feed answers: bytes that are always asked for again, and problems that say what is wrong.

The rules of the Dutch API Design Rules for headers and errors (RFC 9457) are here. They advise
``no-store``; what everybody may copy can be kept, as long as it is asked about again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_etags
from django.utils.translation import gettext_lazy as _

from directory.facets import Text
from editorial.editions.coding import IDENTITY, best_coding, encode

API_VERSION = "1.0.0"
CHANGES: Mapping[str, Text] = {"1.0.0": _("The first version.")}
"""What changed in each version for whoever builds on it, the newest first."""

PREFIX = "/hsds/"

JSON = "application/json; charset=utf-8"
JSON_LD = "application/ld+json"
NDJSON = "application/x-ndjson; charset=utf-8"
PROBLEM = "application/problem+json; charset=utf-8"
ZIP = "application/zip"

ALLOWED = "GET, HEAD, OPTIONS"

OF_EVERY_ANSWER = {
    "API-Version": API_VERSION,
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "API-Version, ETag, Last-Modified, Link, Deprecation, Sunset",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # A search engine would keep showing what was withdrawn.
    "X-Robots-Tag": "noindex",
}


@dataclass(slots=True)
class Answer:
    """The bytes of an answer, their strong ETag, and each coding that was asked for.

    ``as_of`` is when what it tells was gathered. Whatever is gathered later changed after it, so
    who asks what changed since then misses nothing.
    """

    body: bytes
    content_type: str = JSON
    language: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None
    codings: dict[str, bytes] = field(default_factory=dict)
    digest: str = ""

    def __post_init__(self) -> None:
        self.digest = hashlib.sha256(self.body).hexdigest()[:32]

    def encoded(self, coding: str) -> bytes:
        """Return the bytes in a coding; made once, if this answer is kept."""
        if coding == IDENTITY:
            return self.body
        if coding not in self.codings:
            self.codings[coding] = encode(self.body, coding)
        return self.codings[coding]


def send(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Return an answer in the coding that is wanted, or word that the copy still is right."""
    accepted = request.headers.get("Accept-Encoding", "")
    coding = IDENTITY if answer.content_type == ZIP else best_coding(accepted)
    etag = f'"{answer.digest}{f"-{coding}" if coding else ""}"'
    headers = {
        **OF_EVERY_ANSWER,
        "Cache-Control": "public, no-cache",
        "ETag": etag,
        "Vary": "Accept-Encoding",
    }
    if answer.language:
        headers["Content-Language"] = answer.language
    if answer.as_of:
        headers["Last-Modified"] = http_date(answer.as_of.timestamp())
    if answer.links:
        headers["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in answer.links.items())
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in asked or etag in {tag.removeprefix("W/") for tag in asked}:
        return HttpResponseNotModified(headers=headers)
    body = answer.encoded(coding)
    if coding:
        headers["Content-Encoding"] = coding
    headers["Content-Length"] = str(len(body))
    return HttpResponse(body, content_type=answer.content_type, headers=headers)


def problem(
    status: HTTPStatus, detail: str, errors: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return what is wrong, in the form of RFC 9457. It repeats nothing but names."""
    facts: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }
    if errors:
        facts["errors"] = [
            {"in": "query", "name": name, "detail": text} for name, text in errors.items()
        ]
    body = json.dumps(facts, ensure_ascii=False).encode()
    headers = {**OF_EVERY_ANSWER, "Cache-Control": "no-store"}
    return HttpResponse(body, status=status, content_type=PROBLEM, headers=headers)


def preflight() -> HttpResponse:
    """Tell a browser on another site that it may ask."""
    headers = {
        **OF_EVERY_ANSWER,
        "Allow": ALLOWED,
        "Access-Control-Allow-Methods": ALLOWED,
        "Access-Control-Allow-Headers": "Accept, If-None-Match",
        "Access-Control-Max-Age": "86400",
        "Cache-Control": "no-store",
    }
    return HttpResponse(status=HTTPStatus.NO_CONTENT, headers=headers)
