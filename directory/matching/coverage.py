"""Where help is missing: how near the nearest help is, per need and municipality.

The matcher decides, as for the list: a service counts only if it is *known* to accept the person.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import StringIO

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from directory.matching.bitset import Bits
from directory.matching.matcher import Matcher, Question
from directory.models import CoverageLevel
from editorial.tables.cells import written


class Nearness(TextChoices):
    """How near the nearest help is organized."""

    LOCAL = "local", _("In the municipality")
    REGIONAL = "regional", _("In the region or province")
    NATIONAL = "national", _("Only in the whole country")
    NONE = "none", _("None that we know of")


NEARNESS_OF_LEVEL = {
    CoverageLevel.MUNICIPALITY: Nearness.LOCAL,
    CoverageLevel.FREE_REGION: Nearness.REGIONAL,
    CoverageLevel.REGION: Nearness.REGIONAL,
    CoverageLevel.PROVINCE: Nearness.REGIONAL,
    CoverageLevel.COUNTRY: Nearness.NATIONAL,
}


class Share(TextChoices):
    """How much of a province has help nearer than the whole country."""

    ALL = "all", _("Help in the region, everywhere")
    PART = "part", _("Help in the region, in part of it")
    NATIONAL = "national", _("National help")
    NONE = "none", _("Not known")


@dataclass(frozen=True, slots=True)
class Coverage:
    """The nearness of help by need and municipality, for one kind of victim."""

    by_need: Mapping[str, Mapping[str, Nearness]]

    @classmethod
    def of(cls, matcher: Matcher, person: Question, needs: Iterable[str]) -> "Coverage":
        """Ask for every need and municipality: 10,000 answers in about 20 ms."""
        levels = {
            municipality: list(matcher.serving(municipality))
            for municipality in matcher.geography.levels
        }
        found = {}
        for need in needs:
            accepting = matcher.known_to_accept(replace(person, need=frozenset({need})))
            found[need] = {
                municipality: _nearest(accepting, services)
                for municipality, services in levels.items()
            }
        return cls(found)

    def counts(self, need: str) -> Mapping[Nearness, int]:
        """Return in how many municipalities help for a need is how near."""
        return Counter(self.by_need[need].values())

    def gaps(self, need: str) -> Iterator[tuple[str, Nearness]]:
        """Yield the municipalities for which nothing nearer than the whole country is known."""
        for municipality, nearness in self.by_need[need].items():
            if nearness in {Nearness.NATIONAL, Nearness.NONE}:
                yield municipality, nearness

    def share(self, need: str, municipalities: Iterable[str]) -> Share:
        """Return how much of a province has help nearer than the whole country."""
        found = [self.by_need[need][code] for code in municipalities if code in self.by_need[need]]
        near = sum(nearness in {Nearness.LOCAL, Nearness.REGIONAL} for nearness in found)
        if near:
            return Share.ALL if near == len(found) else Share.PART
        return Share.NATIONAL if Nearness.NATIONAL in found else Share.NONE

    def as_csv(self, names: Mapping[str, str], labels: Mapping[str, str]) -> str:
        """Return a table with a row a municipality and a column a need, for a spreadsheet."""
        out = StringIO()
        writer = csv.writer(out)
        columns = ["code", "municipality", *(labels[need] for need in self.by_need)]
        writer.writerow(map(written, columns))
        for code in sorted(names, key=lambda code: names[code]):
            cells = (self.by_need[need][code].label for need in self.by_need)
            writer.writerow(map(written, [code, names[code], *cells]))
        return out.getvalue()


def _nearest(accepting: Bits, levels: Iterable[tuple[int, Bits]]) -> Nearness:
    for level, services in levels:
        if accepting & services:
            return NEARNESS_OF_LEVEL[CoverageLevel(level)]
    return Nearness.NONE
