"""Write down, before each edition, what changed of what is given out, and what is gone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from editorial.models import PublishedRecord
from editorial.reading.parts import collector_paused
from wegwijzer.open_data.feed import written_by_language
from wegwijzer.open_data.moments import digests_of


def note_changes(now: datetime) -> None:
    """Compare what would be given out with what was, and note the differences: a second.

    Nothing is written if nothing changed, so that the same rows make no second edition.
    """
    with collector_paused():
        digests = digests_of(written_by_language())
    with transaction.atomic():
        known = {str(row.public_id): row for row in PublishedRecord.objects.all()}
        changed = [
            PublishedRecord(public_id=UUID(public_id), digest=digest, changed_at=now)
            for public_id, digest in digests.items()
            if public_id not in known
            or known[public_id].digest != digest
            or known[public_id].withdrawn_at is not None
        ]
        PublishedRecord.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["public_id"],
            update_fields=["digest", "changed_at", "withdrawn_at"],
        )
        gone = [
            row.pk
            for public_id, row in known.items()
            if public_id not in digests and row.withdrawn_at is None
        ]
        PublishedRecord.objects.filter(pk__in=gone).update(withdrawn_at=now)
