"""What stands on a sheet: each contact in Dutch and in another language, by the facts of today."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from directory.formats.sentences import first_statement
from directory.models import Service
from directory.snapshot.service_rows import load_service_rows
from editorial.models import HelpTextCheck
from wegwijzer.help_pages.contacts import (
    HelpContact,
    HelpNumber,
    emergency_number,
    help_contact,
)
from wegwijzer.help_pages.page_texts import ShownText, dutch_texts, locale_of, page_texts

MAX_CONTACTS: Final = 5
TELLING: Final = re.compile(
    r"mensenhandel|slachtoffer|politie|traffick|victim|police", re.IGNORECASE
)
"""Words that say to whoever finds the paper what it is about."""

OF_THE_CONTENT: Final = frozenset({"nl", "en"})


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A language of the sheet, and what to do in danger."""

    code: str
    direction: str
    texts: Mapping[str, ShownText]
    emergency: HelpNumber | None
    is_checked: bool


@dataclass(frozen=True, slots=True)
class ContactColumn:
    """A contact in one language; ``disclosure`` is there in the languages of the content alone."""

    language: SheetColumn
    contact: HelpContact
    disclosure: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact in Dutch and beside it in the other language; ``about`` is the help by its name."""

    name: str
    about: str
    columns: tuple[ContactColumn, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to print."""

    columns: tuple[SheetColumn, ...]
    rows: tuple[ContactRow, ...]
    is_discreet: bool


def chosen_services(slugs: Iterable[str]) -> list[Service]:
    """Return the public services of these names, each once, in that order: 5 queries at most.

    112 stands on every sheet already.
    """
    wanted = list(dict.fromkeys(slugs))
    keys = dict(Service.objects.filter(slug__in=wanted).values_list("slug", "pk"))
    rows = load_service_rows(keys.values())
    found = (rows.get(keys[slug]) for slug in wanted if slug in keys)
    return [service for service in found if service is not None and not service.is_112]


def make_sheet(
    services: Iterable[Service], language: str, *, is_discreet: bool, moment: datetime
) -> Sheet:
    """Return the sheet for some services in Dutch and a language: 6 queries at most."""
    columns = (_column("nl", moment), _column(language, moment))
    rows = tuple(
        ContactRow(
            name=str(service.organization.name_nl),
            about="" if is_discreet else str(service.name_nl),
            columns=tuple(
                _contact_column(service, column, moment, is_discreet) for column in columns
            ),
        )
        for service in services
    )
    return Sheet(columns, rows, is_discreet)


def _column(code: str, moment: datetime) -> SheetColumn:
    checked = HelpTextCheck.objects.digests_of(code)
    texts = dutch_texts() if code == "nl" else page_texts(code, checked).by_key
    return SheetColumn(
        code=code,
        direction=locale_of(code).text_direction,
        texts=texts,
        emergency=emergency_number(code, texts, moment),
        is_checked=code in OF_THE_CONTENT or all(text.is_checked for text in texts.values()),
    )


def _contact_column(
    service: Service, column: SheetColumn, moment: datetime, is_discreet: bool
) -> ContactColumn:
    disclosure = ""
    if column.code in OF_THE_CONTENT:
        disclosure = first_statement(getattr(service, f"disclosure_{column.code}") or "")
    if is_discreet and TELLING.search(disclosure):
        disclosure = ""
    return ContactColumn(
        language=column,
        contact=help_contact(service, column.code, column.texts, moment),
        disclosure=disclosure,
    )
