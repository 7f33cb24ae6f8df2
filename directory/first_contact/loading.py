"""Reading the rules of the signpost as the decision wants them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import override

from directory.facets import FACETS
from directory.first_contact.decision import FirstContacts
from directory.first_contact.regional_points import load_regional_points
from directory.first_contact.rules import RULE_FACETS, ContactRule
from directory.matching.matcher import Matcher
from directory.models import FirstContactRule, RegionalConfirmation
from directory.models.first_contact import OptionRole
from editorial.languages import LANGUAGES
from editorial.models import FreshnessPolicy


def load_first_contacts(matcher: Matcher, now: datetime) -> FirstContacts:
    """Read the published rules: 9 queries."""
    confirmed = confirmed_coordinators()
    return FirstContacts.build(load_rules(now), matcher, confirmed, load_regional_points())


def load_rules(now: datetime) -> tuple[ContactRule, ...]:
    """Read the published rules in their order: 5 queries."""
    rules = FirstContactRule.all_objects.all().published(at=now)
    return tuple(_rule(rule) for rule in rules.in_order())


def confirmed_coordinators() -> Mapping[int, date]:
    """Return the care coordinators that were confirmed and agreed, with the day it ends."""
    limits = FreshnessPolicy.current().limits
    return {
        confirmation.service_id: until
        for confirmation in RegionalConfirmation.objects.agreed()
        if (until := confirmation.holds_until(limits)) is not None
    }


def _rule(rule: FirstContactRule) -> ContactRule:
    conditions = {facet: FACETS[facet].codes_of(rule) for facet in RULE_FACETS}
    return ContactRule(
        slug=rule.slug,
        reasons=_by_language(rule, "reason"),
        doubts=_by_language(rule, "doubt"),
        conditions={facet: frozenset(codes) for facet, codes in conditions.items() if codes},
        firsts=_services(rule, OptionRole.FIRST),
        alternatives=_services(rule, OptionRole.ALTERNATIVE),
        in_danger=rule.in_danger,
        moment=rule.moment,
        coordinator_first=rule.regional_coordinator_first,
        marked_fallback=rule.is_fallback,
        need_chooses=rule.need_chooses,
    )


def _by_language(rule: FirstContactRule, text: str) -> dict[str, str]:
    """Return a text as readers of each language get it, an outdated translation held back."""
    texts: dict[str, str] = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = getattr(rule, text) or ""
    return texts


def _services(rule: FirstContactRule, role: OptionRole) -> tuple[int, ...]:
    return tuple(option.service_id for option in rule.options.all() if option.role == role)
