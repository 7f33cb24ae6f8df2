"""What was given out comes in again as it was; what is foreign is refused by file and row."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from directory.models import FirstContactRule, Location, Organization, Service
from rights.models import Publication, Right, Signal
from tests.directory.builders import make_channel, make_country, make_organization, make_service
from tests.wegwijzer.open_data.feed import LANGUAGES, csv_rows, everything
from wegwijzer.open_data.answers import ZIP, Answer
from wegwijzer.open_data.feed import current_feed
from wegwijzer.open_data.importing.files import MAX_BYTES_OF_TABLE
from wegwijzer.open_data.package import package

MOMENTS = {"last_modified", "assured_date", "assurer_email"}
"""What says when, and not what: it is of the copy that gives it out."""

TABLES = ("organizations", "services", "service_at_locations", "taxonomies", "taxonomy_terms")


def without_moments(facts: Any) -> Any:
    """Return what is given out without the moments in it, in the order in which it is."""
    if isinstance(facts, dict):
        kept = ((name, value) for name, value in facts.items() if name not in MOMENTS)
        return {name: without_moments(value) for name, value in kept}
    return [without_moments(fact) for fact in facts] if isinstance(facts, list) else facts


def all_that_is_given_out() -> dict[tuple[str, str], str]:
    return {
        (language, table): json.dumps(without_moments(everything(table, language)))
        for language in LANGUAGES
        for table in TABLES
    }


def export(folder: Path) -> list[Path]:
    """Write the packages of both languages."""
    paths = [folder / f"{language}.zip" for language in LANGUAGES]
    for path, language in zip(paths, LANGUAGES, strict=True):
        path.write_bytes(Answer(package(current_feed(), language), ZIP, language).body)
    return paths


def export_json(folder: Path) -> list[Path]:
    """Write the lists of both languages as JSON."""
    paths = []
    for language in LANGUAGES:
        for table in ("organizations", "services"):
            paths.append(folder / f"{table}-{language}.json")
            paths[-1].write_text(json.dumps(everything(table, language)))
    return paths


def empty() -> None:
    """Take away all organizations and services, and what must go with them."""
    FirstContactRule.objects.all().delete()
    Right.services.through.objects.all().delete()
    Signal.objects.update(service=None)
    Publication.objects.update(publisher=None)
    Service.all_objects.all().delete()
    Organization.all_objects.all().delete()


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
def test_what_was_imported_and_published_is_given_out_as_it_was(tmp_path: Path) -> None:
    before, paths = all_that_is_given_out(), export(tmp_path)
    empty()
    import_and_publish(paths)
    after = all_that_is_given_out()
    assert {name for name in before if before[name] != after[name]} == set()


def import_and_publish(paths: list[Path]) -> None:
    call_command("import_hsds", *map(str, paths), verbosity=0)
    for model in (Organization, Service):
        assert set(model.all_objects.values_list("state", flat=True)) == {"draft"}
        model.all_objects.update(state="published")


@pytest.mark.usefixtures("empty_directory")
@pytest.mark.parametrize("write", [export, export_json])
def test_what_the_starter_content_has_none_of_comes_in_as_it_was(
    write: Callable[[Path], list[Path]], tmp_path: Path
) -> None:
    house, desk = make_organization(slug="house"), make_organization(slug="desk")
    doubt = {"doubt_nl": "Misschien alleen in Assen.", "doubt_en": "Perhaps only in Assen."}
    shared = make_channel(desk, value="+319008844", certainty="B", abroad=True, **doubt)
    text = make_channel(desk, kind="text", value="+31612345678", label_nl="Stuur een bericht")
    mail = make_channel(house, kind="email", value="help@example.org")
    office = Location.objects.create(
        organization=house, key="office", confidential=False, name_nl="Kantoor", latitude="52.1"
    )
    service = make_service(
        organization=house,
        channels=[shared, text, mail],
        areas=[make_country()],
        status="temporarily_closed",
        opening_hours="Mo-Fr 09:00-17:00; PH off",
        alert_nl="Nu dicht.",
        alert_en="",
        languages=["nl", "ar"],
        **doubt,
    )
    service.locations.add(office)
    make_service(organization=desk, channels=[shared], age_rule="only", age_groups=["minor"])
    before, paths = all_that_is_given_out(), write(tmp_path)
    Service.all_objects.all().delete()
    Organization.all_objects.all().delete()
    import_and_publish(paths)
    assert all_that_is_given_out() == before


@pytest.fixture
def packages(empty_directory: None, tmp_path: Path) -> list[Path]:
    """Give the packages of one organization with one service, which is there no more."""
    organization = make_organization(slug="house")
    channels = [
        make_channel(organization, value="+31334481186"),
        make_channel(organization, kind="email", value="help@example.org"),
    ]
    make_service(
        organization=organization,
        channels=channels,
        areas=[make_country()],
        opening_hours="Mo-Fr 09:00-17:00",
        age_rule="only",
        age_groups=["minor"],
    )
    paths = export(tmp_path)
    Service.all_objects.all().delete()
    Organization.all_objects.all().delete()
    return paths


FOREIGN = {
    ("services.csv", "status", "temporarily_closed"): "must be one of",
    ("services.csv", "id", "politie"): "is no uuid",
    ("services.csv", "name", ""): "name is missing",
    ("services.csv", "minimum_age", "200"): "is not possible",
    ("services.csv", "minimum_age", "eighteen"): "must be a integer",
    ("services.csv", "minimum_age", "0"): "the ages 0–17 are not those",
    ("services.csv", "maximum_age", "99"): "the ages –99 are not those",
    ("services.csv", "last_modified", "2026-11-26T10:00:00"): "is not written as it must be",
    ("services.csv", "assured_date", "26-11-2026"): "is not written as it must be",
    ("schedules.csv", "opens_at", "4:00 PM"): "is not written as it must be",
    ("schedules.csv", "freq", "DAILY"): "must be one of",
    ("schedules.csv", "notes", "Weekdays from nine to five"): "in OSM words only",
    ("services.csv", "url", "www.example.nl"): "is not written as it must be",
    ("services.csv", "organization_id", "5f1f3a52-6d0c-5b0e-9a7e-3c3b8f6f1d27"): "nothing with",
    ("organizations.csv", "description", ""): "description is missing",
    ("phones.csv", "type", "cell"): "must be one of",
    ("phones.csv", "number", "033 for help"): "value: ",
    ("service_areas.csv", "description", "Somewhere (XX1)"): "there is no area",
}
"""A cell of a file, and what is said when somebody else wrote it."""


def test_wrong_cells_are_named_by_file_and_row_and_nothing_comes_in(packages: list[Path]) -> None:
    right, unnamed = packages[0].read_bytes(), []
    for cell, problem in FOREIGN.items():
        packages[0].write_bytes(right)
        change(packages[0], *cell)
        with pytest.raises(CommandError) as refused:
            call_command("import_hsds", *map(str, packages))
        [_nothing, *faults] = str(refused.value).splitlines()
        if not any(f"nl.zip/{cell[0]}:2: " in fault and problem in fault for fault in faults):
            unnamed.append((cell, faults))
    assert not unnamed
    assert not Organization.all_objects.exists()


def test_whatever_stands_in_a_cell_is_taken_or_refused(packages: list[Path]) -> None:
    right, path = packages[0].read_bytes(), packages[0]
    with zipfile.ZipFile(path) as archive:
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        cells = [
            (table, column)
            for table in tables
            for column in archive.read(table).decode().splitlines()[0].split(",")
        ]
    for table, column in cells:
        path.write_bytes(right)
        change(path, table, column, "x")
        with transaction.atomic(), suppress(CommandError):
            call_command("import_hsds", str(path), stdout=StringIO())
        Service.all_objects.all().delete()
        Organization.all_objects.all().delete()


def test_a_channel_whose_id_is_none_is_refused(packages: list[Path]) -> None:
    with zipfile.ZipFile(packages[0]) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    [channel] = {
        row["value"] for row in csv_rows(files["attributes.csv"]) if is_channel(row, files)
    }
    with zipfile.ZipFile(packages[0], "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text.replace(channel, "the helpdesk"))
    with pytest.raises(CommandError, match=r"phones\.csv:2: “the helpdesk” is no id of a channel"):
        call_command("import_hsds", str(packages[0]))


def is_channel(row: dict[str, str], files: dict[str, str]) -> bool:
    terms = {term["id"]: term["code"] for term in csv_rows(files["taxonomy_terms.csv"])}
    return terms[row["taxonomy_term_id"]] == "statement:channel"


OTHER_TABLES: dict[str, tuple[Callable[[str], str], str]] = {
    "services.csv": (lambda text: text.replace("name,", "NAME,", 1), "no such columns: “NAME”"),
    "organizations.csv": (lambda text: text.replace("\r\n", ",\r\n"), "no such columns: “”"),
    "phones.csv": (lambda text: text.replace("\r\n", "\r\n1,", 1), "another number of columns"),
    "regular_schedules.csv": (lambda text: "id,weekday\r\n1,Monday\r\n", "no such table"),
    "contacts.csv": (lambda text: "id,name\r\n1,Front desk\r\n", "no such table"),
}
"""How others write a table: other columns, a nameless last one, tables of another release."""


def test_tables_of_others_are_named_and_nothing_comes_in(packages: list[Path]) -> None:
    right, unnamed = packages[0].read_bytes(), []
    for file, (rewrite, problem) in OTHER_TABLES.items():
        packages[0].write_bytes(right)
        rewrite_table(packages[0], file, rewrite)
        with pytest.raises(CommandError) as refused:
            call_command("import_hsds", *map(str, packages))
        faults = str(refused.value).splitlines()
        if not any(f"nl.zip/{file}:" in fault and problem in fault for fault in faults):
            unnamed.append((file, faults))
    assert not unnamed
    assert not Organization.all_objects.exists()


def test_a_table_of_others_without_rows_loses_nothing(packages: list[Path]) -> None:
    rewrite_table(packages[0], "contacts.csv", lambda text: "id,name\r\n")
    call_command("import_hsds", *map(str, packages), verbosity=0, stdout=StringIO())
    assert Organization.all_objects.exists()


def test_other_names_that_only_the_column_says_are_taken(packages: list[Path]) -> None:
    change(packages[0], "services.csv", "alternate_name", "The house; The desk")
    call_command("import_hsds", *map(str, packages), stdout=StringIO())
    assert Service.all_objects.get().alternate_names == ["The house", "The desk"]


def change(path: Path, file: str, column: str, value: str) -> None:
    """Write another value into the first row of a table."""

    def rewrite(text: str) -> str:
        [first, *more] = csv_rows(text)
        target = StringIO(newline="")
        writer = csv.DictWriter(target, [*first])
        writer.writeheader()
        writer.writerows([{**first, column: value}, *more])
        return target.getvalue()

    rewrite_table(path, file, rewrite)


def rewrite_table(path: Path, file: str, rewrite: Callable[[str], str]) -> None:
    """Write a table in another way, or add it."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    files[file] = rewrite(files.get(file, ""))
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)


