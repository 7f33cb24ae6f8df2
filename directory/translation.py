"""Which texts are translated: facts stand once, prose twice."""

from modeltranslation.translator import TranslationOptions, register

from directory.models import (
    Area,
    Channel,
    ExploitationForm,
    FirstContactRule,
    Location,
    Need,
    Organization,
    OrganizationFact,
    RetiredContact,
    SearchHint,
    Service,
    ServiceFact,
    Situation,
)


@register([Need, ExploitationForm, Situation])
class VocabularyTranslation(TranslationOptions):
    """Labels in the words of a person."""

    fields = ("label", "explanation")
    required_languages = {"default": ("label",)}


@register(Area)
class AreaTranslation(TranslationOptions):
    """Names of areas; most are the same in both languages."""

    fields = ("name",)


@register(Organization)
class OrganizationTranslation(TranslationOptions):
    """The name, which may have an official English form, and the role."""

    fields = ("name", "description", "seen_in", "doubt")


@register(Channel)
class ChannelTranslation(TranslationOptions):
    """What stands beside a number."""

    fields = ("label", "doubt")


@register([OrganizationFact, ServiceFact])
class KnownFactTranslation(TranslationOptions):
    """What is in doubt; the title of a source stays as it is."""

    fields = ("doubt",)


@register(RetiredContact)
class RetiredContactTranslation(TranslationOptions):
    """Whose it was, and what there is instead."""

    fields = ("whose", "instead")


@register(Location)
class LocationTranslation(TranslationOptions):
    """What may be said of a place."""

    fields = ("name", "description")


@register(Service)
class ServiceTranslation(TranslationOptions):
    """All prose of a service."""

    fields = (
        "name",
        "description",
        "eligibility_description",
        "application_process",
        "interpretation_services",
        "fees_description",
        "wait_time",
        "disclosure",
        "alert",
        "seen_in",
        "doubt",
    )


@register(SearchHint)
class SearchHintTranslation(TranslationOptions):
    """The explanation."""

    fields = ("explanation",)


@register(FirstContactRule)
class FirstContactRuleTranslation(TranslationOptions):
    """For whom and why."""

    fields = ("name", "reason", "seen_in", "doubt")
