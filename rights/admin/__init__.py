"""The desk of the rights app; one file a kind of entry."""

from rights.admin.legislation import LegislationAdmin
from rights.admin.municipal_duty import MunicipalDutyAdmin
from rights.admin.publication import PublicationAdmin
from rights.admin.right import RightAdmin
from rights.admin.right_ownership import RightOwnershipAdmin
from rights.admin.signal import SignalAdmin

__all__ = [
    "LegislationAdmin",
    "MunicipalDutyAdmin",
    "PublicationAdmin",
    "RightAdmin",
    "RightOwnershipAdmin",
    "SignalAdmin",
]
