"""Always an answer, proven: every combination of answers, for every municipality, at three moments.

Municipalities that the same services serve, each at the same level, cannot be told apart by the
matcher, because it asks nothing else of a municipality. One of each class stands for all of it, and
so does one person of each kind that the decision cannot tell apart.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import product
from operator import or_
from random import Random

import pytest

from directory.first_contact.decision import has_papers
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
Person = dict[str, Said]
Asked = tuple[Person, str | None, int]
"""A person in a place, with the number of municipalities that it stands for."""

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

    @cached_property
    def meeting(self) -> list[tuple[Said, Bits]]:
        """Return every need, and none, with the services that meet it."""
        accepting = self.snapshot.matcher.accepting
        return [(need, accepting("need", need) if need else 0) for need in self.answers("need")]

    def people(self) -> Iterator[Person]:
        """Yield every combination of age, papers and exploitation."""
        facets = ("age", "residence_status", "exploitation")
        for said in product(*(self.answers(facet) for facet in facets)):
            yield dict(zip(facets, said, strict=True))

    @cached_property
    def kinds(self) -> list[list[Asked]]:
        """Return every person in every place, in kinds that whatever need cannot tell apart.

        For those of one kind are the same rules, and the same services help them at the same
        levels: the decision asks nothing else of a person and a place, and nor do the tests.
        """
        alike: dict[object, list[Asked]] = {}
        for person, (place, number) in product(self.people(), self.places):
            alike.setdefault(self.kind_of(person, place), []).append((person, place, number))
        return list(alike.values())

    def kind_of(self, person: Person, place: str | None) -> object:
        """Return all that is asked of a person in a place, the need aside."""
        contacts, question = self.snapshot.first_contacts, asking(place, **person)
        named, locality = contacts.person(question), contacts.candidates.locality(place)
        helped = contacts.helpers.helped(question, contacts.candidates.said)
        serving = contacts.helpers.served(place).serving
        needs_met = (helped.accepting & serving & meeting for _need, meeting in self.meeting)
        known, civil = self.known_to(person, place), self.civilians_known_to(person, place)
        levels = self.snapshot.matcher.serving(place) if place else ()
        return (
            (named.rules, named.able & locality.serving, named.reached, named.barred),
            (locality.is_known, *(named.able & nearer for nearer in locality.nearer)),
            (has_papers(question), person["residence_status"] == WITHOUT_PAPERS),
            tuple(map(bool, needs_met)),
            tuple(serving & bits for bits in (helped.able, helped.limited, helped.named)),
            (serving & helped.for_some_forms, known, civil),
            tuple((level, bits & (known | helped.able)) for level, bits in levels),
        )

    def known_to(self, person: Person, place: str | None) -> Bits:
        """Return those to whom a person can turn, known to accept it and to serve the place."""
        return self.known(asking(place, **person)) & self.direct

    def civilians_known_to(self, person: Person, place: str | None) -> Bits:
        """Return those of them that are for victims, need no new check and are no police."""
        return self.known(asking(place, **person, audience=VICTIM)) & self.civil

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


def test_people_of_one_kind_get_the_same_answers(everyone: Product) -> None:
    random, decide = Random(5), everyone.snapshot.first_contacts.decide

    for kind in everyone.kinds:
        need = random.choice(everyone.answers("need"))
        found = [
            decide(asking(place, **person, need=need), EVENING)
            for person, place, _number in (kind[0], random.choice(kind))
        ]
        assert found[0] == found[1], (need, kind)


def test_everyone_has_a_first_contact_and_others_known_to_accept_and_to_serve(
    everyone: Product, record_property: Callable[[str, object], None]
) -> None:
    """One of the three meets the need and one is open, if anybody is known who does and is."""
    contacts, levels, helped = everyone.snapshot.first_contacts, Shares(), Shares(HELPED)
    matcher = everyone.snapshot.matcher
    bit_of = {key: 1 << index for index, key in enumerate(matcher.keys)}
    kinds = [
        (
            *(*kind[0][:2], sum(number for _person, _place, number in kind)),
            *(everyone.known_to(*kind[0][:2]), everyone.civilians_known_to(*kind[0][:2])),
        )
        for kind in everyone.kinds
    ]
    # One moment after another: who is open is looked up once for each.
    for moment in MOMENTS:
        is_open = matcher.open_at(moment)
        for (person, place, number, known, civil), (need, meeting) in product(
            kinds, everyone.meeting
        ):
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
            levels.count(need, "fallback" if found.is_fallback else level, number)
            if civil & meeting:
                helped.count(need, "first" if first & meeting else "beside", number)
    record_property("figures", levels.table("First contacts"))
    record_property("figures", helped.table("Needs that somebody known to accept meets"))


def test_help_for_each_need_is_counted_by_how_near_it_is(
    everyone: Product, record_property: Callable[[str, object], None]
) -> None:
    matcher, shares = everyone.snapshot.matcher, Shares()
    people = Counter(
        matcher.known_to_accept(asking(None, **person)) for person in everyone.people()
    )
    for municipalities in everyone.classes:
        serving = list(matcher.serving(municipalities[0]))
        for (known, alike), (need, meeting) in product(people.items(), everyone.meeting[1:]):
            helping = known & meeting
            nearest = next((level for level, bits in serving if bits & helping), None)
            name = "nobody" if nearest is None else name_of(nearest)
            shares.count(need, name, alike * len(municipalities))
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
