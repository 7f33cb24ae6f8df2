"""What the tests of the signpost share: the published directory, moments, and random people."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from random import Random

from django.utils import timezone

from directory.facets import FACETS
from directory.formats.opening_hours import AMSTERDAM, is_open, open_state
from directory.matching.matcher import Question
from directory.snapshot.service_records import load_services
from directory.snapshot.snapshot import ServiceSnapshot
from tests.directory.first_contact.reference import Reference

OFFICE_HOURS = datetime(2026, 3, 3, 11, tzinfo=AMSTERDAM)
EVENING = datetime(2026, 3, 3, 21, 30, tzinfo=AMSTERDAM)
WEEKEND = datetime(2026, 3, 7, 15, tzinfo=AMSTERDAM)
MOMENTS = (OFFICE_HOURS, EVENING, WEEKEND)


def asking(place: str | None = None, **said: frozenset[str]) -> Question:
    """Return what a person in a place asks, with codes per facet."""
    return Question.of(said, municipality=place)


def reference_of(snapshot: ServiceSnapshot) -> Reference:
    """Return the slow reference over the same published services and rules."""
    contacts, matcher = snapshot.first_contacts, snapshot.matcher
    return Reference(
        list(contacts.rules),
        {record.key: record for record in load_services(timezone.now()).records},
        matcher.vocabulary.accepted_as,
        matcher.geography,
        cache(is_open),
        lambda expression, moment: open_state(expression, moment).opens,
        {contacts.candidates.keys[index]: day for index, day in contacts.confirmed.items()},
        contacts.points,
        matcher.vocabulary.form_of_need,
    )


def random_people(
    seed: int, number: int, snapshot: ServiceSnapshot
) -> Iterator[tuple[Question, bool]]:
    """Yield questions that each rule is for, and whether there is danger.

    First one for each rule that says no more than it asks; then as many for one rule as for
    another, who say other things as well, some of them twice. Of people who say just anything, one
    rule meets a thousand and another none.
    """
    random, rules = Random(seed), snapshot.first_contacts.rules
    codes = {facet: snapshot.terms.codes(facet) for facet in FACETS}
    places = [*snapshot.municipalities]
    for count in range(number):
        rule = rules[count % len(rules)]
        wanted = {facet: {random.choice(sorted(asked))} for facet, asked in rule.conditions.items()}
        said = {facet: frozenset(wanted.get(facet, ())) for facet in FACETS}
        place, in_danger = None, rule.in_danger
        if count >= len(rules):
            for facet in FACETS:
                said[facet] |= frozenset(
                    random.choices(codes[facet], k=random.choice((0, 0, 0, 1, 2)))
                )
            place = random.choice((None, *random.choices(places, k=2)))
            in_danger |= random.random() < 0.1
        yield Question.of(said, municipality=place), in_danger
