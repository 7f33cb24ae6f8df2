"""What the documents tell people to type works, and every variable is explained where they look."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import get_commands, load_command_class

from tests.databases import EMPTY, Databases
from tests.site.test_dutch_desk import CATALOGS, forms_of
from tests.test_repository import ROOT, read, tracked

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]
MAX_BYTES_OF_A_PICTURE = 150_000
PYTHON = r"(?:\.venv/bin/)?python "

NOT_CHECKED = {
    "docker ": "there is no Docker where the tests run",
    "sqlite3 ": "the command of SQLite may be absent",
    "cp .env.example .env": "it would make a file that Docker reads",
}
"""How a command begins that cannot run here. A block that names its language holds no commands."""

RUN = {
    ".venv/bin/python manage.py load_content --check",
    "make help",
}
"""What is run as it stands, in a checkout of its own."""


def commands_in(document: Path) -> list[str]:
    """Return the lines of the blocks of code, and the commands that stand in a sentence."""
    text = document.read_text(encoding="utf-8")
    text = re.sub(r"^```\w+\n.*?^```\n", "", text, flags=re.MULTILINE | re.DOTALL)
    fenced = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    indented = re.findall(r"(?:\A|\n)\n((?: {4}.*\n)+)", text)
    lines = [line for block in [*fenced, *indented] for line in block.splitlines()]
    in_sentences = [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", text)]
    typed = [one for one in in_sentences if re.match(rf"make [a-z]|{PYTHON}|docker |sqlite3 ", one)]
    commands = (re.sub(r"\s+# .*", "", line).strip() for line in [*lines, *typed])
    return [command for command in commands if command]


COMMANDS = sorted({command for document in DOCUMENTS for command in commands_in(document)})


def test_the_documents_hold_commands() -> None:
    assert len(COMMANDS) > 15
    assert set(COMMANDS) >= RUN


def test_no_exception_is_left_over() -> None:
    unused = [start for start in NOT_CHECKED if not any(c.startswith(start) for c in COMMANDS)]
    assert unused == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_in_the_documents_exists(command: str) -> None:
    if command.startswith(tuple(NOT_CHECKED)):
        return
    if command.startswith("make "):
        targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
        assert command.split()[1] in targets
        assert_there_are_tests(command)
    elif module := re.match(rf"{PYTHON}-m ([\w.]+)", command):
        assert find_spec(module[1])
        assert_there_are_tests(command)
    elif command.startswith("tools/"):
        assert os.access(ROOT / command.split(maxsplit=1)[0], os.X_OK)
    elif command.startswith(".venv/bin/pytest "):
        assert_there_are_tests(command)
    else:
        managed = re.fullmatch(rf"{PYTHON}manage\.py (\w+)(.*)", command)
        assert managed, "neither known nor among the exceptions"
        name, arguments = managed[1], managed[2].replace("…", "x").split()
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        parser.parse_args(arguments)


def assert_there_are_tests(command: str) -> None:
    """Hold that what a command names below ``tests`` is there."""
    for path in re.findall(r"tests/\S+", command):
        assert (ROOT / path).exists()


def test_every_picture_is_there_is_small_and_says_what_it_shows() -> None:
    wrong, shown = [], set()
    for document in DOCUMENTS:
        for text, path in re.findall(
            r"!\[([^\]]*)\]\(([^)]+)\)", document.read_text(encoding="utf-8")
        ):
            picture = document.parent / path
            shown.add(picture.resolve())
            if not text or not picture.exists() or picture.stat().st_size > MAX_BYTES_OF_A_PICTURE:
                wrong.append(f"{document.name}: {path}")
    assert wrong == []
    assert {path for path in tracked() if path.match("docs/pictures/*.png")} <= shown


@pytest.mark.parametrize(("handbook", "index"), [("handbook.md", 0), ("handboek.md", 1)])
def test_what_the_handbook_calls_something_stands_at_the_desk(handbook: str, index: int) -> None:
    """In bold stands what an editor looks for on the screen, in the language of the handbook."""
    known: set[str] = set()
    for path in CATALOGS:
        with path.open("rb") as file:
            for message in read_po(file):
                known |= {as_read(one) for one in forms_of((message.id, message.string)[index])}
    bold = re.findall(r"\*\*([^*]+)\*\*", read(f"docs/{handbook}"))
    assert len(bold) > 100
    assert [text for text in bold if as_read(text) not in known] == []


def as_read(text: str) -> str:
    """Return a text without what differs between a page and a sentence about it."""
    return " ".join(text.split()).casefold().rstrip(":")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, databases: Databases) -> Path:
    """Return a fresh checkout with its packages and an empty database, as `make run` begins."""
    folder = tmp_path_factory.mktemp("checkout")
    for path in tracked():
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    (folder / ".git").mkdir()
    (folder / ".venv").symlink_to(sys.prefix)
    if write := databases.writer(EMPTY):
        (folder / "var").mkdir()
        write(folder / "var" / "wegwijzer.sqlite3")
    else:
        migrated = run(".venv/bin/python manage.py migrate --verbosity 0", folder)
        assert migrated.returncode == 0, migrated.stderr
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who has set nothing."""
    return subprocess.run(
        command.split(),
        cwd=folder,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.once
@pytest.mark.parametrize("command", sorted(RUN))
def test_a_command_runs_as_it_stands_in_a_fresh_checkout(checkout: Path, command: str) -> None:
    done = run(command, checkout)
    assert done.returncode == 0, done.stderr


def variables_read() -> set[str]:
    """Return the names that settings, server, tools, compose and Makefile take from outside."""
    python = read("wegwijzer/settings.py") + read("gunicorn.conf.py") + read("manage.py")
    python += read("wegwijzer/postgresql/site_role.py") + read("wegwijzer/account_settings.py")
    python += read("tools/chromium.py")
    found = set(re.findall(r"""os\.environ(?:\.\w+\(|\[)["'](\w+)""", python))
    compose = read("compose.yaml")
    found |= set(re.findall(r"\$\{([A-Z_]+)", compose))
    found |= set(re.findall(r"^      ([A-Z_]+):$", compose, re.MULTILINE))
    makefile = read("Makefile")
    made = set(re.findall(r"^([A-Z_]+) :=", makefile, re.MULTILINE))
    found |= set(re.findall(r"\$\(([A-Z_]+)[):]", makefile)) - made
    # ARGS is said on the command line, and its target says how.
    return found - {"ARGS", "DJANGO_SETTINGS_MODULE", "MAKE", "MAKEFILE_LIST"}


def test_every_variable_is_explained_in_the_readme_and_in_the_example() -> None:
    rows = re.findall(r"^\| (`[A-Z].*?) \|", read("README.md"), re.MULTILINE)
    in_readme = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    explained = re.findall(r"^# .+\n(?:# )?([A-Z_]+)=", read(".env.example"), re.MULTILINE)
    assert len(explained) == len(set(explained))
    assert variables_read() == in_readme == set(explained)


def test_the_example_holds_no_secret() -> None:
    secrets = re.findall(
        r"^(?:# )?\w*(?:KEY|PASSWORD|KEY_FALLBACKS|SECRET)=(.*)$",
        read(".env.example"),
        re.MULTILINE,
    )
    assert secrets == [""] * len(secrets)
    assert len(secrets) == 6
