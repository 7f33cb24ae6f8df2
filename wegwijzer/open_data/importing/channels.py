"""Ways of contact: one channel of the rows that a feed has of it at every owner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from directory.models import ChannelKind
from editorial.documents.source_files import SourceDocument
from editorial.models import derived_id
from wegwijzer.open_data.importing.attributes import Attributes
from wegwijzer.open_data.importing.checks import problem_of
from wegwijzer.open_data.importing.files import Tables
from wegwijzer.open_data.schemas import ID

TEXT_OF = {"phone": "description", "url": "label"}
"""Which column holds the label of a channel, with its doubt."""


class Channels:
    """The channels by their public id, each at one organization; services name them."""

    def __init__(self, tables: Tables, said: list[Attributes]) -> None:
        self._tables = tables
        self._said = said
        self._found: dict[str, dict[str, SourceDocument]] = {
            key: {} for key in tables.rows["organization"]
        }
        self._of_service: dict[str, list[str]] = {}
        self.id_of: dict[str, str] = {}
        self._key_of: dict[str, str] = {}
        for key, row in tables.rows["organization"].items():
            self._take("organization", key, key, row)
        for key, row in tables.rows["service"].items():
            organization = row.values["organization_id"]
            self._of_service[key] = self._take("service", key, organization, row)

    def of_organization(self, organization: str, slug: str) -> Iterator[SourceDocument]:
        """Yield the documents of an organization's channels, in their order."""
        for place, (public_id, document) in enumerate(self._found[organization].items(), start=1):
            key = f"{slug[:80]}-{document.values['kind']}-{place}"
            document.values["key"] = key
            self.id_of[key], self._key_of[public_id] = public_id, key
            yield document

    def keys_of_service(self, service: str) -> list[str]:
        """Return the keys of a service's channels, once all have been yielded."""
        return [self._key_of[public_id] for public_id in self._of_service[service]]

    def _take(
        self, entity: str, owner: str, organization: str, source: SourceDocument
    ) -> list[str]:
        """Note the channels of an owner, and return their public ids."""
        ids = []
        for table in TEXT_OF:
            for row in self._tables.of(table, f"{entity}_id", owner):
                public_id = self._id_of_row(row)
                ids.append(self._note(public_id, organization, self._document(table, row)))
        if email := source.values.get("email"):
            public_id = self._email_id(organization, email)
            values = {"kind": ChannelKind.EMAIL, "value": email}
            document = SourceDocument(source.path, source.line, source.errors, values)
            ids.append(self._note(public_id, organization, document))
        return ids

    def _id_of_row(self, row: SourceDocument) -> str:
        """Return the id of the channel behind a row; that of the row, if nothing is said of it."""
        own = str(row.values["id"])
        given = self._said[0].statement(own, "channel") or own
        if problem_of(given, ID):
            row.refuse(f"“{given}” is no id of a channel")
            return own
        return str(UUID(given))

    def _email_id(self, organization: str, email: str) -> str:
        """Return the id of an e-mail channel, which a feed does not give: that of who has it."""
        rows = self._tables.rows["organization"]
        holders = [key for key, row in rows.items() if row.values.get("email") == email]
        is_own = organization in holders or not holders
        return str(derived_id("imported_email", organization if is_own else holders[0], email))

    def _note(self, public_id: str, organization: str, document: SourceDocument) -> str:
        is_known = any(public_id in found for found in self._found.values())
        if not is_known:
            self._found[organization][public_id] = document
        return public_id

    def _document(self, table: str, row: SourceDocument) -> SourceDocument:
        owner, facts = row.values["id"], self._said[0]
        usual = ChannelKind.TEXT if row.values.get("type") == "text" else ChannelKind.PHONE
        if table == "url":
            usual = ChannelKind.WEB
        kind = next(iter(facts.codes(owner, "kind", "channel-kind")), usual)
        values: dict[str, Any] = {
            "kind": kind,
            "value": _value(kind, str(row.values.get("number") or row.values["url"])),
            "opening_hours": facts.statement(owner, "opening_hours"),
            "abroad": "for_calls_from_abroad" in facts.codes(owner, "statement", "statement"),
            "certainty": next(iter(facts.codes(owner, "provenance", "certainty")), ""),
        }
        if cost := facts.codes(owner, "cost", "call-cost"):
            values["cost"] = cost[0]
        for said in self._said:
            values[f"label_{said.language}"] = said.text(table, owner, TEXT_OF[table], "label")
            values[f"doubt_{said.language}"] = said.stated_text(owner, "doubt")
        return SourceDocument(row.path, row.line, row.errors, values)


def _value(kind: str, given: str) -> str:
    """Return a number as it is stored: in international form, unless it is short."""
    if kind == ChannelKind.WHATSAPP:
        return f"+{given.removeprefix('https://wa.me/')}"
    if kind in {ChannelKind.PHONE, ChannelKind.TEXT} and given.startswith("0"):
        return f"+31{given[1:]}"
    return given
