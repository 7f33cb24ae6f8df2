"""What an entry still lacks in English."""

from editorial.documents.document import translated_names
from editorial.models import Entry


def missing_translations(entry: Entry) -> list[str]:
    """Return the English columns of an entry and its rows that are empty while the Dutch is not."""
    rows = [("", entry)] + [
        (f"{name}.", row) for name in entry.document_children for row in getattr(entry, name).all()
    ]
    return sorted(
        {
            f"{prefix}{text}_en"
            for prefix, row in rows
            for text in translated_names(type(row))
            if getattr(row, f"{text}_nl") and not getattr(row, f"{text}_en")
        }
    )
