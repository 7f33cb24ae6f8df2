"""Start the site on a database of its own, to fill it or to measure it."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command


def start(folder: Path) -> None:
    """Set Django up with the settings of the site over the folder's database."""
    os.environ |= {
        "WEGWIJZER_ENVIRONMENT": "test",
        "DJANGO_SETTINGS_MODULE": "wegwijzer.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'wegwijzer.sqlite3'}",
        "SECRET_KEY": "only for benchmarks, where nothing is signed",
    }
    django.setup()


def main() -> None:
    """Fill the folder up to a number of services: the starter content and synthetic ones."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    start(folder)
    call_command("migrate", verbosity=0)
    call_command("load_content", stdout=sys.stderr)
    from tests.bench.synthetic import add_services  # noqa: PLC0415  (models need the set-up)

    add_services(number, folder / "datasette.sqlite3")


if __name__ == "__main__":
    main()
