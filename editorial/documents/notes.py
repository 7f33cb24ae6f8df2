"""What is written about a record beside it: why it was proposed, a remark, who answered."""

from collections.abc import Callable
from typing import TypeAlias

from django.http import QueryDict

from editorial.models import ContentModel

NoteCheck: TypeAlias = Callable[[ContentModel, str], None]
"""Raises ``ValidationError`` if words about a record say what they may not."""

FormCheck: TypeAlias = Callable[[ContentModel | None, QueryDict], bool]
"""Returns whether an unfinished form of a record, None if it is new, may be kept as it is."""

_checks: list[NoteCheck] = []
_form_checks: list[FormCheck] = []


def register_check(check: NoteCheck) -> None:
    """Have every note checked before it is kept."""
    if check not in _checks:
        _checks.append(check)


def register_form_check(check: FormCheck) -> None:
    """Have every unfinished form checked before it is kept."""
    if check not in _form_checks:
        _form_checks.append(check)


def may_be_drafted(record: ContentModel | None, form: QueryDict) -> bool:
    """Return whether what stands in an unfinished form may be kept."""
    return all(check(record, form) for check in _form_checks)


def refuse_note(record: ContentModel | None, *notes: str) -> None:
    """Raise ``ValidationError`` if one of these notes about a record says what it may not."""
    if record is None:
        return
    for note in filter(None, notes):
        for check in _checks:
            check(record, note)
