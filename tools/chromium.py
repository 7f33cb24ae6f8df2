"""The Chromium of this machine, that asks for nothing by itself and finds nobody else."""

import os
import shutil

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoChromiumError(RuntimeError):
    """There is no Chromium here; a missing one is a failure and never a skip."""


def chromium_path() -> str:
    """Return the path of Chromium: what CHROMIUM names, or what is installed.

    Raise NoChromiumError if there is none.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        raise NoChromiumError("Install Chromium (apt install chromium), or name it in CHROMIUM.")
    return path
