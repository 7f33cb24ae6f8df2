"""Of which services two directories do not say the same."""

from collections import defaultdict

from directory.matching.bitset import Bits, indices_of
from directory.matching.matcher import Matcher


def changed_services(before: Matcher, after: Matcher) -> set[int]:
    """Return the keys of the services of which the two do not say the same."""
    old, new = _facts(before), _facts(after)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _facts(matcher: Matcher) -> dict[int, list[str]]:
    """Return, per service, the names of the sets that it is in."""
    facts: dict[int, list[str]] = defaultdict(list)
    groups: dict[str, dict[str, Bits]] = {
        **{f"stated {facet}": dict(codes) for facet, codes in matcher.stated.items()},
        "any": dict(matcher.open_to_any),
        "not known": dict(matcher.not_known),
        "area": dict(matcher.covering),
        "hours": dict(matcher.hours),
        "tag": dict(matcher.tagged),
        "never first": dict(matcher.never_first),
        "overdue": {"": matcher.overdue},
        **{
            f"rank {need}": {str(rank): bits for rank, bits in ranks.items()}
            for need, ranks in matcher.ranks.items()
        },
    }
    for group, sets in groups.items():
        for name, bits in sorted(sets.items()):
            for index in indices_of(bits):
                facts[matcher.keys[index]].append(f"{group} {name}")
    for key, doors in zip(matcher.keys, matcher.doors, strict=True):
        facts[key] += sorted(doors)
    return facts
