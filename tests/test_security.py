"""docs/security.md: every requirement stands there once, and what it names exists."""

import ast
import re
from collections import Counter
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.test_repository import PRODUCTION_CODE, ROOT, read, tracked
from tests.wegwijzer.test_settings import settings_with

DOCUMENT = ROOT / "docs" / "security.md"
MAX_NOT_MET = 5
MAX_UNTESTED = 15

LEVELS_1_AND_2: dict[int, dict[int, Sequence[int]]] = {
    1: {1: (1, 2), 2: range(1, 10), 3: range(1, 12), 4: range(1, 4), 5: (1, 2)},
    2: {1: range(1, 4), 2: range(1, 4), 3: range(1, 5), 4: (1,)},
    3: {2: (1, 2), 3: range(1, 5), 4: range(1, 7), 5: range(1, 6), 7: (1, 2)},
    4: {1: range(1, 4), 2: (1,), 3: (1, 2), 4: range(1, 5)},
    5: {1: (1,), 2: range(1, 4), 3: (1, 2), 4: range(1, 4)},
    6: {
        1: range(1, 4),
        2: range(1, 13),
        3: range(1, 5),
        4: range(1, 5),
        5: range(1, 6),
        6: range(1, 4),
        8: range(1, 5),
    },
    7: {1: range(1, 4), 2: range(1, 5), 3: (1, 2), 4: range(1, 6), 5: (1, 2), 6: (1, 2)},
    8: {1: (1, 2), 2: range(1, 4), 3: (1,), 4: (1,)},
    9: {1: range(1, 4), 2: range(1, 5)},
    10: {
        1: (1, 2),
        2: (1, 2),
        3: range(1, 5),
        4: range(1, 12),
        5: range(1, 6),
        6: (1, 2),
        7: range(1, 4),
    },
    11: {1: (1, 2), 2: range(1, 4), 3: range(1, 4), 4: range(1, 5), 5: (1,), 6: (1,)},
    12: {1: range(1, 4), 2: (1, 2), 3: range(1, 5)},
    13: {1: (1,), 2: range(1, 6), 3: (1, 2), 4: range(1, 6)},
    14: {1: (1, 2), 2: range(1, 5), 3: range(1, 4)},
    15: {1: range(1, 4), 2: range(1, 4), 3: range(1, 8)},
    16: {1: (1,), 2: range(1, 6), 3: range(1, 5), 4: range(1, 4), 5: range(1, 4)},
    17: {1: (1,), 2: range(1, 5), 3: (1, 2)},
}
"""The numbers of ASVS 5.0.0 at levels 1 and 2, by chapter and section."""

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| .+? \| (.+) \|$", re.MULTILINE)
HOLDING_A_TEST = re.compile(r"`(test_\w+)`")
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
UNSAFE_MODULES = {"pickle", "marshal", "shelve", "random", "xmlrpc", "telnetlib", "ftplib"}
UNSAFE_CALLS = {"os.system", "os.popen", "yaml.load", "hashlib.md5", "hashlib.sha1"}
MAKES_TEMPLATES = {"Template", "engines.from_string", "Engine.from_string"}
NEVER_CALLED = RUNS_TEXT | UNSAFE_CALLS | MAKES_TEMPLATES


def numbers() -> set[str]:
    return {
        f"{chapter}.{section}.{number}"
        for chapter, sections in LEVELS_1_AND_2.items()
        for section, those in sections.items()
        for number in those
    }


def rows() -> dict[str, str]:
    return {number: here for number, _level, here in ROW.findall(read("docs/security.md"))}


def left_out() -> list[str]:
    table = read("docs/security.md").rpartition("## Does not apply")[2]
    cells = re.findall(r"^\| (\d[^|]*) \|", table, re.MULTILINE)
    return [number for cell in cells for number in cell.split(", ")]


def kind(here: str) -> str:
    for start in ("**not met:**", "untested:", "written down:"):
        if here.startswith(start):
            return start
    return "test"


def test_every_requirement_stands_there_once() -> None:
    stands = Counter([number for number, *_ in ROW.findall(read("docs/security.md"))] + left_out())
    assert len(numbers()) == 253
    assert set(stands) == numbers()
    assert [number for number, times in stands.items() if times > 1] == []


