"""The files of the starter content, what is referred to first."""

from editorial.documents.source_files import ContentSource
from rights.models import Legislation, MunicipalDuty, Publication, Right, Signal

CONTENT_SOURCES = (
    ContentSource(Legislation, "legislation/*.yaml"),
    ContentSource(Right, "rights/*.yaml"),
    ContentSource(Signal, "signals.yaml"),
    ContentSource(Publication, "publications.yaml"),
    ContentSource(MunicipalDuty, "municipal_duties.yaml"),
)
