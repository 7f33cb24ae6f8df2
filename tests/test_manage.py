"""`manage.py` works at once in a checkout; a server that lacks a value is refused everywhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_repository import ROOT, read

BIN = Path(sys.prefix) / "bin"
REFUSAL = "The settings are not safe"


def run(command: str, state: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program of the virtual environment where nothing else is set."""
    return subprocess.run(
        f"{BIN}/{command}".split(),
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "STATE_DIR": str(state), **environment},
        check=False,
        capture_output=True,
        text=True,
    )


def test_in_a_checkout_a_command_needs_nothing_set(tmp_path: Path) -> None:
    done = run("python manage.py check", tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    "environment",
    [
        {"WEGWIJZER_ENVIRONMENT": "production"},
        {"SECRET_KEY": "k" * 50},
        {"ALLOWED_HOSTS": "wegwijzer.example"},
        {"SITE_URL": "https://wegwijzer.example"},
        {"SITE_OWNER": "Somebody"},
    ],
    ids=lambda environment: next(iter(environment)),
)
def test_a_server_that_lacks_a_value_is_refused_in_a_checkout_too(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    done = run("python manage.py check", tmp_path, **environment)
    assert done.returncode != 0
    assert REFUSAL in done.stderr


def test_outside_a_checkout_a_command_is_refused(tmp_path: Path) -> None:
    """The image holds no `.git`, so it is refused whatever becomes of its environment."""
    shutil.copy(ROOT / "manage.py", tmp_path)
    done = run(f"python {tmp_path}/manage.py check", tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode != 0
    assert REFUSAL in done.stderr


def test_the_server_is_production_unless_told_otherwise(tmp_path: Path) -> None:
    done = run("gunicorn --check-config wegwijzer.wsgi", tmp_path)
    assert done.returncode != 0
    assert REFUSAL in done.stderr


def test_the_image_says_that_it_is_production_and_holds_no_checkout() -> None:
    last_stage = read("Dockerfile").rpartition("\nFROM ")[2]
    assert "WEGWIJZER_ENVIRONMENT=production" in last_stage
    assert ".*" in read(".dockerignore").splitlines()
    assert "!.git" not in read(".dockerignore").splitlines()
