"""What is written about a record beside it: why it was proposed, a remark, who answered."""

from collections.abc import Callable
from typing import TypeAlias

from editorial.models import ContentModel

NoteCheck: TypeAlias = Callable[[ContentModel, str], None]
"""Raises ``ValidationError`` if words about a record say what they may not."""

_checks: list[NoteCheck] = []


def register_check(check: NoteCheck) -> None:
    """Have every note checked before it is kept."""
    if check not in _checks:
        _checks.append(check)


def refuse_note(record: ContentModel | None, *notes: str) -> None:
    """Raise ``ValidationError`` if one of these notes about a record says what it may not."""
    if record is None:
        return
    for note in filter(None, notes):
        for check in _checks:
            check(record, note)
