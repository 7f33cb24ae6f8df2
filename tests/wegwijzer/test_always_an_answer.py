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
VICTIM: Said = frozenset({"victim"})

NEARNESS = ("local", "regional", "national", "fallback", "nobody")
HELPED = ("first", "beside")


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

    @property
    def needs(self) -> list[Said]:
        """Return every need, and none."""
        return self.answers("need")

    def people(self) -> Iterator[dict[str, Said]]:
        """Yield every combination of age, papers and exploitation."""
        facets = ("age", "residence_status", "exploitation")
        for said in product(*(self.answers(facet) for facet in facets)):
            yield dict(zip(facets, said, strict=True))

    def people_in_places(self) -> Iterator[tuple[dict[str, Said], str | None, int]]:
        """Yield every person in every place, with the number of municipalities it stands for.

        Those that the same services serve, of all that accept this person and take whoever comes,
        are the same to this person.
        """
        serving = {
            place: tuple(self.snapshot.matcher.serving(place)) if place else ()
            for place, _number in self.places
        }
        for person in self.people():
            helping = self.snapshot.matcher.known_to_accept(asking(None, **person)) & self.direct
            alike: dict[object, tuple[str | None, int]] = {}
            for place, number in self.places:
                served = tuple((level, bits & helping) for level, bits in serving[place])
                first, earlier = alike.get(served, (place, 0))
                alike[served] = (first, earlier + number)
            for place, number in alike.values():
                yield person, place, number

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

    @cached_property
    def civil(self) -> Bits:
        """Return those of them that need no new check and are no police."""
        return self.direct & ~self.snapshot.matcher.overdue & ~self.police


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
            assert len({(one.first, one.also) for one in found}) == 1
            assert len({everyone.snapshot.matcher.matching(one) for one in questions}) == 1


def test_everyone_has_a_first_contact_and_others_known_to_accept_and_to_serve(
    everyone: Product, record_property: Callable[[str, object], None]
) -> None:
    """One of the three meets the need and one is open, if anybody is known who does and is."""
    contacts, levels, helped = everyone.snapshot.first_contacts, Shares(), Shares(HELPED)
    matcher = everyone.snapshot.matcher
    bit_of = {key: 1 << index for index, key in enumerate(matcher.keys)}
    needs = [(need, matcher.accepting("need", need) if need else 0) for need in everyone.needs]
    open_at = [(moment, matcher.open_at(moment)) for moment in MOMENTS]
    for person, place, places in everyone.people_in_places():
        known = everyone.known(asking(place, **person)) & everyone.direct
        civil = everyone.known(asking(place, **person, audience=VICTIM)) & everyone.civil
        for (need, meeting), (moment, is_open) in product(needs, open_at):
            found = contacts.decide(asking(place, **person, need=need), moment)
            case = (place, person, need, moment)

            assert found.first is not None, case
            assert 1 <= len(found.also) <= 2, case
            first, second = bit_of[found.first], bit_of[found.also[0]]
            three = reduce(or_, (bit_of[key] for key in found.also), first)
            assert not three & ~known, case
            assert not second & (everyone.police | first), case
            assert not first & everyone.police or person["residence_status"] != WITHOUT_PAPERS, case
            assert three & is_open or not civil & is_open, case
            assert (first | second) & is_open or not three & is_open & ~everyone.police, case
            assert three & is_open or bit_of[found.opening or 0] & everyone.timed & known, case
            assert three & civil & meeting or not civil & meeting, case
            assert not found.is_fallback or not (known & meeting), case
            level = name_of(contacts.level(found.first, place))
            levels.count(need, "fallback" if found.is_fallback else level, places)
            if civil & meeting:
                helped.count(need, "first" if first & meeting else "beside", places)
    record_property("figures", levels.table("First contacts"))
    record_property("figures", helped.table("Needs that somebody known to accept meets"))


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
    """How often each need is answered in which of some ways."""

    def __init__(self, ways: tuple[str, ...] = NEARNESS) -> None:
        self.ways = ways
        self.counted: dict[str, Counter[str]] = {}

    def count(self, need: Said, way: str, weight: int) -> None:
        self.counted.setdefault("".join(need) or "(not said)", Counter())[way] += weight

    def table(self, title: str) -> str:
        combinations = sum(found.total() for found in self.counted.values())
        lines = [f"{title}: {combinations:,} combinations"]
        lines.append(f"{'':<16}" + "".join(f"{way:>10}" for way in self.ways))
        counted = {**self.counted, "(all)": Counter[str]()}
        for found in self.counted.values():
            counted["(all)"] += found
        for need, found in sorted(counted.items()):
            shares = "".join(f"{found[way] / found.total():>10.1%}" for way in self.ways)
            lines.append(f"{need:<16}{shares}")
        return "\n".join(lines)
