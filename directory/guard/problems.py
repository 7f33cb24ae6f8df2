"""A state of the content that must not be: somebody of some age whom nobody is known to help."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.facets import FILTERS_NOTHING, VICTIM_FACETS, Text
from directory.first_contact.decision import FirstContacts
from directory.first_contact.loading import load_first_contacts, load_rules
from directory.formats.opening_hours import is_open
from directory.matching.bitset import Bits
from directory.matching.matcher import Matcher
from directory.models import AgeGroup, FirstContactRule, Service
from directory.snapshot.facet_terms import load_vocabularies, vocabulary_of
from directory.snapshot.service_records import load_geography, load_services


def stored_first_contacts(now: datetime | None = None) -> FirstContacts:
    """Prepare the rules as they are stored, this transaction's own changes included: 20 queries.

    For checks and previews; visitors are answered from the snapshot.
    """
    now = now or timezone.now()
    records = load_services(now).records
    matcher = Matcher.build(records, vocabulary_of(load_vocabularies()), load_geography(), is_open)
    return load_first_contacts(matcher, now)


def stored_fallbacks(now: datetime) -> FirstContacts:
    """Prepare the stored rules with the services that they name alone: 20 queries, no more rows.

    Enough to tell whom they leave alone, in a directory of any size.
    """
    rules = load_rules(now)
    named = {key for rule in rules for key in rule.options}
    records = load_services(now, only=named).records
    matcher = Matcher.build(records, vocabulary_of(load_vocabularies()), load_geography(), is_open)
    return FirstContacts.build(rules, matcher, {})


def fallback_problems(contacts: FirstContacts) -> list[Text]:
    """Return, per age group without a safe fallback, what is missing; empty if all is well.

    Safe means: a published rule marked as fallback, for this age at every moment; its first
    contact known to accept everyone of that age, in the whole country, without a referral; and an
    alternative outside the police for which the same holds.
    """
    return [problem for age in AgeGroup for problem in _problems_of_age(contacts, AgeGroup(age))]


def stored_problems(contacts: FirstContacts, now: datetime) -> list[Text]:
    """Return the problems of stored rules at a moment, and those that an expiry will bring.

    20 queries for each later moment at which a fallback or one of its contacts expires.
    """
    problems = fallback_problems(contacts)
    for moment in _expiries_of_fallbacks(now):
        day = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
        problems += [
            format_lazy(_("From {day}: {problem}"), day=day, problem=problem)
            for problem in fallback_problems(stored_fallbacks(moment))
            if problem not in problems
        ]
    return problems


def _expiries_of_fallbacks(now: datetime) -> list[datetime]:
    """Return the moments to come at which a fallback or one of its contacts expires: 2 queries."""
    rules = FirstContactRule.all_objects.filter(is_fallback=True)
    contacts = Service.all_objects.filter(firstcontactoption__rule__in=rules)
    moments: set[datetime | None] = set()
    for entries in (rules, contacts):
        moments.update(entries.filter(expires_at__gt=now).values_list("expires_at", flat=True))
    return sorted(moment for moment in moments if moment)


def _problems_of_age(contacts: FirstContacts, age: AgeGroup) -> Iterator[Text]:
    safe = _safe_for_everyone(contacts, age)
    fallbacks = [
        number
        for number, rule in enumerate(contacts.rules)
        if rule.marked_fallback
        and not rule.in_danger
        and rule.moment == "any"
        and not rule.conditions.keys() - {"age"}
        and age in rule.conditions.get("age", frozenset({age}))
    ]
    working = [
        number
        for number in fallbacks
        if any(safe >> option & 1 for option in contacts.firsts[number])
    ]
    if not fallbacks:
        yield format_lazy(
            _("{age}: no published rule is marked as the fallback for everyone of this age."),
            age=age.label,
        )
    elif not working:
        yield format_lazy(
            _(
                "{age}: no first contact of the fallback is published, works in the whole country,"
                " needs no referral, and is known to accept everyone of this age."
            ),
            age=age.label,
        )
    elif not any(
        (safe & ~contacts.candidates.enforcement) >> option & 1
        for number in working
        for option in contacts.alternatives[number]
    ):
        yield format_lazy(
            _("{age}: the fallback has no alternative outside the police that accepts everyone."),
            age=age.label,
        )


def _safe_for_everyone(contacts: FirstContacts, age: AgeGroup) -> Bits:
    """Return the candidates that serve the whole country and accept anybody of an age."""
    candidates = contacts.candidates
    safe = candidates.locality(None).serving & candidates.accepting("age", frozenset({age}))
    for facet in set(VICTIM_FACETS) - {"age"}:
        for code in candidates.matcher.vocabulary.codes(facet):
            safe &= candidates.accepting(facet, frozenset({code}) - FILTERS_NOTHING)
    return safe & candidates.accepting("audience", frozenset({"victim"}))
