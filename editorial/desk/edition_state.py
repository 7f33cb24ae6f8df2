"""Which edition visitors read, what is not in it yet, and what is wrong: for the first page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.editions.deny import RESERVED_BYTES
from editorial.editions.making import Made, read_made
from editorial.editions.store import EditionFolder, EditionRecord, Pointer, sha256_of
from editorial.editions.watching import seen_at
from editorial.models import ContentVersion
from editorial.work.tasks import Text

BEHIND_AFTER = timedelta(seconds=60)
FILES_TO_COME = 3
"""For so many more files of the size of the live one there must be room."""


@dataclass(frozen=True, slots=True)
class EditionState:
    """What the first page says about the public site; ``warnings`` stand there until mended."""

    live: EditionRecord | None
    built_at: datetime | None
    waiting_since: datetime | None
    reasons: tuple[str, ...]
    warnings: tuple[Text, ...]


def state_of_editions(now: datetime) -> EditionState:
    """Return how the editions stand: one query, and the digest of the live file."""
    folder = EditionFolder()
    pointer, live, made, seen = folder.pointer(), folder.live(), read_made(folder), seen_at(folder)
    is_in = made is not None and made.content_version == ContentVersion.current()
    return EditionState(
        live=live,
        built_at=datetime.fromisoformat(live.built_at) if live else None,
        waiting_since=None if is_in else seen,
        reasons=_reasons(made),
        warnings=(
            *_about_making(made, seen, now),
            *_about_the_live_one(folder, pointer, live),
            *_about_the_disk(folder, live),
        ),
    )


def standing_alarms() -> tuple[str, ...]:
    """Return whom the public site leaves without an answer, for every page: no query."""
    made = read_made(EditionFolder())
    return tuple(texts[get_language() or "nl"] for texts in made.alarms) if made else ()


def _reasons(made: Made | None) -> tuple[str, ...]:
    """Return what the checks said, in the language of the page."""
    told = (*made.refused, *made.alarms) if made else ()
    return tuple(texts[get_language() or "nl"] for texts in told)


def _about_making(made: Made | None, seen: datetime | None, now: datetime) -> Iterator[Text]:
    if seen is None or now - seen > BEHIND_AFTER:
        yield _("No editions are made: what you publish does not reach visitors.")
    if made is not None and made.refused:
        yield _("The last edition was refused, so visitors still read the one before.")
    if made is not None and made.alarms:
        yield _("Visitors read an edition in which something is missing.")


def _about_the_live_one(
    folder: EditionFolder, pointer: Pointer | None, live: EditionRecord | None
) -> Iterator[Text]:
    if pointer is None:
        yield _("There is no edition yet: visitors have nothing to read.")
        return
    if pointer.pinned is not None:
        yield format_lazy(
            _("Somebody went back to edition {number}: nothing newer reaches visitors."),
            number=pointer.pinned,
        )
    path = folder.file(pointer.number)
    if live is None or not path.exists() or sha256_of(path) != pointer.sha256:
        yield format_lazy(_("The file of edition {number} is damaged."), number=pointer.number)


def _about_the_disk(folder: EditionFolder, live: EditionRecord | None) -> Iterator[Text]:
    if live is None or not folder.file(live.number).exists():
        return
    if not os.access(folder.path, os.W_OK):
        yield _("The folder of the editions cannot be written to.")
    needed = FILES_TO_COME * folder.file(live.number).stat().st_size + RESERVED_BYTES
    if shutil.disk_usage(folder.path).free < needed:
        yield _("The disk of the editions is full.")
