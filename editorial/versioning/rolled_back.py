"""Writing on trial: everything is really written, looked at, and undone.

What a form would save, what a page would look like and which answers would change are then found
by the code that does these things for real, not by a copy of it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from editorial.models import ContentVersion

_is_on_trial: ContextVar[bool] = ContextVar("is_on_trial", default=False)


def is_on_trial() -> bool:
    """Return whether what is read now may be undone, so that nothing of it may be kept."""
    return _is_on_trial.get()


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo every write of this block at its end.

    The content version gets a number that no committed content ever has: a cache that keeps
    something of the block by that number can never take it for real afterwards.
    """
    with transaction.atomic():
        ContentVersion.objects.update(number=-(time.time_ns() // 1000))
        token = _is_on_trial.set(True)
        try:
            yield
        finally:
            _is_on_trial.reset(token)
            transaction.set_rollback(True)
