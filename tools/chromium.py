"""The Chromium of this machine, that asks for nothing by itself and finds nobody else.

``python -m tools.chromium`` says so if there is none.
"""

import os
import shutil
import sys

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
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell is the same Chromium without a window, which it would draw though nobody sees it."""


class NoChromiumError(RuntimeError):
    """There is no Chromium here; a missing one is a failure and never a skip."""


def chromium_path() -> str:
    """Return the path of Chromium: what CHROMIUM names, or what is installed.

    Raise NoChromiumError if there is none.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        raise NoChromiumError(f"Install Chromium (apt install {NAMES[0]}), or name it in CHROMIUM.")
    return path


if __name__ == "__main__":
    try:
        chromium_path()
    except NoChromiumError as error:
        sys.exit(str(error))
