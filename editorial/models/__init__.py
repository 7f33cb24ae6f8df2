"""One file a model; this module is the app's public list of them."""

from editorial.models.content_version import ContentVersion
from editorial.models.entry import (
    ContentModel,
    Entry,
    EntryQuerySet,
    PublicationState,
    PublishedManager,
)
from editorial.models.loaded_content import LoadedContent
from editorial.models.user import User

__all__ = [
    "ContentModel",
    "ContentVersion",
    "Entry",
    "EntryQuerySet",
    "LoadedContent",
    "PublicationState",
    "PublishedManager",
    "User",
]
