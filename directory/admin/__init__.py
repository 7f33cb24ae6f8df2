"""The desk of the directory; one file a model."""

from directory.admin.area import AreaAdmin
from directory.admin.area_member import AreaMemberAdmin
from directory.admin.channel import ChannelAdmin
from directory.admin.exploitation_form import ExploitationFormAdmin
from directory.admin.first_contact_rule import FirstContactRuleAdmin
from directory.admin.former_municipality import FormerMunicipalityAdmin
from directory.admin.location import LocationAdmin
from directory.admin.need import NeedAdmin
from directory.admin.organization import OrganizationAdmin
from directory.admin.place import PlaceAdmin
from directory.admin.postcode import PostcodeAdmin
from directory.admin.regional_confirmation import RegionalConfirmationAdmin
from directory.admin.search_hint import SearchHintAdmin
from directory.admin.service import ServiceAdmin
from directory.admin.situation import SituationAdmin
from directory.admin.topic_ownership import TopicOwnershipAdmin

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
    "SearchHintAdmin",
    "ServiceAdmin",
    "SituationAdmin",
    "TopicOwnershipAdmin",
]
