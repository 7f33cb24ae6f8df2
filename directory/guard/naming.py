"""Which services the signpost names, and for how large a part of all that may be answered."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from itertools import product
from math import prod

from directory.first_contact.decision import FirstContacts
from directory.first_contact.rules import RULE_FACETS
from directory.guard.preview import (
    DANGER,
    AnswersByRules,
    codes_of,
    kinds_of_people,
    kinds_of_places,
    sampled_moments,
)


def shares_of_named(contacts: FirstContacts, now: datetime) -> Mapping[int, float]:
    """Return, per service named first or second, for which part of all combinations it is.

    A combination is one answer a question, a municipality or none, with and without danger, in
    office hours and in the evening. What the rules cannot tell apart is decided once: a second.
    """
    named: Counter[int] = Counter()
    everywhere = [None, *contacts.candidates.matcher.geography.levels]
    moments = list(sampled_moments(now))
    answers = AnswersByRules(contacts)
    people_alike = kinds_of_people(contacts, contacts).items()
    places_alike = kinds_of_places(contacts, contacts, everywhere)
    for moment, in_danger, (place, places) in product(moments, DANGER, places_alike):
        for (person, _same), (people, _said) in people_alike:
            for key in answers.of(person, place, moment, in_danger):
                if key is not None:
                    named[key] += people * places
    everyone = prod(len(codes_of(contacts, contacts, facet)) for facet in RULE_FACETS)
    total = len(moments) * len(DANGER) * len(everywhere) * everyone
    return {key: number / total for key, number in named.most_common()}
