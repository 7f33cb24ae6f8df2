"""The files of the starter content, read once for all tests of a worker: three seconds."""

from functools import cache

from editorial.content.loading import read_drafts
from editorial.documents.validation import Draft
from editorial.models import ContentModel


@cache
def starter_drafts() -> dict[type[ContentModel], list[Draft]]:
    """Return the drafts of every model, as the files have them. Change nothing of them."""
    return read_drafts()
