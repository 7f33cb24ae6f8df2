"""People as they come, whom they should contact first, what they are entitled to, and why.

Written by hand from the facts, not from the rules: a change of a rule that changes one of these is
a mistake until somebody has looked at the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.wegwijzer.always_answer import OFFICE_HOURS

COMENSHA = "comensha-helpdesk"
VEILIG_THUIS_MINORS = "veilig-thuis-kinderen-en-jongeren"
VEILIG_THUIS_ADULTS = "veilig-thuis-volwassenen"
FAIRWORK = "fairwork-advies"
FAIRWORK_WAGES = "fairwork-loon"
LEGAL_DESK = "juridisch-loket-advies"
KEERPUNT = "keerpunt-gesprek"
KINDERTELEFOON = "kindertelefoon-gesprek"
CHAT_MET_FIER = "chat-met-fier-gesprek"
HELPWANTED = "helpwanted-online-chantage"
VICTIM_SUPPORT = "slachtofferhulp-praten-en-steun"
POLICE_112 = "politie-noodhulp-112"
POLICE = "politie-geen-spoed"
LISTENING = "luisterlijn-gesprek"
SUICIDE_LINE = "113-gesprek"
ONLY_112 = "112"


@dataclass(frozen=True)
class Case:
    """Somebody, with ``said`` as words in one string per facet, and what must come out.

    ``alternative`` is the first beside the first contact, empty if this person can reach no other.
    ``open_now`` is a service, ``ONLY_112``, or empty if the first contact itself is open.
    """

    who: str
    why: str
    first: str
    alternative: str
    said: Mapping[str, str]
    place: str = ""
    moment: datetime = OFFICE_HOURS
    in_danger: bool = False
    open_now: str = ""
    rights: Mapping[str, str] = field(default_factory=dict)
