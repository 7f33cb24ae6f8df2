"""One file a model; this module is the app's public list of them."""

from rights.models.choices import (
    PROPOSAL_KINDS,
    RESIDENCE_STATUSES,
    DutyKind,
    Entitled,
    IdentifierScheme,
    LegalStatus,
    LegislationKind,
    PublicationKind,
    RightKind,
    SignalKind,
    Step,
)
from rights.models.condition import Condition
from rights.models.entitlement import Entitlement
from rights.models.identifier import LegislationIdentifier
from rights.models.legislation import Legislation
from rights.models.municipal_duty import MunicipalDuty
from rights.models.provision import Provision
from rights.models.publication import Publication
from rights.models.right import Right
from rights.models.right_ownership import RightOwnership
from rights.models.right_variant import RightVariant
from rights.models.signal import Signal
from rights.models.victim_count import VictimCount

__all__ = [
    "PROPOSAL_KINDS",
    "RESIDENCE_STATUSES",
    "Condition",
    "DutyKind",
    "Entitled",
    "Entitlement",
    "IdentifierScheme",
    "LegalStatus",
    "Legislation",
    "LegislationIdentifier",
    "LegislationKind",
    "MunicipalDuty",
    "Provision",
    "Publication",
    "PublicationKind",
    "Right",
    "RightKind",
    "RightOwnership",
    "RightVariant",
    "Signal",
    "SignalKind",
    "Step",
    "VictimCount",
]
