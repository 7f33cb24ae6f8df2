"""Records that the code names by their key: at the desk the key stays, and says what it is for.

Without that a page would quietly lose what it names when somebody makes a nicer slug.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from editorial.documents.reference import Reference
from editorial.documents.validation import Draft
from editorial.models import ContentModel

_reasons: dict[Reference, list[Any]] = defaultdict(list)


def name_records(model: type[ContentModel], keys: Iterable[str], where: Any) -> None:
    """Say that the code names these records, and where that is seen."""
    for key in keys:
        reasons = _reasons[Reference(model._meta.label, key)]
        if where not in reasons:
            reasons.append(where)


def named_in(record: Model) -> list[Any]:
    """Return where the site names this very record, in words; most are named nowhere."""
    if not isinstance(record, ContentModel) or len(record.key_fields) != 1:
        return []
    return _reasons.get(Reference.to(record), [])


def keep_named_key(draft: Draft) -> None:
    """Refuse another slug for an entry that the site names."""
    if draft.saved is not None and draft.key != Reference.to(draft.saved).key:
        for where in named_in(draft.saved):
            text = _("The site names this record by its slug (%(where)s). Leave it as it is.")
            draft.source.refuse(text % {"where": where}, draft.saved.key_fields[0])
