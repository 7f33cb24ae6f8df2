"""Keeping every version of an entry as a whole, and knowing who wrote the latest."""

from collections.abc import Iterator
from typing import Any

from editorial.audit.log import current_actor
from editorial.documents.apply import fresh_document
from editorial.documents.differences import changed_names
from editorial.documents.document import Document, digest
from editorial.models import Entry, EntryVersion, Proposal, ProposalState, User, VersionReason

KEPT = frozenset({"slug", "state", "publish_at", "expires_at"})
PUBLISHING = frozenset({VersionReason.APPROVED, VersionReason.EMERGENCY})


def record_initial_version(entry: Entry) -> None:
    """Keep an entry as it is before its first change at the desk; nothing if there is a history.

    To be called before the change is written, for erasing a secret must reach this version too.
    """
    if not EntryVersion.objects.of(entry).exists():
        found = fresh_document(entry)
        _new_version(entry, document=found, reason=VersionReason.FOUND).save()


def record_version(
    entry: Entry,
    reason: VersionReason,
    *,
    before: Document,
    by: User | None = None,
    by_name: str = "",
) -> list[str]:
    """Keep an entry as it is now, and return the names of what changed: 2 queries and its document.

    Whoever writes an entry in any other way than ``editorial.publishing.workflow`` calls this, and
    ``record_initial_version`` before it writes. Nothing is kept if nothing changed.
    """
    document = fresh_document(entry)
    if digest(document) == digest(before):
        return []
    changed = changed_names(type(entry), before, document)
    version = _new_version(entry, document=document, reason=reason, changed=changed, author=by)
    version.author_name = by_name or (by.get_username() if by else current_actor())
    version.save()
    return changed


def _new_version(entry: Entry, **columns: Any) -> EntryVersion:
    return EntryVersion(entry_model=entry._meta.label, entry_id=entry.pk, **columns)


def restorable_document(entry: Entry, document: Document) -> Document:
    """Return an old document as the entry could have it today.

    What it did not know yet is as it is now. Whether and when the entry is public, and its address,
    stay: restoring is about what it says.
    """
    present = fresh_document(entry)
    return {
        name: value if name in KEPT else document.get(name, value)
        for name, value in present.items()
    }


def names_since_publication(entry: Entry) -> list[str]:
    """Return the names of who wrote what the public has not seen yet, first to last: one query.

    Sending it to be approved is no writing.
    """
    names: list[str] = []
    for version in EntryVersion.objects.of(entry).defer("document"):
        if version.reason in PUBLISHING:
            break
        if version.author_name and version.changed != ["state"]:
            names.append(version.author_name)
    return list(dict.fromkeys(reversed(names)))


def writers_since_publication(entry: Entry) -> set[int]:
    """Return the numbers of the accounts that wrote what the public has not seen yet: one query."""
    return set(_writers(entry))


def proposers_of_public_text(entry: Entry) -> set[int]:
    """Return the accounts that wrote what was last made public of an entry: one query."""
    made_public = Proposal.objects.of(entry).filter(
        state__in=[ProposalState.APPROVED, ProposalState.UNREVIEWED, ProposalState.REVIEWED]
    )
    latest = made_public.values_list("contributors", flat=True).first()
    return set(latest or ())


def _writers(entry: Entry) -> Iterator[int]:
    versions = EntryVersion.objects.of(entry).values_list("reason", "author_id")
    for reason, author in versions:
        if reason in PUBLISHING:
            return
        if author is not None:
            yield author
