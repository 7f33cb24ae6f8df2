"""Which texts are translated: facts stand once, prose twice."""

from modeltranslation.translator import TranslationOptions, register

from rights.models import (
    Condition,
    Entitlement,
    Legislation,
    MunicipalDuty,
    Provision,
    Publication,
    Right,
    RightVariant,
    Signal,
)


@register(Right)
class RightTranslation(TranslationOptions):
    """All prose of a right."""

    fields = ("name", "summary", "warning", "how", "duration", "seen_in", "doubt")


@register(RightVariant)
class RightVariantTranslation(TranslationOptions):
    """The prose of a right for some people."""

    fields = ("summary", "warning", "how", "duration", "doubt")


@register(Condition)
class ConditionTranslation(TranslationOptions):
    """The condition in words."""

    fields = ("text",)


@register(Entitlement)
class EntitlementTranslation(TranslationOptions):
    """Why not, or what else."""

    fields = ("explanation",)


@register(Legislation)
class LegislationTranslation(TranslationOptions):
    """The name, which may have a customary English form, and the prose."""

    fields = ("name", "summary", "what_it_would_change", "seen_in", "doubt")


@register(Provision)
class ProvisionTranslation(TranslationOptions):
    """What an article says, and the name of a part that has no number."""

    fields = ("heading", "text")


@register(Signal)
class SignalTranslation(TranslationOptions):
    """The sign in words."""

    fields = ("text", "seen_in", "doubt")


@register(Publication)
class PublicationTranslation(TranslationOptions):
    """Title and summary."""

    fields = ("title", "summary", "seen_in", "doubt")


@register(MunicipalDuty)
class MunicipalDutyTranslation(TranslationOptions):
    """The duty in words."""

    fields = ("name", "text", "seen_in", "doubt")
