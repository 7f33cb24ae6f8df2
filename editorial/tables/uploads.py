"""Keeping an uploaded file between its preview and its confirmation, for an hour at most."""

import hashlib
import time
from pathlib import Path

from django.conf import settings
from django.core import signing
from django.utils.crypto import get_random_string

SECONDS_KEPT = 3_600
SALT = "editorial.tables.uploads"


class NotKept(Exception):
    """The file is gone, or the token is not ours."""


def keep(content: bytes, *, table: str, ending: str, account: int, preview: str) -> str:
    """Write a file to the state folder and return a signed token for this account and preview."""
    forget_old()
    name = f"{get_random_string(32)}.{ending}"
    path = _folder() / name
    path.touch(mode=0o600)
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return signing.dumps([name, digest, table, account, preview], salt=SALT)


def take(token: str, *, table: str, account: int) -> tuple[str, bytes, str]:
    """Return name, content and preview of a kept file and remove it: a token works once.

    Raise NotKept if it is gone, or of somebody else.
    """
    try:
        name, digest, for_table, by, preview = signing.loads(token, salt=SALT, max_age=SECONDS_KEPT)
    except signing.BadSignature as error:
        raise NotKept from error
    path = _folder() / name
    if (for_table, by) != (table, account) or not path.is_file():
        raise NotKept
    content = path.read_bytes()
    path.unlink()
    if hashlib.sha256(content).hexdigest() != digest:
        raise NotKept
    return name, content, preview


def forget_old() -> None:
    """Remove files that nobody confirmed in time."""
    for path in _folder().iterdir():
        if path.stat().st_mtime < time.time() - SECONDS_KEPT:
            path.unlink(missing_ok=True)


def forget_all() -> None:
    """Remove every file that waits for its confirmation."""
    for path in _folder().iterdir():
        path.unlink(missing_ok=True)


def _folder() -> Path:
    folder = Path(settings.STATE_DIR) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
