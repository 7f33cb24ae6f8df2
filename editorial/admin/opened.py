"""What a form of an entry was opened with, carried along in a hidden field.

With it the second of two editors is told what changed under them, and a form that shows a proposal
or an old version knows what it showed. Signed, so that nobody can pretend to have seen something.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from editorial.documents.document import Document
from editorial.models import Entry

FIELD = "opened"
SALT = "editorial.admin.opened"


@dataclass(frozen=True, slots=True)
class Opened:
    """The document of the entry as it was, and what the form showed instead of it, if anything."""

    base: Document
    shown: Document | None = None
    proposal: int | None = None

    def sealed(self, entry: Entry) -> str:
        """Return this as the text of a hidden field: about 4 kB for a large entry."""
        content = [entry._meta.label, entry.pk, self.base, self.shown, self.proposal]
        return signing.dumps(content, salt=SALT, compress=True)

    @classmethod
    def read(cls, text: str, entry: Entry) -> Opened | None:
        """Return what ``sealed`` wrote for this entry; None for anything else."""
        try:
            label, pk, base, shown, proposal = signing.loads(text, salt=SALT)
        except (signing.BadSignature, ValueError):
            return None
        if (label, pk) != (entry._meta.label, entry.pk):
            return None
        return cls(base, shown, proposal)
