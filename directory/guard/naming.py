"""Which services the signpost names, and for how large a part of all that may be answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import product
from math import prod

from directory.first_contact.decision import FirstContacts
from directory.first_contact.rules import RULE_FACETS
from directory.guard.people import KindsOfPeople, codes_of, kinds_of_places
from directory.guard.preview import DANGER, AnswersByRules, sampled_moments


def shares_of_named(contacts: FirstContacts, now: datetime) -> Mapping[int, float]:
    """Return, per service named first or second, for which part of all combinations it is.

    A combination is one answer a question, a municipality or none, with and without danger, in
    office hours and in the evening. What the rules cannot tell apart is decided once: a second,
    and 1 ms as long as nothing changes that decides, which most changes of the content do not.
    """
    moments = tuple(sampled_moments(now))
    for kept, kept_moments, shares in _kept:
        if kept_moments == moments and kept.decides_like(contacts):
            return shares
    shares = _count(contacts, moments)
    _kept[:] = [(contacts, moments, shares)]
    return shares


_kept: list[tuple[FirstContacts, tuple[datetime, ...], Mapping[int, float]]] = []
"""What was counted last, and of what: it holds for all that decides alike, on trial or not."""


def _count(contacts: FirstContacts, moments: Sequence[datetime]) -> Mapping[int, float]:
    named: Counter[int] = Counter()
    everywhere = [None, *contacts.candidates.matcher.geography.levels]
    answers = AnswersByRules(contacts)
    people_alike = KindsOfPeople(contacts, contacts)
    places_alike = kinds_of_places(contacts, contacts, everywhere)
    for moment, in_danger in product(moments, DANGER):
        kinds = people_alike.at(moment, in_danger=in_danger).items()
        for (place, places), ((person, _same), (people, _said)) in product(places_alike, kinds):
            for key in answers.of(person, place, moment, in_danger):
                if key is not None:
                    named[key] += people * places
    everyone = prod(len(codes_of(contacts, contacts, facet)) for facet in RULE_FACETS)
    total = len(moments) * len(DANGER) * len(everywhere) * everyone
    return {key: number / total for key, number in named.most_common()}
