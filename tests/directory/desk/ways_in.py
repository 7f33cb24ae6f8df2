"""Every way by which words reach an entry, each as a function that tries to bring some in.

A way takes a house with its service, a kind of record, and words by column; it returns what was
said to whoever tried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from directory.models import Channel, Location, Organization, Service
from editorial.accounts.roles import Role
from editorial.confirming.links import confirmation_url, make_link
from editorial.content.loading import load_content
from editorial.documents.apply import fresh_document
from editorial.documents.document import Document, document_columns
from editorial.documents.writing import InvalidContent
from editorial.models import ContentModel, EntryVersion, Proposal, VersionReason
from editorial.publishing.bulk import ChangeContext
from editorial.publishing.workflow import propose, publish_at_once, save_unpublished
from editorial.replacement.replace import find_everywhere, replace_everywhere, replacement_of
from editorial.tables.exporting import export_table
from editorial.tables.files import Sheet
from editorial.tables.importing import TableImport
from editorial.tables.table import tables
from tests.directory.builders import make_channel, make_organization, make_service
from tests.editorial.content.content_folder import SOURCES
from tests.filling_in import filled_in
from tests.people import account, at_the_desk

KINDS: tuple[type[ContentModel], ...] = (Organization, Service, Channel, Location)
ROWS: dict[type[ContentModel], str] = {Channel: "channels", Location: "locations"}
COMMAND = ChangeContext(None, "a command", VersionReason.IMPORTED, at_once=True)
SEED = "wegtedenken"

Words = dict[str, Any]


@dataclass
class House:
    """An organization with a place, a channel and a service."""

    organization: Organization
    service: Service
    secret: bool

    def entry_of(self, kind: type[ContentModel]) -> Organization | Service:
        return self.service if kind is Service else self.organization

    def row(self, kind: type[ContentModel], words: Words) -> Document:
        """Return a new channel or place that says these words."""
        if kind is Channel:
            return {"key": "new", "kind": "visit", "value": "On request", "cost": "free"} | words
        return {"key": "new", "location_type": "physical", "confidential": self.secret} | words

    def document(self, kind: type[ContentModel], words: Words) -> Document:
        """Return the document of the entry with these words in it, or in a new row below it."""
        document = fresh_document(self.entry_of(kind))
        if kind in ROWS:
            name = ROWS[kind]
            return {**document, name: [*document[name], self.row(kind, words)]}
        return document | words


def make_house(*, secret: bool, state: str = "published") -> House:
    organization = make_organization(slug="house", state=state)
    make_channel(organization, key="door", kind="visit", value="By appointment")
    Location.objects.create(organization=organization, key="place", confidential=secret)
    service = make_service(slug="bed", organization=organization, needs=["talk"], state=state)
    return House(organization, service, secret)


def columns_for_words(kind: type[ContentModel]) -> Iterator[models.Field[Any, Any]]:
    """Yield every column that takes a word when it is offered one, whatever its type is called."""
    for column in document_columns(kind):
        if word_for(column, 0) is not None:
            yield column


def word_for(column: models.Field[Any, Any], number: int) -> Any:
    """Return an address of its own that a column takes, or None if it takes none."""
    street, postcode = f"Kerkstraat {number + 1}", f"{number + 1011}GA"
    offers = (street, ["Anders", street], f"https://example.org/{postcode}", postcode.lower())
    for offered in offers:
        try:
            if column.clean(offered, column.model()) == offered:
                return offered
        except (ValidationError, TypeError):
            continue
    return None


def words_for(kind: type[ContentModel]) -> Words:
    """Return words for all columns at once, a different address in each."""
    return {column.name: word_for(column, n) for n, column in enumerate(columns_for_words(kind))}


def address_in(word: Any) -> str:
    """Return the address that is in a word, as it is read back to who brought it."""
    text = word[-1] if isinstance(word, list) else str(word)
    return text.removeprefix("https://example.org/")


def arrived(words: Words) -> set[str]:
    """Return the columns whose words are in an entry, a row below it, or a proposal by now."""
    found = ""
    kinds: tuple[type[models.Model], ...] = (*KINDS, Proposal)
    with connection.cursor() as cursor:
        for kind in kinds:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(kind._meta.db_table)}")  # noqa: S608 - a model's table
            found += str(cursor.fetchall())
    return {
        name
        for name, word in words.items()
        if re.search(rf"{re.escape(address_in(word))}(?!\d)", found)
    }


def refused(said: str, words: Words) -> set[str]:
    """Return the columns whose address is quoted in what was said."""
    quoted = set(re.findall("“([^”]*)”", said))
    return {name for name, word in words.items() if address_in(word) in quoted}


def _tried(write: Callable[[], object]) -> str:
    try:
        write()
    except ValidationError as error:
        return "\n".join(error.messages)
    return ""


def by_proposal(house: House, kind: type[ContentModel], words: Words) -> str:
    entry, by = house.entry_of(kind), account(Role.EDITOR, username="editor")
    document = house.document(kind, words)
    return _tried(lambda: propose(entry, document, base=fresh_document(entry), by=by))


def by_emergency(house: House, kind: type[ContentModel], words: Words) -> str:
    entry, by = house.entry_of(kind), account(Role.PUBLISHER, username="publisher")
    document = house.document(kind, words)
    return _tried(lambda: publish_at_once(entry, document, by=by, note="Now"))


def by_draft(house: House, kind: type[ContentModel], words: Words) -> str:
    entry, by = house.entry_of(kind), account(Role.EDITOR, username="editor")
    type(entry).all_objects.filter(pk=entry.pk).update(state="draft")
    entry.refresh_from_db()
    document = house.document(kind, words)
    return _tried(lambda: save_unpublished(entry, document, by=by))


def _change_address(entry: Organization | Service) -> str:
    return f"/admin/directory/{entry._meta.model_name}/{entry.pk}/change/"


def _sent(client: Client, where: str, changes: dict[str, Any]) -> str:
    page = client.get(where, follow=True)
    if page.redirect_chain:
        return unescape(page.content.decode())
    answer = client.post(where, filled_in(page, **changes) | {"_save": ["x"]}, follow=True)
    return unescape(answer.content.decode())


def by_form(house: House, kind: type[ContentModel], words: Words) -> str:
    entry = house.entry_of(kind)
    values = {name: "\n".join(w) if isinstance(w, list) else w for name, w in words.items()}
    if kind in ROWS:
        row = house.row(kind, values) | {"id": "", "organization": str(entry.pk), "position": "1"}
        if not row.get("confidential"):
            row.pop("confidential", None)
        values = {f"{ROWS[kind]}-1-{name}": value for name, value in row.items()}
        values[f"{ROWS[kind]}-TOTAL_FORMS"] = "2"
    return _sent(at_the_desk(Role.EDITOR), _change_address(entry), values)


def by_old_version(house: House, kind: type[ContentModel], words: Words) -> str:
    entry = house.entry_of(kind)
    version = EntryVersion.objects.create(
        entry_model=entry._meta.label,
        entry_id=entry.pk,
        reason=VersionReason.FOUND,
        document=house.document(kind, words),
    )
    where = f"{_change_address(entry)}?version={version.pk}"
    return _sent(at_the_desk(Role.EDITOR), where, {})


def by_sheet(house: House, kind: type[ContentModel], words: Words) -> str:
    [table] = [table for table in tables().values() if table.model is kind and not table.only]
    sheet = export_table(table)
    number = min(sheet.rows)
    cells = {name: " | ".join(w) if isinstance(w, list) else w for name, w in words.items()}
    row = sheet.rows[number]
    if kind in ROWS:
        row |= house.row(kind, cells) | {table.parent_column: house.organization.slug}
    else:
        row |= cells | {table.key_column: row[table.key_column]}
    taken_in = TableImport(table, COMMAND)
    taken_in.check(Sheet(sheet.columns, {number: row}))
    taken_in.write()
    return "\n".join(taken_in.errors)


def by_confirmation(house: House, kind: type[ContentModel], words: Words) -> str:
    link = urlsplit(
        confirmation_url(make_link(house.organization, by="anna", now=timezone.now()), "nl")
    )
    prefix = f"entry-{int(kind is Service)}"
    if kind is Channel:
        prefix = f"contact-{house.organization.channels.get().pk}"
    client, where = Client(), f"{link.path}?{link.query}"
    form = filled_in(client.get(where)) | {
        f"{prefix}-{name}": [str(word)] for name, word in words.items()
    }
    answer = client.post(where, form, headers={"Sec-Fetch-Site": "same-origin"})
    return unescape(answer.content.decode())


def by_replacement(house: House, kind: type[ContentModel], words: Words) -> str:
    """Put words into the first record of a kind and have all replaced by addresses in one go."""
    held = {
        name: [f"{SEED}{number}x"] if isinstance(word, list) else f"https://{SEED}{number}x.example"
        for number, (name, word) in enumerate(words.items())
        if name not in kind.key_fields
    }
    records: Any = models.QuerySet(kind)
    records.filter(pk=kind._default_manager.order_by("pk")[0].pk).update(**held)
    of_each = [replacement_of(_text(word), _text(words[name])) for name, word in held.items()]

    def replace(text: str) -> str:
        for of_one in of_each:
            text = of_one(text)
        return text

    return _tried(lambda: replace_everywhere(find_everywhere(replace), COMMAND))


def _text(word: Any) -> str:
    return str(word[-1] if isinstance(word, list) else word)


def by_starter_content(house: House, kind: type[ContentModel], words: Words) -> str:
    documents = {
        "organizations/house.yaml": fresh_document(house.organization),
        "services.yaml": fresh_document(house.service),
    }
    name = "services.yaml" if kind is Service else "organizations/house.yaml"
    documents[name] = house.document(kind, words)
    if kind is Organization:
        documents["services.yaml"]["organization"] = documents[name]["slug"]
    house.service.delete()
    house.organization.delete()
    with TemporaryDirectory() as folder:
        Path(folder, "organizations").mkdir()
        for name, document in documents.items():
            Path(folder, name).write_text(yaml.safe_dump([document]), encoding="utf-8")
        try:
            load_content(sources=[(source, Path(folder)) for source in SOURCES])
        except InvalidContent as error:
            return str(error)
    return ""


WAYS: tuple[Callable[[House, type[ContentModel], Words], str], ...] = (
    by_form,
    by_sheet,
    by_confirmation,
    by_proposal,
    by_emergency,
    by_draft,
    by_old_version,
    by_replacement,
    by_starter_content,
)
