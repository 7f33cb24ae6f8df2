"""What the work list shows of a row."""

from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.translation import override

from editorial.documents.reference import Reference
from editorial.languages import LANGUAGES
from editorial.models import ContentModel
from editorial.work.acting import Listed
from editorial.work.listing import WorkRow

register = template.Library()


@dataclass(frozen=True, slots=True)
class PageLink:
    """The public page of a record in one language."""

    code: str
    label: str
    url: str


@register.filter
def token(row: WorkRow) -> str:
    """Return what the buttons of a row send: which record, and the number that was seen."""
    return str(Listed(row.subject.reference, row.subject.value))


@register.filter
def reference(record: ContentModel) -> str:
    """Return the name by which the page of one check knows a record."""
    return str(Reference.to(record))


@register.filter
def has_kind(row: WorkRow, kind: str) -> bool:
    """Return whether this is one of the reasons for a row."""
    return any(task.kind == kind for task in row.tasks)


@register.filter
def pages(row: WorkRow) -> list[PageLink]:
    """Return the public pages of a record, one a language; none if it has no page of its own."""
    if not row.subject.route:
        return []
    return [
        PageLink(code, code.upper(), _url(row.subject.route, row.subject.slug, code))
        for code in LANGUAGES
    ]


def _url(route: str, slug: str, language: str) -> str:
    with override(language):
        return reverse(route, args=[slug])
