"""The description of the feed in OpenAPI 3.1, made of the schemas and the list of URLs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.facets import Text
from wegwijzer.open_data.answers import API_VERSION, JSON, NDJSON, PROBLEM, ZIP
from wegwijzer.open_data.feed import TABLES
from wegwijzer.open_data.query import FILTERS, MAX_PER_PAGE, PAGES, PER_PAGE
from wegwijzer.open_data.schemas import COUNT, ID, OBJECTS, OF_TABLE, TEXT, YES_OR_NO, Schema
from wegwijzer.open_data.texts import BASE, absolute

HSDS_VERSION = "3.1"
PROBLEM_DETAILS = "problem"
OPENAPI_VERSION = "3.1.0"

PARAMETERS: dict[str, Schema] = {
    "page": {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1},
    "per_page": {
        "type": "integer",
        "minimum": 1,
        "maximum": MAX_PER_PAGE,
        "default": PER_PAGE,
    },
    "format": {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
    "taxonomy_term_id": ID,
    "taxonomy_id": ID,
    "organization_id": ID,
    "parent_id": ID,
    "modified_after": {
        "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]
    },
    "minimal": YES_OR_NO,
    "full": YES_OR_NO,
    "top_only": YES_OR_NO,
}

DESCRIPTIONS: dict[str, Text] = {
    "page": gettext_lazy("Which page, from 1."),
    "per_page": gettext_lazy("How many objects on a page."),
    "format": gettext_lazy("json for a page, ndjson for all of it with one object a line."),
    "taxonomy_term_id": gettext_lazy("Only what has this term."),
    "taxonomy_id": gettext_lazy("Only what has a term of this taxonomy."),
    "organization_id": gettext_lazy("Only what is of this organisation."),
    "parent_id": gettext_lazy("Only the terms right under this one."),
    "modified_after": gettext_lazy(
        "Only what changed after this moment, with any offset; a day begins at midnight UTC. Give "
        "the Last-Modified of your last copy, and not the time of your own clock."
    ),
    "minimal": gettext_lazy("All of it on one page, with no more than what tells them apart."),
    "full": gettext_lazy("With all that hangs on each object."),
    "top_only": gettext_lazy("Only the terms that are under no other."),
}


def description() -> str:
    """Return what everybody who copies this must know."""
    return _(
        "Help, rights and organisations for victims of human trafficking in the Netherlands, in "
        "the Human Services Data Specification. Show what is not sure beside every fact. Ask again "
        "every day, and delete within 24 hours what is withdrawn. There is no search, postcode or "
        "distance here: the words or the home of a victim would stand in a URL that somebody logs. "
        "Take everything, and search on your own side."
    )


def openapi(language: str) -> dict[str, Any]:
    """Return the description of the feed in the active language."""
    return {
        "openapi": OPENAPI_VERSION,
        "info": {
            "title": "Wegwijzer Mensenhandel",
            "version": API_VERSION,
            "description": description(),
            "license": {"name": _("Licence of the content"), "url": settings.CONTENT_LICENSE},
            "contact": {
                "name": settings.SITE_OWNER,
                "url": absolute(f"/{language}/"),
                **({"email": settings.CONTACT_EMAIL} if settings.CONTACT_EMAIL else {}),
            },
        },
        "servers": [{"url": absolute(f"{BASE}/{language}")}],
        "security": [],
        "tags": [
            {"name": "hsds", "description": _("What HSDS prescribes")},
            {"name": "profile", "description": _("What we add to it")},
        ],
        "paths": dict(_paths()),
        "components": {
            "schemas": {
                **{_title(name): _with_components(schema) for name, schema in OBJECTS.items()},
                _title(PROBLEM_DETAILS): _problem(),
            },
            "headers": {
                "API-Version": {"description": _("The version."), "schema": TEXT},
                "Last-Modified": {"description": _("When this was gathered."), "schema": TEXT},
            },
        },
    }


def _paths() -> Iterator[tuple[str, dict[str, Any]]]:
    anything: Schema = {"type": "object"}
    yield "/", _get("getRoot", "hsds", _("What this is"), anything)
    for table in TABLES:
        name = OF_TABLE[table]
        tag = "profile" if table in {"rights", "legislation", "areas"} else "hsds"
        tag = "profile" if table == "first-contact-rules" else tag
        title = _title(name)
        names = (*PAGES, *FILTERS.get(table, ()))
        yield (
            f"/{table}",
            _list(title, tag, name, names),
        )
        one = _get(f"get{title}", tag, _("One object"), _component(name), is_one=True)
        yield f"/{table}/{{id}}", one
    yield "/withdrawn", _get("listWithdrawn", "profile", _("What is gone"), _page_of("withdrawn"))
    yield "/profile", _get("getProfile", "profile", _("The profile"), anything)
    yield "/openapi.json", _get("getOpenapi", "hsds", _("This description"), anything)
    yield "/export.zip", _zip()


def _list(title: str, tag: str, name: str, names: tuple[str, ...]) -> dict[str, Any]:
    """Return how a list is asked, and that the id of an object in it leads to that object."""
    found = _get(f"list{title}", tag, _("A page of a list"), _page_of(name), names)
    done = found["get"]["responses"]["200"]
    done["content"][_media(NDJSON)] = {"schema": {"type": "string"}}
    first = {"id": "$response.body#/contents/0/id"}
    done["links"] = {"first": {"operationId": f"get{title}", "parameters": first}}
    return found


def _get(
    operation: str,
    tag: str,
    summary: str,
    schema: Schema,
    names: tuple[str, ...] = (),
    *,
    is_one: bool = False,
) -> dict[str, Any]:
    content = {_media(JSON): {"schema": schema}}
    parameters: list[dict[str, Any]] = [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": str(DESCRIPTIONS[name]),
            "schema": PARAMETERS[name],
        }
        for name in names
    ]
    if is_one:
        said = _("The id, which is the same in both languages.")
        path = {"name": "id", "in": "path", "required": True, "description": said, "schema": ID}
        parameters.append(path)
    wrong = {"404": _("Not found"), "410": _("Withdrawn")} if is_one else {}
    return {
        "get": {
            "operationId": operation,
            "tags": [tag],
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {
                    "description": summary,
                    "headers": _headers("Last-Modified"),
                    "content": content,
                },
                "304": {"description": _("Your copy is right."), "headers": _headers()},
                **{
                    status: _wrong(text)
                    for status, text in {"400": _("Wrong parameters"), **wrong}.items()
                },
            },
        }
    }


def _zip() -> dict[str, Any]:
    found = _get("getExport", "hsds", _("All tables (Tabular Data Package)"), {})
    packed = {"type": "string", "contentMediaType": ZIP}
    found["get"]["responses"]["200"]["content"] = {ZIP: {"schema": packed}}
    return found


def _wrong(text: str) -> dict[str, Any]:
    content = {_media(PROBLEM): {"schema": _component(PROBLEM_DETAILS)}}
    return {"description": text, "headers": _headers(), "content": content}


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in ("API-Version", *names)}


def _page_of(name: str) -> Schema:
    counts = dict.fromkeys(("total_items", "total_pages", "page_number", "size"), COUNT)
    answers = dict.fromkeys(("first_page", "last_page", "empty"), YES_OR_NO)
    return {
        "type": "object",
        "properties": {
            **counts,
            **answers,
            "notice": TEXT,
            "contents": {"type": "array", "items": _in_list(name)},
        },
        "required": [*counts, *answers, "contents"],
    }


def _in_list(name: str) -> Schema:
    """Return the schema of an item; with ``minimal`` a service has less than it must have."""
    if name != "service":
        return _component(name)
    columns = ("id", "name", "status", "last_modified")
    known = OBJECTS[name]["properties"]
    minimal = {
        "type": "object",
        "properties": {column: known[column] for column in columns},
        "required": list(columns),
    }
    return {"anyOf": [_component(name), minimal]}


def _problem() -> Schema:
    texts = {name: {"type": "string"} for name in ("type", "title", "detail")}
    errors = {"type": "array", "items": {"type": "object"}}
    return {
        "type": "object",
        "properties": {**texts, "status": {"type": "integer"}, "errors": errors},
        "required": ["type", "title", "status", "detail"],
    }


def _component(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{_title(name)}"}


def _with_components(schema: Any) -> Any:
    """Return a schema whose references lead to the components of this document."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _component(schema["$ref"].removesuffix(".json"))
        return {name: _with_components(part) for name, part in schema.items()}
    return schema


def _media(content_type: str) -> str:
    return content_type.partition(";")[0]


def _title(name: str) -> str:
    return name.title().replace("_", "")
