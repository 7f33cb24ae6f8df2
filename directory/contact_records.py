"""Reading the rules of the signpost as the decision wants them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from directory.contact_rules import ContactRule
from directory.first_contact import FirstContacts
from directory.matching import Matcher
from directory.models import FirstContactRule, Service
from directory.models.first_contact import OptionRole

LANGUAGES = ("nl", "en")


def load_first_contacts(matcher: Matcher, now: datetime) -> FirstContacts:
    """Read the published rules: 7 queries."""
    rules = FirstContactRule.all_objects.all().published(at=now)
    return prepare_first_contacts(rules.in_order(), matcher)


def prepare_first_contacts(rules: Iterable[FirstContactRule], matcher: Matcher) -> FirstContacts:
    """Prepare rules, saved or about to be, in the order in which they are given: 2 queries."""
    prepared = [_rule(rule) for rule in rules]
    named = {key for rule in prepared for key in (*rule.firsts, *rule.alternatives)}
    confirmed = _confirmed_coordinators()
    organizations = dict(
        Service.all_objects.filter(pk__in=named | confirmed.keys()).values_list(
            "pk", "organization_id"
        )
    )
    return FirstContacts.build(prepared, matcher, organizations, confirmed)


def _confirmed_coordinators() -> Mapping[int, date]:
    """Return the services of care coordination that a person has verified, with the day."""
    found = (
        Service.all_objects.filter(needs__code="coordination")
        .order_by("sort_key", "pk")
        .values_list("pk", "assured_date")
    )
    return {key: day for key, day in found if day is not None}


def _rule(rule: FirstContactRule) -> ContactRule:
    conditions = {
        "audience": rule.audiences,
        "age": rule.age_groups,
        "status": rule.residence_statuses,
        "exploitation": [form.code for form in rule.exploitation_forms.all()],
        "situation": [situation.code for situation in rule.situations.all()],
        "need": [need.code for need in rule.needs.all()],
    }
    return ContactRule(
        slug=rule.slug,
        reasons={language: getattr(rule, f"reason_{language}") or "" for language in LANGUAGES},
        doubts={language: getattr(rule, f"doubt_{language}") or "" for language in LANGUAGES},
        conditions={facet: frozenset(codes) for facet, codes in conditions.items() if codes},
        firsts=_services(rule, OptionRole.FIRST),
        alternatives=_services(rule, OptionRole.ALTERNATIVE),
        in_danger=rule.in_danger,
        moment=rule.moment,
        coordinator_first=rule.regional_coordinator_first,
        marked_fallback=rule.is_fallback,
    )


def _services(rule: FirstContactRule, role: OptionRole) -> tuple[int, ...]:
    return tuple(option.service_id for option in rule.options.all() if option.role == role)
