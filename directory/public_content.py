"""What of the directory is public: which rows, and which of their columns."""

from directory.models import (
    Area,
    AreaMember,
    Channel,
    ExploitationForm,
    FallbackCount,
    FirstContactOption,
    FirstContactRule,
    FormerMunicipality,
    Location,
    Need,
    NeedRank,
    Organization,
    OrganizationFact,
    Place,
    Postcode,
    RegionalConfirmation,
    RetiredContact,
    SearchHint,
    Service,
    ServiceFact,
    Situation,
    TopicOwnership,
)
from editorial.editions.contents import PublicRows

VOCABULARY = frozenset(
    {
        "id",
        "code",
        "label",
        "explanation",
        "kind_of",
        "synonyms_nl",
        "synonyms_en",
        "position",
        "translated_from",
    }
)

KNOWN_FACT = frozenset(
    {
        "id",
        "field",
        "source_title",
        "source_site",
        "source_date",
        "date_is",
        "stated_by",
        "certainty",
        "doubt",
        "translated_from",
    }
)

PUBLIC_CONTENT = (
    PublicRows.all_of(
        Area,
        frozenset(
            {
                "id",
                "code",
                "kind",
                "name",
                "latitude",
                "longitude",
                "folded_name",
                "translated_from",
            }
        ),
    ),
    PublicRows.all_of(AreaMember, frozenset({"id", "area", "municipality"})),
    PublicRows.all_of(
        Place, frozenset({"id", "name", "municipality", "kind", "certainty", "folded_name"})
    ),
    PublicRows.all_of(
        Postcode, frozenset({"id", "pc4", "municipality", "main", "area_share", "certainty"})
    ),
    PublicRows.all_of(
        FormerMunicipality,
        frozenset({"id", "old_code", "old_name", "current", "date"}),
        frozenset({"note"}),
    ),
    PublicRows.all_of(ExploitationForm, VOCABULARY),
    PublicRows.all_of(Need, VOCABULARY | {"group", "exploitation_form"}),
    PublicRows.all_of(Situation, VOCABULARY),
    PublicRows.of_entry(
        Organization,
        frozenset(
            {
                "name",
                "abbreviation",
                "alternate_names",
                "kind",
                "helps_victims",
                "description",
                "website",
                "sort_key",
            }
        ),
    ),
    PublicRows.all_of(
        Channel,
        frozenset(
            {
                "id",
                "organization",
                "key",
                "public_id",
                "kind",
                "value",
                "label",
                "cost",
                "opening_hours",
                "abroad",
                "certainty",
                "doubt",
                "position",
                "assured_date",
                "assured_value",
                "found_wrong_on",
                "translated_from",
            }
        ),
        frozenset({"source"}),
        is_public=lambda channel: True,
    ),
    PublicRows.all_of(OrganizationFact, KNOWN_FACT | {"organization", "channel"}),
    PublicRows(
        Location,
        lambda at: Location.objects.filter(confidential=False),
        frozenset(
            {
                "id",
                "organization",
                "key",
                "public_id",
                "location_type",
                "confidential",
                "name",
                "address_1",
                "postal_code",
                "city",
                "latitude",
                "longitude",
                "description",
                "translated_from",
            }
        ),
        is_public=lambda location: not location.confidential,
    ),
    PublicRows.of_entry(
        Service,
        frozenset(
            {
                "organization",
                "name",
                "alternate_names",
                "description",
                "status",
                "needs",
                "exploitation_rule",
                "exploitation_forms",
                "age_rule",
                "age_groups",
                "residence_rule",
                "residence_statuses",
                "excluded_residence_statuses",
                "situation_rule",
                "situations",
                "gender_rule",
                "genders",
                "phases",
                "leading_phases",
                "audiences",
                "service_areas",
                "intake",
                "eligibility_description",
                "application_process",
                "channels",
                "locations",
                "opening_hours",
                "languages",
                "interpreter",
                "interpretation_services",
                "cost",
                "fees_description",
                "wait_time",
                "anonymous_possible",
                "identity_asked",
                "parents_told",
                "police_link",
                "disclosure",
                "alert",
                "sort_key",
            }
        ),
    ),
    PublicRows.all_of(NeedRank, frozenset({"id", "need", "service", "rank", "may_be_first"})),
    PublicRows.all_of(ServiceFact, KNOWN_FACT | {"service"}),
    PublicRows(
        RegionalConfirmation,
        lambda at: RegionalConfirmation.objects.agreed(),
        frozenset({"id", "service", "confirmed_on", "agreed_on"}),
        frozenset({"confirmed_by", "how", "agreed_by"}),
    ),
    PublicRows.all_of(
        SearchHint,
        frozenset(
            {
                "id",
                "slug",
                "phrases_nl",
                "phrases_en",
                "explanation",
                "residence_statuses",
                "age_groups",
                "audiences",
                "phases",
                "services",
                "translated_from",
            }
        ),
    ),
    PublicRows.of_entry(
        FirstContactRule,
        frozenset(
            {
                "name",
                "reason",
                "position",
                "in_danger",
                "audiences",
                "age_groups",
                "exploitation_forms",
                "residence_statuses",
                "situations",
                "needs",
                "moment",
                "need_chooses",
                "regional_coordinator_first",
                "is_fallback",
            }
        ),
    ),
    PublicRows.all_of(FirstContactOption, frozenset({"id", "rule", "role", "service", "position"})),
)

PRIVATE_MODELS = (FallbackCount, RetiredContact, TopicOwnership)
