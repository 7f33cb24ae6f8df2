"""The views of the feed: lists, single objects, what is gone, and the descriptions of it all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from editorial.languages import LANGUAGES
from wegwijzer.open_data.answers import JSON, JSON_LD, NDJSON, ZIP, Answer, problem, send
from wegwijzer.open_data.catalog import PATH, catalog
from wegwijzer.open_data.feed import Feed, Item, current_feed
from wegwijzer.open_data.openapi import HSDS_VERSION, description, openapi
from wegwijzer.open_data.package import package
from wegwijzer.open_data.profile import first_contact_notice
from wegwijzer.open_data.query import Query, WrongQuery
from wegwijzer.open_data.schemas import OBJECTS, PROFILE_VERSION, schema_document
from wegwijzer.open_data.texts import BASE, Facts, absolute, encode, moment_text

FIRST_CONTACT_RULES = "first-contact-rules"


def root(request: HttpRequest, language: str) -> HttpResponse:
    """Say which version and profile this is, who gives it out, and under which terms."""
    facts = {
        "version": HSDS_VERSION,
        "profile": absolute(f"{BASE}/{language}/profile"),
        "openapi_url": absolute(f"{BASE}/{language}/openapi.json"),
        "catalog_url": absolute(PATH),
        "description": description(),
        "license": settings.CONTENT_LICENSE,
        "publisher": _publisher(language),
    }
    return _send(request, language, "", encode(facts))


def table_list(request: HttpRequest, language: str, table: str) -> HttpResponse:
    """Give a page of a list, or all of it as lines; what is kept is sent as it is: 1 ms."""
    try:
        query = Query.of(table, request.GET)
    except WrongQuery as wrong:
        detail = _("Some parameters are not right.")
        return problem(HTTPStatus.BAD_REQUEST, detail, wrong.problems)
    feed = current_feed()

    def make() -> Answer:
        return _list(feed, language, table, query)

    asked = replace(query, full=False, minimal=False, top_only=False, format="json")
    # Of a list without pages and filters there are a dozen ways at most; others are not kept.
    is_kept = asked == Query()
    return send(request, _kept(feed, (table, language, query), make) if is_kept else make())


def table_detail(request: HttpRequest, language: str, table: str, pk: UUID) -> HttpResponse:
    """Give one object with all that hangs on it; 410 for one that was here and is withdrawn."""
    feed, wanted = current_feed(), str(pk)
    item = feed.tables[language][table].get(wanted)
    if item is not None:
        return _send(request, language, f"/{table}/{wanted}", item.whole, feed)
    if any(gone.id == wanted for gone in feed.withdrawn):
        return problem(HTTPStatus.GONE, _("This was withdrawn. Delete your copy of it."))
    return problem(HTTPStatus.NOT_FOUND, _("There is nothing here with this id."))


def withdrawn(request: HttpRequest, language: str) -> HttpResponse:
    """Give the id and moment of all that others must delete, and nothing else."""
    feed = current_feed()
    rows = [
        {"id": gone.id, "withdrawn_at": moment_text(gone.withdrawn_at)} for gone in feed.withdrawn
    ]
    return _send(request, language, "/withdrawn", _page(rows_of(rows), len(rows)), feed)


def openapi_json(request: HttpRequest, language: str) -> HttpResponse:
    """Give the description of the feed in OpenAPI 3.1."""
    return _send(request, language, "/openapi.json", encode(openapi(language)))


def profile(request: HttpRequest, language: str) -> HttpResponse:
    """Say of which schemas the profile is made."""
    facts = {
        "name": "wegwijzer",
        "version": PROFILE_VERSION,
        "based_on": f"HSDS {HSDS_VERSION}",
        "description": description(),
        "schemas": [absolute(f"{BASE}/{language}/schema/{name}.json") for name in OBJECTS],
    }
    return _send(request, language, "/profile", encode(facts))


def catalog_of_all(request: HttpRequest) -> HttpResponse:
    """Give the catalog that portals of open data read, in both languages."""
    if refusal := _refuse_parameters(request):
        return refusal
    feed = current_feed()

    def make() -> Answer:
        return Answer(encode(catalog(feed)), JSON_LD, as_of=feed.made_at)

    return send(request, _kept(feed, "catalog", make))


def schema(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """Give the JSON schema of one kind of object."""
    if name not in OBJECTS:
        return problem(HTTPStatus.NOT_FOUND, _("There is no schema of this name."))
    return _send(request, language, f"/schema/{name}.json", encode(schema_document(name, language)))


def export(request: HttpRequest, language: str) -> HttpResponse:
    """Give all tables as a Tabular Data Package; the same bytes for as long as nothing changed."""
    feed = current_feed()

    def make() -> Answer:
        return Answer(package(feed, language), ZIP, language, as_of=feed.made_at)

    response = send(request, _kept(feed, ("export", language), make))
    response.headers["Content-Disposition"] = f'attachment; filename="wegwijzer-{language}.zip"'
    return response


def rows_of(rows: Sequence[Facts]) -> bytes:
    """Return rows as the inside of a JSON list."""
    return b",".join(encode(row) for row in rows)


def _list(feed: Feed, language: str, table: str, query: Query) -> Answer:
    chosen = query.chosen(feed.tables[language][table].values())
    links = _links(language, f"/{table}")
    if query.format == "ndjson":
        lines = b"".join(_bytes(item, table, query) + b"\n" for item in chosen)
        return Answer(lines, NDJSON, language, links, feed.made_at)
    per_page = max(len(chosen), 1) if query.minimal else query.per_page
    start = (query.page - 1) * per_page
    shown = chosen[start : start + per_page]
    inside = b",".join(_bytes(item, table, query) for item in shown)
    more = {"notice": first_contact_notice()} if table == FIRST_CONTACT_RULES else {}
    page = _page(inside, len(shown), total=len(chosen), number=query.page, size=per_page, **more)
    return Answer(page, JSON, language, links, feed.made_at)


def _bytes(item: Item, table: str, query: Query) -> bytes:
    if query.minimal:
        return item.minimal
    return item.whole if query.full else item.in_list


def _page(
    inside: bytes,
    shown: int,
    *,
    total: int | None = None,
    number: int = 1,
    size: int | None = None,
    **more: str,
) -> bytes:
    """Return the envelope of HSDS around rows that are already written."""
    total = shown if total is None else total
    pages = max(-(-total // size), 1) if size else 1
    envelope = encode(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": shown,
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": shown == 0,
            **more,
        }
    )
    return b'%s,"contents":[%s]}' % (envelope[:-1], inside)


def _send(
    request: HttpRequest, language: str, path: str, body: bytes, feed: Feed | None = None
) -> HttpResponse:
    as_of = feed.made_at if feed else None
    answer = Answer(body, JSON, language, _links(language, path), as_of)
    return _refuse_parameters(request) or send(request, answer)


def _refuse_parameters(request: HttpRequest) -> HttpResponse | None:
    if not request.GET:
        return None
    problems = dict.fromkeys(request.GET, _("There are no parameters here."))
    return problem(HTTPStatus.BAD_REQUEST, _("Some parameters are not right."), problems)


def _links(language: str, path: str) -> dict[str, str]:
    """Return where the same is in the other language: the ids are the same in both."""
    others = [code for code in LANGUAGES if code != language]
    return {f'alternate"; hreflang="{code}': absolute(f"{BASE}/{code}{path}") for code in others}


def _publisher(language: str) -> Facts:
    facts = {"name": settings.SITE_OWNER, "website": absolute(f"/{language}/")}
    return {**facts, "email": settings.CONTACT_EMAIL} if settings.CONTACT_EMAIL else facts


def _kept(feed: Feed, name: object, make: Callable[[], Answer]) -> Answer:
    """Return an answer of this edition that was made before, or make it."""
    if name not in feed.kept:
        feed.kept[name] = make()
    kept: Answer = feed.kept[name]
    return kept


def in_its_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer in the language of the URL."""

    def answer(request: HttpRequest, language: str, **more: object) -> HttpResponse:
        with override(language):
            return view(request, language, **more)

    return answer
