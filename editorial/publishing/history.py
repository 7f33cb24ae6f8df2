"""Keeping every version of an entry as a whole, and knowing who wrote the latest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from editorial.audit.log import current_actor
from editorial.documents.apply import fresh_document
from editorial.documents.bulk import documents_of
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
        record_initial_versions(type(entry), {entry.pk: fresh_document(entry)})


def record_initial_versions(model: type[Entry], documents: Mapping[int, Document]) -> None:
    """Do so for entries of one kind, by number with what each says: two queries."""
    versions = EntryVersion.objects.filter(entry_model=model._meta.label, entry_id__in=documents)
    known = set(versions.order_by().values_list("entry_id", flat=True))
    EntryVersion.objects.bulk_create(
        _new_version(model, key, document=document, reason=VersionReason.FOUND)
        for key, document in documents.items()
        if key not in known
    )


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
    [changed] = record_versions([entry], reason, before=[before], by=by, by_name=by_name)
    return changed


def record_versions(
    entries: Sequence[Entry],
    reason: VersionReason,
    *,
    before: Iterable[Document],
    by: User | None = None,
    by_name: str = "",
) -> list[list[str]]:
    """Do so for many entries of one kind: a query, and few for all their documents."""
    model = type(entries[0])
    fresh = model._default_manager.in_bulk([entry.pk for entry in entries])
    documents = documents_of([fresh[entry.pk] for entry in entries])
    author_name = by_name or (by.get_username() if by else current_actor())
    changes: list[list[str]] = []
    versions: list[EntryVersion] = []
    for entry, old, document in zip(entries, before, documents, strict=True):
        changes.append(changed_names(model, old, document))
        if digest(document) != digest(old):
            version = _new_version(model, entry.pk, document=document, reason=reason, author=by)
            version.changed, version.author_name = changes[-1], author_name
            versions.append(version)
    EntryVersion.objects.bulk_create(versions)
    return changes


def _new_version(model: type[Entry], key: int, **columns: Any) -> EntryVersion:
    return EntryVersion(entry_model=model._meta.label, entry_id=key, **columns)


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
