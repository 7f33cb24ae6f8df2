"""One file a model; this module is the app's public list of them."""

from directory.models.area import Area, AreaKind, AreaMember, CoverageLevel
from directory.models.channel import CallCost, Channel, ChannelKind
from directory.models.choices import (
    AgeGroup,
    Audience,
    FacetRule,
    Gender,
    Known,
    NeedGroup,
    Phase,
    ResidenceStatus,
)
from directory.models.exploitation_form import ExploitationForm
from directory.models.fallback_count import FallbackCount
from directory.models.first_contact import (
    FirstContactOption,
    FirstContactRule,
    Moment,
    NeedChooses,
    OptionRole,
)
from directory.models.known_fact import (
    DateIs,
    FactField,
    OrganizationFact,
    ServiceFact,
    StatedBy,
)
from directory.models.location import Location, LocationType
from directory.models.need import Need
from directory.models.need_rank import NeedRank
from directory.models.organization import HelpsVictims, Organization, OrganizationKind
from directory.models.ownership import Ownership, TopicOwnership
from directory.models.place import FormerMunicipality, Place, PlaceKind, Postcode
from directory.models.regional_confirmation import RegionalConfirmation
from directory.models.retired_contact import RetiredContact
from directory.models.search_hint import SearchHint
from directory.models.service import Intake, Service, ServiceCost, ServiceStatus
from directory.models.situation import Situation

__all__ = [
    "AgeGroup",
    "Area",
    "AreaKind",
    "AreaMember",
    "Audience",
    "CallCost",
    "Channel",
    "ChannelKind",
    "CoverageLevel",
    "DateIs",
    "ExploitationForm",
    "FacetRule",
    "FactField",
    "FallbackCount",
    "FirstContactOption",
    "FirstContactRule",
    "FormerMunicipality",
    "Gender",
    "HelpsVictims",
    "Intake",
    "Known",
    "Location",
    "LocationType",
    "Moment",
    "Need",
    "NeedChooses",
    "NeedGroup",
    "NeedRank",
    "OptionRole",
    "Organization",
    "OrganizationFact",
    "OrganizationKind",
    "Ownership",
    "Phase",
    "Place",
    "PlaceKind",
    "Postcode",
    "RegionalConfirmation",
    "ResidenceStatus",
    "RetiredContact",
    "SearchHint",
    "Service",
    "ServiceCost",
    "ServiceFact",
    "ServiceStatus",
    "Situation",
    "StatedBy",
    "TopicOwnership",
]
