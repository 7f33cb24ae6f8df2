"""Judge the open data of the running site by programs that others wrote: about three minutes.

    python -m tools.open_data [--hsds FOLDER] [--dcat FOLDER]

Schemathesis asks the server, Spectral and Redocly read its description, frictionless its tables,
sectxt where leaks are reported. Each must find nothing, and must refuse a copy with a fault in it.

Two standards may not be copied into this repository. Name folders with their files to be judged by
them too: the compiled schemas of HSDS 3.1 (CC BY-SA 4.0), and the shapes of DCAT-AP-NL 3.0
(CC BY-ND 4.0).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from tools.served_site import ROOT, serving_fresh_site

LANGUAGES = ("nl", "en")
AUDIT = ROOT / "tools" / "audit"
NODE = AUDIT / "node_modules" / ".bin"
RULES = AUDIT / "api-design-rules" / "hsds-exceptions.yaml"
SITE = "https://example.org"
"""What the site is called in copies for programs that ask for https."""

SHAPES = (
    ("dcat-ap-SHACL.ttl", "dcat-ap-nl-SHACL.ttl"),
    ("dcat-ap-nl-SHACL-klassebereik.ttl", "dcat-ap-nl-SHACL-klassebereik-codelijsten.ttl"),
)
"""The files of shapes that are one together: what must be there, and of what kind it is."""

DANGLING = ("DataServiceShape/dc08f4", "DataServiceShape/eb3ac4")
"""References in the first file to shapes that are in none, at which pySHACL stops."""

QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}


@dataclass(frozen=True, slots=True)
class Judge:
    """A program, what it is asked about, and a fault in that which it must refuse."""

    name: str
    command: Callable[[Path], list[str]]
    file: Path
    right: str
    wrong: str


def python_program(name: str, *arguments: object) -> list[str]:
    """Return the command of a program that is installed beside Python."""
    return [str(Path(sys.executable).with_name(name)), *map(str, arguments)]


def fetch(url: str) -> bytes:
    """Return what the site on this machine answers."""
    with urlopen(url) as response:  # noqa: S310 - our own server
        content: bytes = response.read()
    return content


def judges(url: str, folder: Path, hsds: Path | None, dcat: Path | None) -> Iterator[Judge]:
    """Yield every judge with the file that it is asked about, written into a folder."""
    for language in LANGUAGES:
        feed = f"{url}/hsds/v1/{language}"
        yield from judges_of_description(feed, folder / f"openapi-{language}.json")
        yield judge_of_tables(fetch(f"{feed}/export.zip"), folder / f"package-{language}")
        if hsds:
            yield from judges_of_objects(feed, hsds, folder / f"objects-{language}")
    leaks = folder / "security.txt"
    leaks.write_text(fetch(f"{url}/.well-known/security.txt").decode().replace(url, SITE))
    yield Judge("sectxt", lambda file: python_program("sectxt", file), leaks, "Contact:", "Nobody:")
    if dcat:
        yield from judges_of_catalog(fetch(f"{url}/hsds/v1/catalog"), dcat, folder)


def judges_of_description(feed: str, file: Path) -> Iterator[Judge]:
    """Yield who reads the description of the feed, and who asks the feed by it."""
    file.write_bytes(fetch(f"{feed}/openapi.json"))
    asked = ("--phases", "coverage,fuzzing,stateful", "--max-examples", "20", "--seed", "1")
    yield Judge(
        "schemathesis",
        lambda file: python_program(
            "schemathesis", "run", file, "--url", feed, *asked, "--max-failures", "1"
        ),
        file,
        '"required":["total_items"',
        '"required":["nothing","total_items"',
    )
    yield Judge(
        "spectral",
        lambda file: [str(NODE / "spectral"), "lint", "--ruleset", str(RULES), str(file)],
        file,
        '"version":"1.0.0"',
        '"version":"1.0"',
    )
    yield Judge(
        "redocly",
        lambda file: [str(NODE / "redocly"), "lint", "--extends=recommended", str(file)],
        file,
        '"operationId":"getRoot"',
        '"operationId":"getService"',
    )


def judge_of_tables(packed: bytes, folder: Path) -> Judge:
    """Return who judges the unpacked tables; the faulty copy has its description beside it."""
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        archive.extractall(folder)
    return Judge(
        "frictionless",
        lambda file: python_program("frictionless", "validate", file),
        folder / "datapackage.json",
        '"name": "organization_id"',
        '"name": "organization"',
    )


def judges_of_objects(feed: str, schemas: Path, folder: Path) -> Iterator[Judge]:
    """Yield who holds every service and organization to the schemas of HSDS itself."""
    folder.mkdir()
    for table, kind in (("services", "service"), ("organizations", "organization")):
        page = json.loads(fetch(f"{feed}/{table}?full=true&per_page=1000"))
        schema = {"type": "array", "items": json.loads((schemas / f"{kind}.json").read_text())}
        of_all, given = folder / f"{kind}-schema.json", folder / f"{table}.json"
        of_all.write_text(json.dumps(schema))
        given.write_text(json.dumps(page["contents"]))
        yield Judge(
            f"check-jsonschema ({table} by HSDS)",
            lambda file, schema=of_all: python_program(  # type: ignore[misc]  # of this turn
                "check-jsonschema", "--schemafile", schema, file
            ),
            given,
            '"name": ',
            '"called": ',
        )


def judges_of_catalog(catalog: bytes, shapes: Path, folder: Path) -> Iterator[Judge]:
    """Yield who holds the catalog to the shapes of DCAT-AP-NL."""
    file = folder / "catalog.jsonld"
    file.write_bytes(catalog)
    faults = ('"dct:identifier"', '"dct:LinguisticSystem"')
    for number, (names, fault) in enumerate(zip(SHAPES, faults, strict=True)):
        lines = "".join((shapes / name).read_text() for name in names).splitlines()
        kept = (line for line in lines if not any(name in line for name in DANGLING))
        together = folder / f"shapes-{number}.ttl"
        together.write_text("\n".join(kept))
        yield Judge(
            f"pyshacl ({names[-1]})",
            lambda file, shapes=together: python_program(  # type: ignore[misc]  # of this turn
                "pyshacl", "-s", shapes, "-df", "json-ld", file
            ),
            file,
            fault,
            '"foaf:other"',
        )


def run(judge: Judge, file: Path) -> tuple[bool, str]:
    """Return whether a program was content with a file, and what it said."""
    done = subprocess.run(
        judge.command(file),
        cwd=file.parent,
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **QUIET},
    )
    return done.returncode == 0, done.stdout + done.stderr


def fault_of(judge: Judge) -> str:
    """Return what is wrong: with the open data, or with a judge that sees no fault."""
    is_content, said = run(judge, judge.file)
    if not is_content:
        return said
    spoiled = judge.file.with_name(f"spoiled-{judge.file.name}")
    text = judge.file.read_text()
    if judge.right not in text:
        return f"There is no {judge.right} to spoil."
    spoiled.write_text(text.replace(judge.right, judge.wrong))
    is_content, said = run(judge, spoiled)
    return f"It finds nothing wrong with {judge.wrong}." if is_content else ""


def judge_all(hsds: Path | None, dcat: Path | None) -> int:
    """Print what each program finds; return 1 if there is a fault."""
    found = 0
    site = serving_fresh_site(CONTACT_EMAIL="editors@example.org")
    with site as url, TemporaryDirectory() as folder:
        for judge in judges(url, Path(folder), hsds, dcat):
            fault = fault_of(judge)
            found += bool(fault)
            print(f"{judge.name}, {judge.file.name}: {fault or 'nothing'}", flush=True)
    for standard, given in (("HSDS", hsds), ("DCAT-AP-NL", dcat)):
        if not given:
            print(f"Not judged by {standard} itself, for which no folder is named.")
    return 1 if found else 0


def folder_or_none(text: str) -> Path | None:
    """Return the folder that is named, if one is."""
    return Path(text) if text else None


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("--hsds", "--dcat"):
        parser.add_argument(name, type=folder_or_none, metavar="FOLDER")
    sys.exit(judge_all(**vars(parser.parse_args())))
