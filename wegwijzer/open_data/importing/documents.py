"""The documents of what a feed says: the other way round from ``services`` and ``contacts``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.text import slugify

from directory.facets import FACETS
from directory.models import Area, Channel, FacetRule, Location, Organization, Service
from editorial.documents.source_files import SourceDocument
from editorial.models import ContentModel
from wegwijzer.open_data.importing.attributes import Attributes
from wegwijzer.open_data.importing.channels import Channels
from wegwijzer.open_data.importing.files import Tables
from wegwijzer.open_data.services import AGES
from wegwijzer.open_data.terms import TELLING, taxonomy_of

LANGUAGES = ("nl", "en")
CODE_OF_AREA = re.compile(r"\(([^()]+)\)\Z")
OWN_TEXTS = (
    "interpretation_services",
    "application_process",
    "fees_description",
    "eligibility_description",
    "alert",
)
STATED_TEXTS = ("disclosure", "wait_time", "doubt")


class Documents:
    """Make documents of the tables of each language; ``public_ids`` are those of their records."""

    def __init__(self, tables: Mapping[str, Tables]) -> None:
        self._dutch = tables.get("nl", Tables())
        self._said = [Attributes(tables.get(language, Tables(language))) for language in LANGUAGES]
        self._facts = self._said[0]
        self.public_ids: dict[tuple[type[ContentModel], str], str] = {}
        self._slugs: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self._known_areas = frozenset(Area.objects.values_list("code", flat=True))
        self._channels = Channels(self._dutch, self._said)

    def organizations(self) -> Iterator[SourceDocument]:
        """Yield the documents of the organizations, with their channels and public places."""
        for key, row in self._dutch.rows["organization"].items():
            slug = self._slug_of(row, "uri", "directory:organization")
            self._slugs[key] = slug
            self.public_ids[Organization, slug] = key
            channels = list(self._channels.of_organization(key, slug))
            for channel in channels:
                channel_key = channel.values["key"]
                self.public_ids[Channel, channel_key] = self._channels.id_of[channel_key]
            values = {
                "slug": slug,
                "state": "draft",
                **self._texts("organization", key, "name", "description"),
                **self._stated(key, "doubt"),
                "abbreviation": self._facts.statement(key, "abbreviation"),
                "alternate_names": self._other_names(row),
                "kind": self._one(key, "kind", "organization-kind"),
                "helps_victims": self._one(key, "helps_victims", "helps-victims"),
                "website": row.values.get("website", ""),
                "certainty": self._one(key, "provenance", "certainty"),
                "source": row.values.get("uri", ""),
                "channels": channels,
                "locations": list(self._locations(key, slug)),
            }
            yield _with(row, values)

    def services(self) -> Iterator[SourceDocument]:
        """Yield the documents of the services; those of the organizations must be made before."""
        for key, row in self._dutch.rows["service"].items():
            slug = self._slug_of(row, "url", "directory:service")
            self.public_ids[Service, slug] = key
            values = {
                "slug": slug,
                "state": "draft",
                "organization": self._slugs[row.values["organization_id"]],
                **self._texts("service", key, "name", "description", *OWN_TEXTS),
                **self._stated(key, *STATED_TEXTS),
                "alternate_names": self._other_names(row),
                "status": row.values["status"].replace(" ", "_"),
                "service_areas": list(self._areas(key)),
                "channels": self._channels.keys_of_service(key),
                "locations": [
                    self._places[place.values["location_id"]]
                    for place in self._dutch.of("service_at_location", "service_id", key)
                ],
                "languages": [
                    language.values["code"]
                    for language in self._dutch.of("language", "service_id", key)
                ],
                "opening_hours": self._hours(key),
                "certainty": self._one(key, "provenance", "certainty"),
                "source": row.values.get("url", ""),
                **self._facets(key),
                **self._manners(key),
            }
            _refuse_other_ages(row, values)
            yield _with(row, values)

    def _other_names(self, row: SourceDocument) -> list[str]:
        """Return the other names one by one, or those of the column if no attribute says them."""
        key = row.values["id"]
        if named := self._facts.statements(key, "alternate_name"):
            return named
        is_ours = self._facts.statement(key, "abbreviation")
        given = "" if is_ours else row.values.get("alternate_name", "")
        return [name for name in given.split("; ") if name]

    def _hours(self, key: str) -> str:
        """Return the hours in OSM words; refuse a schedule that says others than the attributes."""
        own = self._facts.statement(key, "opening_hours")
        numbers = [
            row for table in ("phone", "url") for row in self._dutch.of(table, "service_id", key)
        ]
        stated = {
            own,
            *(self._facts.statement(row.values["id"], "opening_hours") for row in numbers),
        }
        for row in self._dutch.of("schedule", "service_id", key):
            if row.values["notes"].removeprefix("OSM: ") not in stated - {""}:
                problem = "hours are taken in OSM words only, which an attribute must say too"
                row.refuse(problem, "notes")
        return own

    def _facets(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        rules = self._facts.answers(key, "accepts")
        for facet in FACETS.values():
            taxonomy, kind = taxonomy_of(facet.name), "eligibility" if facet.rule else facet.name
            found[facet.values] = self._facts.codes(key, kind, taxonomy)
            if facet.rule and facet.name in rules:
                found[facet.rule] = rules[facet.name]
            if facet.excluded:
                found[facet.excluded] = self._facts.codes(key, "exclusion", taxonomy)
        return found

    def _manners(self, key: str) -> dict[str, Any]:
        told = self._facts.answers(key, "telling")
        found = {
            "intake": self._one(key, "intake", "intake"),
            "cost": self._one(key, "cost", "cost"),
            "interpreter": self._one(key, "interpreter", "interpreter"),
            **{name: told.get(name, "") for name in TELLING},
        }
        leading = self._facts.codes(key, "leads", "phase")
        return {**{name: code for name, code in found.items() if code}, "leading_phases": leading}

    def _locations(self, organization: str, slug: str) -> Iterator[SourceDocument]:
        for place in self._dutch.rows["location"].values():
            if self._organization_at(place) != organization:
                continue
            public_id = place.values["id"]
            key = f"{slug[:90]}-{len(self._places) + 1}"
            self._places[public_id] = key
            self.public_ids[Location, key] = public_id
            [address, *_more] = [*self._dutch.of("address", "location_id", public_id), place]
            columns = ("address_1", "postal_code", "city")
            values = {
                "key": key,
                "confidential": False,
                "location_type": place.values["location_type"],
                **self._texts("location", public_id, "name", "description"),
                **{column: address.values.get(column, "") for column in columns},
                "latitude": str(place.values.get("latitude", "")),
                "longitude": str(place.values.get("longitude", "")),
            }
            yield _with(place, values)

    def _organization_at(self, place: SourceDocument) -> str:
        if "organization_id" in place.values:
            return str(place.values["organization_id"])
        given = self._dutch.of("service_at_location", "location_id", place.values["id"])
        services = self._dutch.rows["service"]
        return next(
            (services[one.values["service_id"]].values["organization_id"] for one in given), ""
        )

    def _texts(self, table: str, owner: str, *columns: str) -> dict[str, str]:
        return {
            f"{column}_{said.language}": said.text(table, owner, column)
            for column in columns
            for said in self._said
        }

    def _stated(self, owner: str, *names: str) -> dict[str, str]:
        return {
            f"{name}_{said.language}": said.stated_text(owner, name)
            for name in names
            for said in self._said
        }

    def _one(self, owner: str, kind: str, taxonomy: str) -> str:
        return next(iter(self._facts.codes(owner, kind, taxonomy)), "")

    def _areas(self, service: str) -> Iterator[str]:
        for row in self._dutch.of("service_area", "service_id", service):
            found = CODE_OF_AREA.search(row.values.get("description", ""))
            code = found[1] if found else row.values["name"]
            if code in self._known_areas:
                yield code
            else:
                row.refuse(f"there is no area with the code “{code}” here", "description")

    def _slug_of(self, row: SourceDocument, column: str, view: str) -> str:
        """Return the slug in the URL of our own page, or one that is made of the name."""
        try:
            match = resolve(urlsplit(row.values.get(column, "")).path)
        except Resolver404:
            match = None
        if match is not None and match.view_name == view:
            return str(match.kwargs["slug"])
        return f"{slugify(row.values['name'])[:80]}-{row.values['id'][:8]}"


def _refuse_other_ages(row: SourceDocument, values: Mapping[str, Any]) -> None:
    """Refuse ages that are not those of the age groups, which alone are kept."""
    given = row.values.get("minimum_age"), row.values.get("maximum_age")
    groups = values["age_groups"] if values.get("age_rule") == FacetRule.ONLY else ()
    if given != AGES.get(frozenset(groups), (None, None)):
        least, most = ("" if age is None else age for age in given)
        row.refuse(f"the ages {least}–{most} are not those of the attributes of age", "minimum_age")


def _with(row: SourceDocument, values: dict[str, Any]) -> SourceDocument:
    """Return a document that stands where a row does, for whoever reads what is wrong with it."""
    return SourceDocument(row.path, row.line, row.errors, values)
