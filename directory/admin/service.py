"""What an organization does for a person."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from directory.admin.known_fact import ServiceFactRows
from directory.admin.typed import NumberSearch, ServiceForm
from directory.models import Service
from editorial.admin.entry import EntryAdmin
from editorial.admin.provenance import PLANNED_DATES, PROVENANCE


@admin.register(Service)
class ServiceAdmin(NumberSearch, EntryAdmin):
    """Edit one offer in the order in which a visitor asks about it."""

    form = ServiceForm
    inlines = (ServiceFactRows,)
    list_display = ("__str__", "organization", "status", "state", "assured_date", "updated_at")
    list_filter = (
        "state",
        "status",
        "intake",
        ("needs", admin.RelatedOnlyFieldListFilter),
        "certainty",
    )
    list_select_related = ("organization",)
    search_fields = (
        "name_nl",
        "name_en",
        "slug",
        "alternate_names",
        "organization__name_nl",
        "organization__name_en",
        "organization__abbreviation",
        "channels__value",
    )
    autocomplete_fields = ("organization", "service_areas", "channels", "locations")
    filter_horizontal = ("needs", "exploitation_forms", "situations")
    ordering = ("sort_key", "pk")
    fieldsets = [
        (
            _("What it is"),
            {
                "fields": [
                    "organization",
                    "name",
                    "alternate_names",
                    "slug",
                    "status",
                    "alert",
                    "description",
                ]
            },
        ),
        (_("What for"), {"fields": ["needs", "phases", "leading_phases", "audiences"]}),
        (
            _("For whom"),
            {
                "description": _(
                    "Per question: everyone, only these, or not known. Choose values only beside"
                    " “only these”. Not known is honest, and stays in the list."
                ),
                "fields": [
                    ("age_rule", "age_groups"),
                    "exploitation_rule",
                    "exploitation_forms",
                    ("residence_rule", "residence_statuses", "excluded_residence_statuses"),
                    "situation_rule",
                    "situations",
                    ("gender_rule", "genders"),
                    "eligibility_description",
                ],
            },
        ),
        (_("Where"), {"fields": ["service_areas"]}),
        (
            _("How to get this help"),
            {
                "fields": [
                    "intake",
                    "application_process",
                    "channels",
                    "locations",
                    "opening_hours",
                    "languages",
                    "interpreter",
                    "interpretation_services",
                    ("cost", "wait_time_nl", "wait_time_en"),
                    "fees_description",
                ]
            },
        ),
        (
            _("What happens with what you tell"),
            {
                "fields": [
                    ("anonymous_possible", "identity_asked"),
                    ("parents_told", "police_link"),
                    "disclosure",
                ]
            },
        ),
        PROVENANCE,
        PLANNED_DATES,
    ]
