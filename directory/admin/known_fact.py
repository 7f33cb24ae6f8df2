"""Where we saw each fact, as rows below its service or organization."""

from directory.models import OrganizationFact, ServiceFact
from editorial.admin.language_tabs import TranslatedRows

SOURCE_FIELDS = (
    "source_title",
    "source_site",
    ("source_date", "date_is", "stated_by"),
    "certainty",
    "doubt",
)


class ServiceFactRows(TranslatedRows):
    """Edit where the facts about a service were seen."""

    model = ServiceFact
    fields = ("field", *SOURCE_FIELDS)
    classes = ("collapse",)


class OrganizationFactRows(TranslatedRows):
    """Edit where the facts about an organization and its numbers were seen."""

    model = OrganizationFact
    fields = (("channel", "field"), *SOURCE_FIELDS)
    classes = ("collapse",)
