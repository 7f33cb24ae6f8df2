"""The desk of the directory; one file a subject."""

from directory.admin.agreements import RegionalConfirmationAdmin, TopicOwnershipAdmin
from directory.admin.channel import ChannelAdmin
from directory.admin.first_contact_rule import FirstContactRuleAdmin
from directory.admin.geography import (
    AreaAdmin,
    AreaMemberAdmin,
    FormerMunicipalityAdmin,
    PlaceAdmin,
    PostcodeAdmin,
)
from directory.admin.location import LocationAdmin
from directory.admin.organization import OrganizationAdmin
from directory.admin.retired_contact import RetiredContactAdmin
from directory.admin.service import ServiceAdmin
from directory.admin.vocabularies import (
    ExploitationFormAdmin,
    NeedAdmin,
    SearchHintAdmin,
    SituationAdmin,
)

__all__ = [
    "AreaAdmin",
    "AreaMemberAdmin",
    "ChannelAdmin",
    "ExploitationFormAdmin",
    "FirstContactRuleAdmin",
    "FormerMunicipalityAdmin",
    "LocationAdmin",
    "NeedAdmin",
    "OrganizationAdmin",
    "PlaceAdmin",
    "PostcodeAdmin",
    "RegionalConfirmationAdmin",
    "RetiredContactAdmin",
    "SearchHintAdmin",
    "ServiceAdmin",
    "SituationAdmin",
    "TopicOwnershipAdmin",
]
