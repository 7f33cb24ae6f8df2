"""The JSON schemas of all that is given out: stricter than HSDS, for every property is named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from directory.models import AreaKind, LocationType
from editorial.models.entry import Certainty
from rights.models.choices import Entitled, LegalStatus, LegislationKind, RightKind
from wegwijzer.open_data.texts import BASE, absolute

Schema = dict[str, Any]

PROFILE_VERSION = "1.0.0"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

ID: Schema = {"type": "string", "format": "uuid"}
TEXT: Schema = {"type": "string", "minLength": 1}
URL: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
EMAIL: Schema = {"type": "string", "format": "email"}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MOMENT: Schema = {"type": "string", "format": "date-time", "pattern": r"\.\d{3}Z$"}
TIME: Schema = {"type": "string", "format": "time-local", "pattern": r"^\d{2}:\d{2}:\d{2}$"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
AGE: Schema = {"type": "integer", "minimum": 0, "maximum": 120}
YES_OR_NO: Schema = {"type": "boolean"}
CODES: Schema = {"type": "array", "items": TEXT}
IDS: Schema = {"type": "array", "items": ID}
REMARKS: Schema = {"dutch_texts": CODES, "outdated_texts": CODES}


def _one_of(values: list[str]) -> Schema:
    return {"type": "string", "enum": [value for value in values if value]}


def _object(required: str, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def _one(name: str) -> Schema:
    return {"$ref": f"{name}.json"}


def _many(name: str) -> Schema:
    return {"type": "array", "items": _one(name)}


OWNERS = {"service_id": ID, "organization_id": ID}
NAMED = {"id": ID, "name": TEXT, "description": TEXT}
STATUSES = ["active", "inactive", "defunct", "temporarily closed"]

OBJECTS: Mapping[str, Schema] = {
    "attribute": _object(
        "id link_id link_entity link_type taxonomy_term_id taxonomy_term",
        id=ID,
        link_id=ID,
        link_entity=TEXT,
        link_type=TEXT,
        taxonomy_term_id=ID,
        value=TEXT,
        taxonomy_term=_one("taxonomy_term"),
    ),
    "taxonomy": _object("id name description uri", **NAMED, uri=URL),
    "taxonomy_term": _object(
        "id code name description taxonomy taxonomy_id language",
        **NAMED,
        code=TEXT,
        parent_id=ID,
        taxonomy=TEXT,
        taxonomy_id=ID,
        language=_one_of(["nld", "eng"]),
    ),
    "phone": _object(
        "id number type description attributes",
        id=ID,
        **OWNERS,
        number=TEXT,
        type=_one_of(["voice", "text"]),
        description=TEXT,
        attributes=_many("attribute"),
    ),
    "url": _object(
        "id label url attributes",
        id=ID,
        **OWNERS,
        label=TEXT,
        url=URL,
        attributes=_many("attribute"),
    ),
    "schedule": _object(
        "id notes",
        id=ID,
        **OWNERS,
        freq=_one_of(["WEEKLY"]),
        interval=COUNT,
        byday=TEXT,
        opens_at=TIME,
        closes_at=TIME,
        notes=TEXT,
    ),
    "language": _object("id name code", id=ID, service_id=ID, name=TEXT, code=TEXT),
    "service_area": _object("id name uri", **NAMED, service_id=ID, uri=URL),
    "address": _object(
        "id address_1 city state_province postal_code country address_type",
        id=ID,
        location_id=ID,
        address_1=TEXT,
        city=TEXT,
        state_province=TEXT,
        postal_code=TEXT,
        country=TEXT,
        address_type=_one_of(LocationType.values),
    ),
    "location": _object(
        "id location_type",
        **NAMED,
        organization_id=ID,
        location_type=_one_of(LocationType.values),
        latitude=NUMBER,
        longitude=NUMBER,
        addresses=_many("address"),
        attributes=_many("attribute"),
    ),
    "service_at_location": _object(
        "id service_id location_id location",
        id=ID,
        service_id=ID,
        location_id=ID,
        location=_one("location"),
        service=_one("service"),
    ),
    "organization_identifier": _object(
        "id organization_id identifier_type identifier",
        id=ID,
        organization_id=ID,
        identifier_type=TEXT,
        identifier=TEXT,
        attributes=_many("attribute"),
    ),
    "organization": _object(
        "id name description uri",
        **NAMED,
        alternate_name=TEXT,
        email=EMAIL,
        website=URL,
        additional_websites=_many("url"),
        phones=_many("phone"),
        uri=URL,
        organization_identifiers=_many("organization_identifier"),
        locations=_many("location"),
        attributes=_many("attribute"),
    ),
    "service": _object(
        "id organization_id name description url status",
        **NAMED,
        organization_id=ID,
        alternate_name=TEXT,
        url=URL,
        additional_urls=_many("url"),
        email=EMAIL,
        status=_one_of(STATUSES),
        interpretation_services=TEXT,
        application_process=TEXT,
        fees_description=TEXT,
        eligibility_description=TEXT,
        minimum_age=AGE,
        maximum_age=AGE,
        assured_date=DAY,
        assurer_email=EMAIL,
        alert=TEXT,
        phones=_many("phone"),
        schedules=_many("schedule"),
        service_areas=_many("service_area"),
        service_at_locations=_many("service_at_location"),
        languages=_many("language"),
        attributes=_many("attribute"),
        organization=_one("organization"),
        last_modified=MOMENT,
    ),
    "identifier": _object(
        "scheme value reference",
        scheme=TEXT,
        value=TEXT,
        reference=TEXT,
        certainty=_one_of(Certainty.values),
        url=URL,
    ),
    "provision": _object(
        "id label text legal_status",
        id=ID,
        label=TEXT,
        article=TEXT,
        article_end=TEXT,
        paragraph=TEXT,
        subparagraph=TEXT,
        text=TEXT,
        legal_status=_one_of(LegalStatus.values),
        certainty=_one_of(Certainty.values),
        right_on=DAY,
        url=URL,
        **REMARKS,
    ),
    "legislation": _object(
        "id name kind legal_status summary url",
        id=ID,
        name=TEXT,
        citation=TEXT,
        kind=_one_of(LegislationKind.values),
        legal_status=_one_of(LegalStatus.values),
        adopted_on=DAY,
        in_force_from=DAY,
        right_on=DAY,
        summary=TEXT,
        what_it_would_change=TEXT,
        doubt=TEXT,
        certainty=_one_of(Certainty.values),
        url=URL,
        uri=URL,
        identifiers=_many("identifier"),
        provisions=_many("provision"),
        **REMARKS,
    ),
    "condition": _object(
        "key text",
        key=TEXT,
        text=TEXT,
        steps=CODES,
        situation=TEXT,
        excluding_steps=CODES,
        **REMARKS,
    ),
    "entitlement": _object(
        "age_groups residence_statuses value",
        age_groups=CODES,
        residence_statuses=CODES,
        value=_one_of(Entitled.values),
        conditions=CODES,
        explanation=TEXT,
        **REMARKS,
    ),
    "right_variant": _object(
        "key age_groups residence_statuses summary how",
        key=TEXT,
        age_groups=CODES,
        residence_statuses=CODES,
        summary=TEXT,
        warning=TEXT,
        how=TEXT,
        duration=TEXT,
        doubt=TEXT,
        provisions=IDS,
        **REMARKS,
    ),
    "product": _object("name uri", name=TEXT, uri=URL),
    "right": _object(
        "id name kind summary how url entitlements",
        id=ID,
        name=TEXT,
        kind=_one_of(RightKind.values),
        summary=TEXT,
        warning=TEXT,
        how=TEXT,
        duration=TEXT,
        doubt=TEXT,
        certainty=_one_of(Certainty.values),
        right_on=DAY,
        url=URL,
        phases=CODES,
        needs=CODES,
        conditions=_many("condition"),
        entitlements=_many("entitlement"),
        variants=_many("right_variant"),
        provisions=IDS,
        products=_many("product"),
        services=IDS,
        **REMARKS,
    ),
    "area": _object(
        "id code kind name uri",
        id=ID,
        code=TEXT,
        kind=_one_of(AreaKind.values),
        name=TEXT,
        uri=URL,
        members=IDS,
    ),
    "option": _object("role service_id", role=_one_of(["first", "alternative"]), service_id=ID),
    "first_contact_rule": _object(
        "id position name reason in_danger moment",
        id=ID,
        position=COUNT,
        name=TEXT,
        reason=TEXT,
        in_danger=YES_OR_NO,
        moment=TEXT,
        audiences=CODES,
        age_groups=CODES,
        exploitation_forms=CODES,
        residence_statuses=CODES,
        situations=CODES,
        needs=CODES,
        regional_coordinator_first=YES_OR_NO,
        need_chooses=TEXT,
        is_fallback=YES_OR_NO,
        options=_many("option"),
        **REMARKS,
    ),
    "withdrawn": _object("id withdrawn_at", id=ID, withdrawn_at=MOMENT),
}

OF_TABLE: Mapping[str, str] = {
    "services": "service",
    "organizations": "organization",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "rights": "right",
    "legislation": "legislation",
    "areas": "area",
    "first-contact-rules": "first_contact_rule",
    "withdrawn": "withdrawn",
}
"""The kind of object that each list holds."""


def schema_document(name: str, language: str) -> Schema:
    """Return the schema of one kind of object as a document of its own."""
    url = absolute(f"{BASE}/{language}/schema/{name}.json")
    return {"$schema": DIALECT, "$id": url, "title": name, **OBJECTS[name]}
