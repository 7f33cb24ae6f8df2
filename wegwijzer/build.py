"""One short name for what the pages are made of, apart from their content."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

SHOWN_SETTINGS = ("SITE_OWNER", "SITE_URL", "CONTACT_EMAIL", "QUICK_EXIT_URL", "RESULTS_PER_PAGE")
SOURCES = (
    "templates/**/*.html",
    "locale/*/LC_MESSAGES/*.mo",
    "static/*",
    "build/static/*",
    *(f"{app}/**/*.py" for app in ("wegwijzer", "rights", "directory", "editorial")),
)


@cache
def build_id() -> str:
    """Name code, templates, catalogs, style sheet and settings together; about 20 ms, once.

    It is made of contents and not of dates, so that every worker on every machine that runs the
    same release agrees, and a browser's copy is only thrown away when a release changed a page.
    """
    digest = hashlib.sha256()
    for name in SHOWN_SETTINGS:
        digest.update(repr(getattr(settings, name)).encode())
    for path in _sources(settings.BASE_DIR):
        digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _sources(root: Path) -> Iterator[Path]:
    for pattern in SOURCES:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())
