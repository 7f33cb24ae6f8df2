"""Start the site on a folder of its own: its database to fill it, its edition to measure it."""

import sys
from os import environ
from pathlib import Path

import django
from django.core.management import call_command

from tools.served_site import environment, prepare

STATE = "state"


def start(folder: Path) -> None:
    """Set Django up as ``make run`` does, over what the folder holds."""
    environ.update(environment(folder / STATE), DJANGO_SETTINGS_MODULE="wegwijzer.settings")
    django.setup()


def start_for_visitors(folder: Path) -> None:
    """Start the site, with the edition of the folder for whoever asks a page."""
    start(folder)
    import wegwijzer.wsgi  # noqa: F401, PLC0415  (it names all that is built from an edition)
    from editorial.editions.current import start_reading  # noqa: PLC0415

    start_reading()


def main() -> None:
    """Fill the folder up to a number of services: the starter content and synthetic ones."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    prepare(folder / STATE)
    start(folder)
    from tests.bench.synthetic import add_services  # noqa: PLC0415  (models need the set-up)

    add_services(number, folder / "datasette.sqlite3")
    call_command("editions", "build", stdout=sys.stderr)


if __name__ == "__main__":
    main()