def test_the_counts_are_what_they_say_and_within_their_bounds() -> None:
    found = Counter(kind(here) for here in rows().values())
    counts = [found[name] for name in ("test", "written down:", "untested:", "**not met:**")]
    line = " | ".join(str(count) for count in [len(numbers()), *counts, len(left_out())])
    assert f"\n| {line} |\n" in read("docs/security.md")
    assert found["**not met:**"] <= MAX_NOT_MET
    assert found["untested:"] <= MAX_UNTESTED


def test_every_test_that_is_named_exists() -> None:
    exist = {
        name
        for path in tracked("tests/*.py")
        for name in re.findall(
            r"^\s*def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    named = {name for here in rows().values() for name in HOLDING_A_TEST.findall(here)}
    assert named - exist == set()
    assert all(HOLDING_A_TEST.search(here) for here in rows().values() if kind(here) == "test")


def test_every_document_and_heading_that_is_named_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", read("docs/security.md"))
    for name, anchor in links:
        path = (DOCUMENT.parent / name) if name else DOCUMENT
        assert path.exists(), name
        headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        anchors = {heading.lower().replace(" ", "-") for heading in headings}
        assert not anchor or anchor in anchors, f"{name}#{anchor}"
    assert "docs/security.md" in read("SECURITY.md")


def production_files() -> list[Path]:
    patterns = [f"{path}/*.py" if "." not in path else path for path in PRODUCTION_CODE]
    return [path for path in tracked(*patterns) if "migrations" not in path.parts]


def test_no_code_runs_what_it_reads() -> None:
    found = []
    last_words = {name.rpartition(".")[2] for name in NEVER_CALLED}
    for path in production_files():
        name = path.relative_to(ROOT)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                shell = any(key.arg == "shell" for key in node.keywords)
                last_word = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                # To write out every call again would take longer than all the rest.
                called = ast.unparse(node.func) if shell or last_word in last_words else ""
                if called in NEVER_CALLED or shell:
                    found.append(f"{name}:{node.lineno} {called}")
            elif isinstance(node, ast.Import | ast.ImportFrom):
                modules = {getattr(node, "module", None), *(alias.name for alias in node.names)}
                found += [f"{name}:{node.lineno} {module}" for module in modules & UNSAFE_MODULES]
    assert found == []


def test_cookies_of_production_are_kept_close(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings_with(monkeypatch)
    for cookie in ("SESSION", "CSRF", "LANGUAGE"):
        assert found[f"{cookie}_COOKIE_NAME"].startswith("__Secure-")
        assert found[f"{cookie}_COOKIE_SECURE"]
        assert found[f"{cookie}_COOKIE_PATH"] == "/admin/"
        assert found[f"{cookie}_COOKIE_SAMESITE"] in {"Lax", "Strict"}
        assert found[f"{cookie}_COOKIE_HTTPONLY"]


@pytest.mark.django_db
def test_no_page_may_be_read_by_another_site(client: Client) -> None:
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    for path in ("/nl/", "/places.json", "/sitemap.xml", "/healthz", "/admin/account/sign-in/"):
        response = client.get(path, headers=headers)
        assert "Access-Control-Allow-Origin" not in response.headers, path


@pytest.mark.django_db
def test_every_kind_of_answer_says_what_it_is(client: Client) -> None:
    answers = {
        "/nl/": "text/html; charset=utf-8",
        "/nl/nergens/": "text/html; charset=utf-8",
        "/places.json": "application/json",
        "/sitemap.xml": "application/xml",
        "/robots.txt": "text/plain; charset=utf-8",
        "/.well-known/security.txt": "text/plain; charset=utf-8",
        "/healthz": "application/json",
    }
    assert {path: client.get(path)["Content-Type"] for path in answers} == answers


def test_the_example_for_the_proxy_sets_what_the_site_believes() -> None:
    example = read("docs/no-trace.md")
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in example
    assert "proxy_set_header Host $host;" in example
    [protocols] = re.findall(r"ssl_protocols\s+(.+);", example)
    assert set(protocols.split()) == {"TLSv1.2", "TLSv1.3"}


@pytest.mark.served
def test_no_folder_is_listed(site: str) -> None:
    for path in (
        "/static/",
        "/static/admin/",
        "/static/../settings.py",
        "/static/%2e%2e/",
        "/.git/",
    ):
        connection = HTTPConnection(urlsplit(site).netloc, timeout=20)
        connection.request("GET", path)
        assert connection.getresponse().status in {400, 404}, path
        connection.close()
