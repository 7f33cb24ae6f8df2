"""Write down, before each edition, what changed of what is given out, and what is gone."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction

from editorial.models import PublishedRecord
from editorial.reading.parts import collector_paused
from wegwijzer.open_data.batches import written_in_batches
from wegwijzer.open_data.moments import digests_of

MAX_IN_QUERY = 1_000


def note_changes(now: datetime) -> None:
    """Compare what would be given out with what was, and note the differences: 1 ms a service.

    Nothing is written if nothing changed, so that the same rows make no second edition. Of each
    object only its digest is held.
    """
    changed: dict[str, str] = {}
    with collector_paused():
        for batch in written_in_batches():
            changed |= digests_of(batch)
    with transaction.atomic():
        _note_withdrawn(_drop_unchanged(changed), now)
        _note_changed(changed, now)


def _drop_unchanged(digests: dict[str, str]) -> list[int]:
    """Take away what is noted as it is, and return the keys of what is noted and not there."""
    gone: list[int] = []
    noted = PublishedRecord.objects.order_by().values_list(
        "pk", "public_id", "digest", "withdrawn_at"
    )
    for pk, public_id, digest, withdrawn_at in noted.iterator(chunk_size=MAX_IN_QUERY):
        found = digests.get(str(public_id))
        if found is None and withdrawn_at is None:
            gone.append(pk)
        elif found == digest and withdrawn_at is None:
            del digests[str(public_id)]
    return gone


def _note_withdrawn(keys: list[int], now: datetime) -> None:
    for start in range(0, len(keys), MAX_IN_QUERY):
        gone = PublishedRecord.objects.filter(pk__in=keys[start : start + MAX_IN_QUERY])
        gone.update(withdrawn_at=now)


def _note_changed(digests: dict[str, str], now: datetime) -> None:
    records = (
        PublishedRecord(public_id=UUID(public_id), digest=digest, changed_at=now)
        for public_id, digest in digests.items()
    )
    while batch := list(islice(records, MAX_IN_QUERY)):
        PublishedRecord.objects.bulk_create(
            batch,
            update_conflicts=True,
            unique_fields=["public_id"],
            update_fields=["digest", "changed_at", "withdrawn_at"],
        )
