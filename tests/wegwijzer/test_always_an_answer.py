"""Always an answer, proven: every combination of answers, for every municipality, at three moments.

Municipalities that the same services serve, each at the same level, cannot be told apart by the
matcher, because it asks nothing else of a municipality. One of each class stands for all of it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from operator import or_
from random import Random

import pytest

from directory.matching.bitset import Bits
from directory.matching.matcher import Question
from directory.matching.question import Circumstances
from directory.models.area import CoverageLevel
from directory.snapshot.snapshot import ServiceSnapshot, current_snapshot
from rights.models import Right
from rights.snapshot import RightsSnapshot, current_rights
from tests.wegwijzer.always_answer import EVENING, MOMENTS, asking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

Said = frozenset[str]
NOT_SAID: Said = frozenset()
WITHOUT_PAPERS: Said = frozenset({"third_no_permit"})


@dataclass
class Product:
    """Every answer to age, papers, exploitation and need, each also left open."""

    snapshot: ServiceSnapshot
    rights: RightsSnapshot

    @cached_property
    def classes(self) -> list[list[str]]:
        """Return the municipalities in classes that the matcher cannot tell apart."""
        alike: dict[object, list[str]] = {}
        for municipality in self.snapshot.matcher.geography.levels:
            serving = tuple(self.snapshot.matcher.serving(municipality))
            alike.setdefault(serving, []).append(municipality)
        return list(alike.values())

    @property
    def places(self) -> list[tuple[str | None, int]]:
        """Return one municipality of each class with the size of the class, and no place at all."""
        return [(None, 1), *((alike[0], len(alike)) for alike in self.classes)]

    def answers(self, facet: str) -> list[Said]:
        """Return "not said" and each code; a code that filters nothing is "not said" too."""
        codes = self.snapshot.matcher.vocabulary.codes(facet)
        return [NOT_SAID, *(frozenset({code}) for code in codes)]

    def people(self) -> Iterator[dict[str, Said]]:
        """Yield every combination of age, papers and exploitation."""
        facets = ("age", "residence_status", "exploitation")
        for said in product(*(self.answers(facet) for facet in facets)):
            yield dict(zip(facets, said, strict=True))

    def known(self, question: Question) -> Bits:
        """Return the services that the matcher knows to accept a person, and to serve the place.

        Who said no place is served by what serves the whole country.
        """
        matcher = self.snapshot.matcher
        serving = -1 if question.municipality else matcher.covering["NL"]
        return matcher.known_to_accept(question) & serving

    @cached_property
    def police(self) -> Bits:
        """Return the services of police, inspectorate and immigration."""
        return self.snapshot.matcher.tagged["enforcement"]

    @cached_property
    def timed(self) -> Bits:
        """Return the services whose opening hours are known."""
        return reduce(or_, self.snapshot.matcher.hours.values())

    @cached_property
    def direct(self) -> Bits:
        """Return the services to which a person can turn without a referral."""
        tagged = self.snapshot.matcher.tagged
        reached = tagged["channel:phone"] | tagged["channel:chat"] | tagged["channel:email"]
        return tagged["intake:direct"] & tagged["status:active"] & reached


@pytest.fixture
def everyone() -> Product:
    return Product(current_snapshot(), current_rights())


def test_municipalities_of_one_class_get_the_same_answers(everyone: Product) -> None:
    random = Random(3)
    decide = everyone.snapshot.first_contacts.decide
    people, needs = list(everyone.people()), everyone.answers("need")

    assert sum(map(len, everyone.classes)) == 342
    for municipalities in everyone.classes:
        for person in random.sample(people, 5):
            said = person | {"need": random.choice(needs)}
            questions = [asking(place, **said) for place in municipalities]
            found = [decide(question, EVENING) for question in questions]
            assert len({(one.first, one.alternative, one.open_now) for one in found}) == 1
            assert len({everyone.snapshot.matcher.matching(one) for one in questions}) == 1


def test_everyone_has_a_first_contact_and_an_alternative_known_to_accept_and_to_serve(
    everyone: Product, record_property: Callable[[str, object], None]
) -> None:
    contacts, shares = everyone.snapshot.first_contacts, Shares()
    bit_of = {key: 1 << index for index, key in enumerate(everyone.snapshot.matcher.keys)}
    for moment in MOMENTS:
        is_open = everyone.snapshot.matcher.open_at(moment)
        for (place, places), person in product(everyone.places, everyone.people()):
            known = everyone.known(asking(place, **person)) & everyone.direct
            for need in everyone.answers("need"):
                found = contacts.decide(asking(place, **person, need=need), moment)
                case = (place, person, need, moment)

                assert found.first is not None, case
                assert found.alternative is not None, case
                first, alternative = bit_of[found.first], bit_of[found.alternative]
                assert first & known, case
                assert alternative & known & ~everyone.police & ~first, case
                assert (
                    not first & everyone.police or person["residence_status"] != WITHOUT_PAPERS
                ), case
                if not first & is_open:
                    if found.open_now is not None:
                        assert bit_of[found.open_now] & is_open & known, case
                    else:
                        assert found.opening is not None, case
                        assert bit_of[found.opening] & everyone.timed & known, case
                level = name_of(contacts.level(found.first, place))
                shares.count(need, "fallback" if found.is_fallback else level, places)
    record_property("figures", shares.table("First contacts"))


def test_help_for_each_need_is_counted_by_how_near_it_is(
    everyone: Product, record_property: Callable[[str, object], None]
) -> None:
    matcher, shares = everyone.snapshot.matcher, Shares()
    for municipalities, person in product(everyone.classes, everyone.people()):
        serving = list(matcher.serving(municipalities[0]))
        known = everyone.known(asking(municipalities[0], **person))
        for need in everyone.answers("need")[1:]:
            helping = known & matcher.accepting("need", need)
            nearest = next((level for level, bits in serving if bits & helping), None)
            name = "nobody" if nearest is None else name_of(nearest)
            shares.count(need, name, len(municipalities))
    table = shares.table("Nearest help known to accept")
    record_property("figures", table)

    assert "nobody" in table


def test_every_right_has_the_right_one_of_its_three_values(everyone: Product) -> None:
    rights = everyone.rights
    rows = {
        right.pk: {pair: row.value for row in right.entitlements.all() for pair in row.people}
        for right in Right.objects.for_cards()
    }
    people = {pair for values in rows.values() for pair in values}
    for age, status in product(everyone.answers("age"), everyone.answers("residence_status")):
        verdict = rights.rulebook.decide(Circumstances(age=age, residence_status=status))
        may_be = [pair for pair in people if pair[0] in (age or {pair[0]})]
        may_be = [pair for pair in may_be if pair[1] in (status or {pair[1]})]

        for index, key in enumerate(rights.keys):
            values = {rows[key][pair] for pair in may_be}
            expected = values.pop() if len(values) == 1 else "only_if"
            assert verdict.value_of(index) == expected, (age, status, key)


def name_of(level: int | None) -> str:
    if level == CoverageLevel.MUNICIPALITY:
        return "local"
    return "national" if level == CoverageLevel.COUNTRY else "regional"


class Shares:
    """How often each need is answered from how near."""

    def __init__(self) -> None:
        self.counted: dict[str, Counter[str]] = {}

    def count(self, need: Said, level: str, weight: int) -> None:
        self.counted.setdefault("".join(need) or "(not said)", Counter())[level] += weight

    def table(self, title: str) -> str:
        levels = ("local", "regional", "national", "fallback", "nobody")
        combinations = sum(found.total() for found in self.counted.values())
        lines = [f"{title}: {combinations:,} combinations"]
        lines.append(f"{'':<16}" + "".join(f"{level:>10}" for level in levels))
        for need, found in sorted(self.counted.items()):
            shares = "".join(f"{found[level] / found.total():>10.1%}" for level in levels)
            lines.append(f"{need:<16}{shares}")
        return "\n".join(lines)