FILES = {
    "not-a-package.zip": b"PK",
    "text.json": b"hours: nine to five",
    "number.json": b"7",
    "words.json": b'{"contents": ["help"]}',
    "one-id-for-all.json": json.dumps(
        [{"id": "1", "name": "A", "organization_id": "2"}] * 2
    ).encode(),
    "page-of-one-id.json": json.dumps(
        {"total_items": 31, "contents": [{"id": "1", "name": "A", "organization_id": "2"}] * 3}
    ).encode(),
    "hsds-1.json": b'[{"id": 1, "locations": [{"languages": "English"}], "name": "Legal aid"}]',
}


def zip_of(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"../../{name}.csv", content)
    return file.getvalue()


def locked(package: bytes) -> bytes:
    """Return a package that says that all in it has a password."""
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = package.index(mark) + flags
        package = package[:start] + b"\x01" + package[start + 1 :]
    return package


FILES |= {
    "bomb.zip": zip_of(organizations=bytes(MAX_BYTES_OF_TABLE + 1)),
    "locked.zip": locked(zip_of(organizations=b"id")),
    "cell.zip": zip_of(organizations=b"id\n" + b"a" * 200_000, services=b"id\n"),
    "damaged.zip": zip_of(organizations=b"id" * 999).replace(b"\x4b\x4c", b"\xff\xff"),
    "deep.json": b"[" * 100_000,
}


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_directory")
def test_a_file_of_others_is_refused_with_what_is_wrong(tmp_path: Path) -> None:
    for name, content in FILES.items():
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(CommandError, match=f"(?s)Nothing was imported.*{name}:[12]: "):
            call_command("import_hsds", str(path))
    assert not Organization.all_objects.exists()


def test_the_dutch_file_is_needed_and_the_english_is_not(packages: list[Path]) -> None:
    with pytest.raises(CommandError, match="the Dutch file is needed too"):
        call_command("import_hsds", str(packages[1]))
    call_command("import_hsds", str(packages[0]), verbosity=0)
    [service] = Service.all_objects.all()
    assert service.name_nl
    assert not service.name_en


def test_where_there_are_organizations_nothing_is_imported(packages: list[Path]) -> None:
    make_organization()
    with pytest.raises(CommandError, match="organizations here already"):
        call_command("import_hsds", *map(str, packages))
