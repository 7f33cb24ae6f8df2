"""Closed choices: the logic depends on each of these codes, so no editor can extend them.

Codes are those of the query keys and of the content files; labels are the words of a person.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
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


class AgeGroup(TextChoices):
    """How old; a young adult is an adult."""

    MINOR = "minor", _("Under 18")
    YOUNG_ADULT = "young_adult", _("18 to 23")
    ADULT = "adult", _("23 or older")


class ResidenceStatus(TextChoices):
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


class Gender(TextChoices):
    """For whom a shelter is; ``any`` is an answer that filters nothing."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")


class Audience(TextChoices):
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


AGE_ACCEPTED_AS: dict[str, frozenset[str]] = {
    AgeGroup.MINOR: frozenset({AgeGroup.MINOR}),
    AgeGroup.YOUNG_ADULT: frozenset({AgeGroup.YOUNG_ADULT, AgeGroup.ADULT}),
    AgeGroup.ADULT: frozenset({AgeGroup.ADULT}),
}
"""Per age group, the groups whose acceptance takes it along."""

STATUS_ACCEPTED_AS: dict[str, frozenset[str]] = {
    status: frozenset({status}) for status in ResidenceStatus.values if status != "unknown"
} | {
    status: frozenset({status, ResidenceStatus.THIRD_PERMIT})
    for status in (
        ResidenceStatus.PERMIT_DEPENDS,
        ResidenceStatus.PERMIT_OTHER_EU,
        ResidenceStatus.UKRAINE,
    )
}
"""Per status, the statuses whose acceptance takes it along, unless a service excludes it."""
