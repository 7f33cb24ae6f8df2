"""The files of the starter content, what is referred to first."""

from directory.models import (
    Area,
    AreaMember,
    ExploitationForm,
    FirstContactRule,
    FormerMunicipality,
    Need,
    NeedRank,
    Organization,
    Place,
    Postcode,
    RetiredContact,
    SearchHint,
    Service,
    Situation,
)
from editorial.documents.source_files import ContentSource

CONTENT_SOURCES = (
    ContentSource(Area, "geography/areas.csv"),
    ContentSource(AreaMember, "geography/area_members.csv"),
    ContentSource(Place, "geography/places.csv"),
    ContentSource(FormerMunicipality, "geography/former_municipalities.csv"),
    ContentSource(Postcode, "geography/postcodes.csv"),
    ContentSource(ExploitationForm, "exploitation_forms.yaml"),
    ContentSource(Need, "needs.yaml"),
    ContentSource(Situation, "situations.yaml"),
    ContentSource(RetiredContact, "retired_contacts.yaml"),
    ContentSource(Organization, "organizations/*.yaml"),
    ContentSource(Service, "services/*.yaml"),
    ContentSource(NeedRank, "need_ranks.yaml"),
    ContentSource(SearchHint, "search_hints.yaml"),
    ContentSource(FirstContactRule, "first_contact_rules.yaml"),
)
