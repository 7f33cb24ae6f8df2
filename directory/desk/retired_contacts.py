"""No way back for a number or site that is retired: a form, a sheet and a file are told alike."""

from directory.models import Channel, Organization, RetiredContact
from directory.models.retired_contact import retired_form
from editorial.documents import validation
from editorial.documents.validation import Draft


def refuse_retired_contacts(draft: Draft) -> None:
    """Refuse a retired number or site as a channel or website of an organization: one query."""
    if not isinstance(draft.record, Organization):
        return
    rows = [(draft, "website", draft.record.website)]
    rows += [
        (row, "value", row.record.value)
        for row in draft.children.get("channels", [])
        if isinstance(row.record, Channel)
    ]
    retired = RetiredContact.objects.in_bulk(
        {retired_form(value) for _row, _name, value in rows}, field_name="value"
    )
    for row, name, value in rows:
        if found := retired.get(retired_form(value)):
            row.source.refuse(found.warning, name)


def connect() -> None:
    """Have every document checked."""
    validation.register_check(refuse_retired_contacts)
