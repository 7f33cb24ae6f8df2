#!/usr/bin/env python
"""Run Django's administrative commands for this project."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

OF_A_SERVER = {"SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "SITE_OWNER"}


def is_on_a_developers_machine() -> bool:
    """Return whether this is a checkout where nothing is set that a server needs.

    Then a command works as `make run` does, without a word about the environment. Everything else
    is production, which refuses to start while something is missing: a server that forgot a value
    is told so, instead of quietly becoming a local copy. The HTTP server never asks this, and the
    image, which has no `.git`, says "production" itself.
    """
    is_checkout = (Path(__file__).resolve().parent / ".git").exists()
    return is_checkout and not OF_A_SERVER & os.environ.keys()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wegwijzer.settings")
    if is_on_a_developers_machine():
        os.environ.setdefault("WEGWIJZER_ENVIRONMENT", "local")
    execute_from_command_line(sys.argv)
