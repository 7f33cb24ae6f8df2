"""Programs of others find nothing wrong in the open data, and what is wrong in a copy of it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from directory.models import Location, Service
from tests.wegwijzer.open_data.feed import LANGUAGES, ask, component_of, everything
from wegwijzer.open_data.feed import TABLES
from wegwijzer.open_data.schemas import OBJECTS, OF_TABLE
from wegwijzer.open_data.texts import BASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content", "public_place")]


@pytest.fixture
def public_place(starter_content: None, db: None) -> None:
    """Add what the starter content has none of: a place that everybody may know."""
    service = Service.objects.earliest("slug")
    place = Location.objects.create(
        organization=service.organization,
        key="public-place",
        confidential=False,
        name_nl="Kantoor",
        address_1="Kerkstraat 12",
        postal_code="9401 AB",
        city="Assen",
        latitude="52.99300",
        longitude="6.56400",
    )
    service.locations.add(place)


def run(program: str, *arguments: object) -> tuple[bool, str]:
    """Return whether a program that is installed beside Python was content, and what it said."""
    path = Path(sys.executable).with_name(program)
    done = subprocess.run(
        [path, *map(str, arguments)], check=False, capture_output=True, text=True, timeout=300
    )
    return done.returncode == 0, done.stdout + done.stderr


def schema_of_all_lists() -> dict[str, Any]:
    """Return a schema of all lists together, made of what the description says of each object."""
    lists = {
        table: {
            "type": "array",
            "items": {"$ref": f"#/components/schemas/{component_of(OF_TABLE[table])}"},
            "minItems": 1,
        }
        for table in TABLES
    }
    components = ask("/openapi.json")["components"]
    return {"properties": lists, "required": list(TABLES), "components": components}


def test_check_jsonschema_finds_every_object_as_its_schema_says(tmp_path: Path) -> None:
    tables = {
        language: {table: everything(table, language) for table in TABLES} for language in LANGUAGES
    }
    right = {table: tables["nl"][table][:1] for table in TABLES}
    [service] = right["services"]
    wrong = {**right, "services": [{**service, "status": "temporarily_closed"}]}
    files = {
        name: tmp_path / f"{name}.json" for name in ("schema", *LANGUAGES, "wrong", *OBJECTS.keys())
    }
    given = {"schema": schema_of_all_lists(), **tables, "wrong": wrong}
    given |= {name: ask(f"/schema/{name}.json") for name in OBJECTS}
    for name, content in given.items():
        files[name].write_text(json.dumps(content))
    by_schema = ("check-jsonschema", "--schemafile", files["schema"])
    is_right, said = run(*by_schema, *(files[language] for language in LANGUAGES))
    assert is_right, said[:2000]
    is_right, said = run(*by_schema, files["wrong"])
    assert not is_right
    assert "temporarily_closed" in said
    schemas = (files[name] for name in ("schema", *OBJECTS))
    is_right, said = run("check-jsonschema", "--check-metaschema", *schemas)
    assert is_right, said


def test_frictionless_finds_every_table_as_the_package_says(tmp_path: Path) -> None:
    for language in LANGUAGES:
        folder = tmp_path / language
        packed = Client().get(f"{BASE}/{language}/export.zip").content
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            archive.extractall(folder)
        assert (folder / "addresses.csv").exists()
        is_right, said = run("frictionless", "validate", folder / "datapackage.json")
        assert is_right, said
    services = tmp_path / "en" / "services.csv"
    services.write_bytes(services.read_bytes().replace(b",active,", b",temporarily_closed,", 1))
    is_right, said = run("frictionless", "validate", tmp_path / "en" / "datapackage.json")
    assert not is_right
    assert "temporarily_closed" in said
