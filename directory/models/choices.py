"""Closed choices: the logic depends on each of these codes, so no editor can extend them.

Codes are those of the query keys and of the content files; labels are the words of a person.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from directory.facets import FILTERS_NOTHING


class FacetChoices(TextChoices):
    """The codes of a facet that no editor can extend."""

    @classmethod
    def accepted_as(cls) -> dict[str, frozenset[str]]:
        """Return, per code that filters, the codes whose acceptance takes it along."""
        return {code: frozenset({code}) for code in cls.values if code not in FILTERS_NOTHING}


class Phase(FacetChoices):
    """When, in the order of the chain."""

    IDENTIFICATION = "identification", _("Recognising and seeking help")
    REPORTING = "reporting", _("Telling and reporting")
    REFLECTION = "reflection", _("Reflection period (without a right to stay)")
    SHELTER = "shelter", _("First shelter")
    CARE = "care", _("Care and support")
    RESIDENCE = "residence", _("Arranging your stay")
    CRIMINAL = "criminal", _("The criminal case")
    COMPENSATION = "compensation", _("Getting compensation")
    RETURN = "return", _("Return")
    AFTERCARE = "aftercare", _("Moving on with your life")


class MainPhase(TextChoices):
    """The four phases of the signpost of 2015, and the one that we add."""

    DETECTING = "detecting", _("Detecting")
    PROTECTING = "protecting", _("Protecting")
    CRIMINAL_PROCEEDINGS = "criminal_proceedings", _("Criminal proceedings")
    COMPENSATION = "compensation", _("Compensation")
    MOVING_ON = "moving_on", _("Moving on")


MAIN_PHASES: dict[MainPhase, tuple[Phase, ...]] = {
    MainPhase.DETECTING: (Phase.IDENTIFICATION, Phase.REPORTING),
    MainPhase.PROTECTING: (Phase.REFLECTION, Phase.SHELTER, Phase.CARE, Phase.RESIDENCE),
    MainPhase.CRIMINAL_PROCEEDINGS: (Phase.CRIMINAL,),
    MainPhase.COMPENSATION: (Phase.COMPENSATION,),
    MainPhase.MOVING_ON: (Phase.RETURN, Phase.AFTERCARE),
}


class AgeGroup(FacetChoices):
    """How old; a young adult is an adult."""

    MINOR = "minor", _("Under 18")
    YOUNG_ADULT = "young_adult", _("18 to 23")
    ADULT = "adult", _("23 or older")

    @classmethod
    def accepted_as(cls) -> dict[str, frozenset[str]]:
        """Return the codes that take each along: whoever is for adults is for young adults."""
        return super().accepted_as() | {cls.YOUNG_ADULT: frozenset({cls.YOUNG_ADULT, cls.ADULT})}


class ResidenceStatus(FacetChoices):
    """Which papers; ``unknown`` is an answer of a visitor and never of a service."""

    UNKNOWN = "unknown", _("I would rather not say")
    DUTCH = "dutch", _("Dutch")
    EU = "eu", _("EU, EEA, Swiss")
    THIRD_PERMIT = "third_permit", _("From outside the EU, own permit")
    PERMIT_DEPENDS = (
        "permit_depends",
        _("Permit that depends on a partner, employer or host family"),
    )
    PERMIT_OTHER_EU = "permit_other_eu", _("Permit of another EU country")
    VISA = "visa", _("Visa or visa-free")
    UKRAINE = "ukraine", _("Ukraine, temporary protection")
    ASYLUM = "asylum", _("Asked for asylum")
    THIRD_NO_PERMIT = "third_no_permit", _("No permit")

    @classmethod
    def accepted_as(cls) -> dict[str, frozenset[str]]:
        """Return the codes that take each along, unless a service excludes it."""
        narrower = (cls.PERMIT_DEPENDS, cls.PERMIT_OTHER_EU, cls.UKRAINE)
        return super().accepted_as() | {
            status: frozenset({status, cls.THIRD_PERMIT}) for status in narrower
        }


class Gender(FacetChoices):
    """For whom a shelter is; ``any`` is an answer that filters nothing."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")


class Audience(FacetChoices):
    """Who asks."""

    VICTIM = "victim", _("For myself")
    NEAR = "near", _("For someone else (family, friend, neighbour, colleague)")
    PROFESSIONAL = "professional", _("I work with victims")


class FacetRule(TextChoices):
    """What a service says about one facet of the person: these three are never mixed up."""

    ANY = "any", _("Everyone")
    ONLY = "only", _("Only these")
    UNKNOWN = "unknown", _("Not known")


class NeedGroup(TextChoices):
    """The five groups in which needs are shown."""

    SAFE = "safe", _("Being safe")
    TALK = "talk", _("Talking and advice")
    HEALTH = "health", _("Health")
    LAW = "law", _("Law and papers")
    LIVING = "living", _("Living")


class Known(TextChoices):
    """An answer to a yes-or-no question that may not be known."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    DEPENDS = "depends", _("Depends")
    UNKNOWN = "unknown", _("Not known")
