"""Make an edition: build it, check it, and only then make it the live one; and go back to one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from editorial.editions.building import consistent_source, write_edition
from editorial.editions.checking import Problem, Texts, problems_of_candidate, problems_of_file
from editorial.editions.deny import (
    DenyList,
    Why,
    forget_denials,
    keep_room,
    read_denied,
)
from editorial.editions.store import EditionFolder, EditionRecord, Pointer, read_as, write_json

MAX_KEPT = 10
"""How many editions are kept, the live one not counted if it is older."""

Picture: TypeAlias = Callable[[str], AbstractContextManager[str]]
"""Gives, of an alias, another one that shows the database as it is at one moment."""

Prepare: TypeAlias = Callable[[datetime], None]
"""Writes down, before the rows are read, what an edition must say of its changes."""

_preparing: list[Prepare] = []

MADE = "making.json"
UNFINISHED = ".unfinished.sqlite3"


class EditionRefused(Exception):
    """An edition that must not become live; the one before stays."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(str(problem.text) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the last attempt: of which content, which edition holds it, and what is wrong.

    ``number`` is None as long as no edition holds this content; ``refused`` then says why.
    """

    content_version: int
    at: str
    number: int | None
    next_change_at: str | None
    refused: tuple[Texts, ...] = ()
    alarms: tuple[Texts, ...] = ()


def read_made(folder: EditionFolder) -> Made | None:
    """Return what became of the last attempt, or None if there was none."""
    made = read_as(Made, folder.path / MADE)
    if made is None:
        return None
    return replace(made, refused=tuple(made.refused), alarms=tuple(made.alarms))


def before_every_edition(prepare: Prepare) -> None:
    """Name what is to be done with the database before each edition is built."""
    if prepare not in _preparing:
        _preparing.append(prepare)


def prepare_database(at: datetime) -> None:
    """Do what is to be done with the database before an edition is built."""
    for prepare in _preparing:
        prepare(at)


def make_edition(
    folder: EditionFolder | None = None,
    *,
    using: str = DEFAULT_DB_ALIAS,
    at: datetime | None = None,
    picture: Picture = consistent_source,
    is_prepared: bool = False,
) -> EditionRecord:
    """Build an edition of the content as it is, and make it live; return the newest one.

    The same rows as in the newest edition make none. Other processes wait for their turn. Raise
    ``EditionRefused`` if a check finds something wrong. ``picture`` gives the alias to read from.
    """
    folder = folder or EditionFolder()
    with folder.locked():
        keep_room(folder.path)
        at = at or timezone.now()
        if not is_prepared and using == DEFAULT_DB_ALIAS:
            prepare_database(at)
        built = folder.path / UNFINISHED
        try:
            # What is denied before the rows are read is gone from them; what follows may not be.
            denied = read_denied(folder.path)
            with picture(using) as source:
                return _make(folder, built, source, denied, at)
        finally:
            built.unlink(missing_ok=True)


def _make(
    folder: EditionFolder, built: Path, source: str, denied: DenyList, at: datetime
) -> EditionRecord:
    _forget_earlier(folder, denied)
    live, newest = folder.live(), folder.newest()
    built.unlink(missing_ok=True)
    number = folder.next_number()
    record = write_edition(
        built, number=number, at=at, source=source, deny_sequence=denied.sequence
    )
    made = Made(record.content_version, record.built_at, None, record.next_change_at)
    if newest is not None and _says_the_same(folder, newest, record):
        alarms = (read_made(folder) or made).alarms
        _note(folder, replace(made, number=newest.number, alarms=alarms))
        return newest
    since = denied.after(live.deny_sequence if live else 0)
    problems = list(
        problems_of_candidate(folder, built, record, source=source, denied=since, at=at)
    )
    refused = [problem for problem in problems if not problem.is_alarm]
    if refused:
        _note(folder, replace(made, refused=_texts(refused)))
        raise EditionRefused(*refused)
    _publish(folder, built, record, denied)
    _note(folder, replace(made, number=record.number, alarms=_texts(problems)))
    return record


def _publish(folder: EditionFolder, built: Path, record: EditionRecord, denied: DenyList) -> None:
    """Take in a checked edition, make it live unless a person went back, and drop what is old.

    Once something had to be forgotten, no earlier edition is permitted: they all may hold it.
    """
    before, must_forget = folder.pointer(), _must_forget(folder, denied)
    folder.put(built, record)
    oldest = before.oldest_permitted if before and not must_forget else record.number
    if before is not None and before.pinned is not None and before.pinned >= oldest:
        folder.point_to(replace(before, oldest_permitted=oldest))
    else:
        folder.point_to(Pointer(record.number, record.sha256, oldest))
    _drop_old(folder)


def _must_forget(folder: EditionFolder, denied: DenyList) -> bool:
    """Return whether something in a kept edition may not be there for anybody to go back to."""
    known = min((record.deny_sequence for record in folder.records()), default=0)
    return any(row.why == Why.ERASED for row in denied.after(known))


def _forget_earlier(folder: EditionFolder, denied: DenyList) -> None:
    """Delete all editions but the live one, which is followed, if they must be forgotten.

    This comes before the build, so that they go even if the new edition is refused.
    """
    pointer = folder.pointer()
    if pointer is not None and _must_forget(folder, denied):
        for record in folder.records():
            if record.number != pointer.number:
                folder.remove(record.number)


def _drop_old(folder: EditionFolder) -> None:
    """Delete what is not permitted any more, and all but the last editions and the live one."""
    pointer, records = folder.pointer(), folder.records()
    assert pointer is not None
    kept = {record.number for record in records[-MAX_KEPT:]} | {pointer.number}
    for record in records:
        if record.number < pointer.oldest_permitted or record.number not in kept:
            folder.remove(record.number)
    forget_denials(folder.path, min(record.deny_sequence for record in folder.records()))


def take_back(folder: EditionFolder, number: int) -> EditionRecord:
    """Make an earlier edition live until that is lifted, or raise ``EditionRefused``."""
    with folder.locked():
        pointer, record = folder.pointer(), folder.record(number)
        if pointer is None or record is None or number < pointer.oldest_permitted:
            raise EditionRefused(
                Problem(format_lazy(_("There is no edition {number} any more."), number=number))
            )
        _refuse_what_is_damaged(folder, record)
        folder.point_to(Pointer(number, record.sha256, pointer.oldest_permitted, pinned=number))
        return record


def lift(folder: EditionFolder) -> EditionRecord:
    """Make the newest edition live again, or raise ``EditionRefused``."""
    with folder.locked():
        pointer, newest = folder.pointer(), folder.newest()
        if pointer is None or pointer.pinned is None or newest is None:
            raise EditionRefused(Problem(_("Nobody went back to an earlier edition.")))
        _refuse_what_is_damaged(folder, newest)
        folder.point_to(Pointer(newest.number, newest.sha256, pointer.oldest_permitted))
        _drop_old(folder)
        return newest


def _refuse_what_is_damaged(folder: EditionFolder, record: EditionRecord) -> None:
    problems = list(problems_of_file(folder.file(record.number), record))
    if problems:
        raise EditionRefused(*problems)


def _says_the_same(folder: EditionFolder, newest: EditionRecord, built: EditionRecord) -> bool:
    """Return whether the newest edition holds these very rows, in a file that is whole."""
    return (
        newest.rows_digest == built.rows_digest
        and newest.deny_sequence == built.deny_sequence
        and not any(problems_of_file(folder.file(newest.number), newest))
        and folder.pointer() is not None
    )


def _texts(problems: Iterable[Problem]) -> tuple[Texts, ...]:
    return tuple(problem.in_each_language for problem in problems)


def _note(folder: EditionFolder, made: Made) -> None:
    write_json(folder.path / MADE, asdict(made))
