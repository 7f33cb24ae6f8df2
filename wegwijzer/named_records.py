"""The records that the code names: every slug and code that stands in it, and where one sees it."""

from django.utils.translation import gettext_lazy as _

from directory.first_contact.decision import CHANNELS_IN_SITUATION
from directory.first_contact.regional_points import NEEDS_OF_A_POINT
from directory.matching.matcher import NEED_OF_WHO_NAMES_NONE
from directory.models import ExploitationForm, Need, Organization, Situation
from directory.models.need import SHELTER
from directory.models.regional_confirmation import COORDINATION
from editorial.documents import validation
from editorial.documents.named_records import keep_named_key, name_records
from rights.models import Right, Signal
from wegwijzer.help_pages.way import EXPLOITATION
from wegwijzer.open_data.identifiers import MINISTRIES, PRODUCTS
from wegwijzer.pages.static import SERVE_THE_ISLANDS
from wegwijzer.signpost.advice import TOLD_AS_DUTIES
from wegwijzer.signpost.contact import FORCED_INTO_CRIME, SUSPECTED
from wegwijzer.signpost.questions import ABROAD, MOST_NEEDED, ONLY_FOR_CHILDREN

FIRST_CONTACT = _("whom the signpost names first")
QUESTIONS = _("the questions of the signpost")
IDENTIFIERS = _("its number in a list of the government, in the open data")

NAMED = (
    (Organization, SERVE_THE_ISLANDS, _("the page for the Caribbean Netherlands")),
    (Organization, MINISTRIES, IDENTIFIERS),
    (Right, PRODUCTS, IDENTIFIERS),
    (Signal, TOLD_AS_DUTIES, _("the duties in the answer for a professional")),
    (Need, (SHELTER,), _("secret addresses: who offers this may have one")),
    (Need, MOST_NEEDED, QUESTIONS),
    (Need, (*NEEDS_OF_A_POINT, NEED_OF_WHO_NAMES_NONE), FIRST_CONTACT),
    (Need, (COORDINATION,), _("the page of a municipality")),
    (Situation, (*ONLY_FOR_CHILDREN, ABROAD), QUESTIONS),
    (Situation, (*CHANNELS_IN_SITUATION, *SUSPECTED), FIRST_CONTACT),
    (ExploitationForm, FORCED_INTO_CRIME, FIRST_CONTACT),
    (
        ExploitationForm,
        frozenset().union(*EXPLOITATION.values()),
        _("the help pages in other languages"),
    ),
)


def connect() -> None:
    """Tell the desk, and have the keys kept."""
    for model, keys, where in NAMED:
        name_records(model, keys, where)
    validation.register_check(keep_named_key)
