"""Closed choices of the rights app: the logic depends on each of these codes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from directory.models import ResidenceStatus


class Step(TextChoices):
    """What has already happened; a visitor can say it, and it settles conditions of rights."""

    REFLECTION = "reflection", _("I have a reflection period")
    B83_PERMIT = "b83_permit", _("I have a temporary permit as a victim (B8/3)")
    REPORTED = "reported", _("I have reported to the police")
    COOPERATES = "cooperates", _("I help the investigation in another way")
    CASE_OPEN = "case_open", _("The investigation or the case is running")
    CASE_DROPPED = "case_dropped", _("The case has been stopped")
    JUDGMENT = "judgment", _("The court has given judgment")
    CRIME_ABROAD = "crime_abroad", _("It happened in another country")


class Entitled(TextChoices):
    """The three values of a right for a person. There is no fourth: not known is "only if"."""

    YES = "yes", _("Yes")
    ONLY_IF = "only_if", _("Only if")
    NO = "no", _("No")


class RightKind(TextChoices):
    """Whether a court can hold someone to it."""

    RIGHT = "right", _("A right")
    SUPPORT = "support", _("Help that is offered, not a right")


class LegislationKind(TextChoices):
    """What sort of text it is, in the order of the list."""

    ACT = "act", _("Act")
    AMENDING_ACT = "amending_act", _("Act that changes another")
    DECREE = "decree", _("Decree")
    MINISTERIAL_REGULATION = "ministerial_regulation", _("Ministerial regulation")
    MINISTERIAL_DECREE = "ministerial_decree", _("Ministerial decree")
    POLICY_RULE = "policy_rule", _("Policy rule")
    EU_REGULATION = "eu_regulation", _("EU regulation")
    EU_DIRECTIVE = "eu_directive", _("EU directive")
    EU_PRIMARY_LAW = "eu_primary_law", _("EU charter or treaty")
    TREATY = "treaty", _("Treaty")
    BILL = "bill", _("Bill (not law)")
    EU_PROPOSAL = "eu_proposal", _("EU proposal (not law)")
    POLICY_DOCUMENT = "policy_document", _("Policy document (not law)")


PROPOSAL_KINDS = (LegislationKind.BILL, LegislationKind.EU_PROPOSAL)
"""Kinds that are not law and may become so: never shown as law."""


class LegalStatus(TextChoices):
    """Whether it holds."""

    IN_FORCE = "in_force", _("In force")
    PENDING = "pending", _("Not yet law")
    REPEALED = "repealed", _("No longer in force")
    NOT_LAW = "not_law", _("Not a law")
    UNKNOWN = "unknown", _("Not known whether it is in force")


class IdentifierScheme(TextChoices):
    """Who gave the identifier, which decides how a link is built from it."""

    BWB = "BWB", _("Dutch legislation (BWB)")
    CELEX = "CELEX", _("EU law (CELEX)")
    ELI = "ELI", _("EU law (ELI)")
    CETS = "CETS", _("Council of Europe treaty (CETS)")
    ILO = "ILO", _("International Labour Organization")
    TRB = "Trb", _("Treaty Series (Trb.)")
    STB = "Stb", _("Bulletin of Acts (Stb.)")
    STCRT = "Stcrt", _("Government Gazette (Stcrt.)")
    PARLIAMENTARY = "parliamentary", _("Parliamentary papers")
    ECLI = "ECLI", _("Judgment (ECLI)")


class SignalKind(TextChoices):
    """A sign to notice, or what to do about it."""

    SIGN = "sign", _("Sign")
    DO = "do", _("Do")
    DO_NOT = "do_not", _("Do not")


class PublicationKind(TextChoices):
    """What sort of publication it is."""

    MONITORING_REPORT = "monitoring_report", _("Monitoring report")
    ANNUAL_REPORT = "annual_report", _("Annual report")
    GUIDANCE = "guidance", _("Guidance")
    POLICY = "policy", _("Policy")
    ANNOUNCEMENT = "announcement", _("Announcement")
    WEB_PAGE = "web_page", _("Web page")


class DutyKind(TextChoices):
    """Why a municipality does it."""

    LAW = "law", _("The law says so")
    POLICY = "policy", _("Municipalities agreed to it")


RESIDENCE_STATUSES = tuple(
    status for status in ResidenceStatus if status is not ResidenceStatus.UNKNOWN
)
"""The papers on which a right is decided; "I would rather not say" stands for all of them."""
