"""Every name and postcode that somebody may type, in memory: one an edition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from directory.geography.typed_names import closed_up, name_key, sound_of, written_out
from directory.models import Area, AreaKind, AreaMember, Place, Postcode
from directory.search.spelling import Spelling
from editorial.reading.parts import EditionPart

MAX_WORDS_OF_A_NAME: Final = 6
MAX_GUESSES: Final = 6
_MIN_LENGTH_OF_BEGINNING: Final = 4

_REGION_KINDS: Final = (
    AreaKind.COUNTRY,
    AreaKind.PROVINCE,
    AreaKind.SAFETY_REGION,
    AreaKind.LABOUR_MARKET_REGION,
)
_OTHER_NAMES_OF_REGIONS: Final = {
    "NL": ("Holland", "NL", "The Netherlands", "heel Nederland"),
    "NL-DR": ("Dr",),
    "NL-FL": ("Fl",),
    "NL-FR": ("Fr", "Frl", "Friesland"),
    "NL-GE": ("Gld", "Ge"),
    "NL-GR": ("Gr", "Gn"),
    "NL-LI": ("L", "Lb"),
    "NL-NB": ("NB", "Brabant"),
    "NL-NH": ("NH",),
    "NL-OV": ("Ov", "O"),
    "NL-UT": ("U", "Ut"),
    "NL-ZE": ("Zld", "Z"),
    "NL-ZH": ("ZH",),
}
"""Provinces as people write them behind a place: Bergen (NH), Hengelo Gld."""

ISLANDS: Final = frozenset(
    name_key(name)
    for name in (
        "Bonaire",
        "Saba",
        "Sint Eustatius",
        "Statia",
        "Kralendijk",
        "Oranjestad",
        "The Bottom",
        "Caribisch Nederland",
        "Caribbean Netherlands",
        "BES",
        "BES-eilanden",
        "BES islands",
        "Aruba",
        "Curaçao",
        "Sint Maarten",
        "Saint Martin",
        "Willemstad",
        "Willemstad Curaçao",
        "Philipsburg",
    )
)
"""Names that lead to a page of their own: other numbers and other law hold there."""


class Named(NamedTuple):
    """A name as it is written, and the municipalities that it leads to, the one so called first."""

    name: str
    municipalities: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names by key, and the postcodes by their four digits."""

    written: list[str]
    """Every name as it is written, once, the municipalities first."""
    names: dict[str, Named]
    spaced: frozenset[str]
    """The keys with their spaces, for names within other words."""
    with_word: dict[str, list[str]]
    """The names of several words, closed up, that hold a word."""
    sounding: dict[str, list[str]]
    """The names, closed up, by how they sound."""
    regions: dict[str, Area]
    members: dict[str, frozenset[str]]
    """The codes of the municipalities in each region."""
    municipalities: dict[str, Area]
    postcodes: dict[str, tuple[Area, ...]]
    spelling: Spelling
    valid_until: datetime | None = None

    @classmethod
    def build(cls, _now: datetime) -> "Gazetteer":
        """Read and index everything, in four queries: about 0.1 s."""
        areas = list(Area.objects.order_by("folded_name", "pk"))
        municipalities = {area.pk: area for area in areas if area.kind == AreaKind.MUNICIPALITY}
        written = [
            *((name, area.pk) for area in municipalities.values() for name in names_of(area)),
            *Place.objects.order_by("folded_name", "pk").values_list("name", "municipality_id"),
        ]
        names: dict[str, Named] = {}
        spaced = set()
        for name, pk in written:
            spaced_key = name_key(name)
            spaced.add(spaced_key)
            for key in {closed_up(spaced_key), written_out(name)}:
                known = names.get(key, Named(name, ()))
                if municipalities[pk] not in known.municipalities:
                    names[key] = Named(known.name, (*known.municipalities, municipalities[pk]))
        by_code = {area.code: area for area in municipalities.values()}
        return cls(
            written=list(dict.fromkeys(name for name, _pk in written)),
            names=names,
            spaced=frozenset(spaced),
            with_word=_by_word(spaced),
            sounding=_by_sound(names),
            regions=_regions_by_key(areas),
            members=_members(),
            municipalities=by_code,
            postcodes=_postcodes(municipalities),
            spelling=Spelling(names),
        )

    def named(self, key: str) -> Named | None:
        """Return what a key names, closed up or not."""
        return self.names.get(closed_up(key))

    def region(self, key: str) -> Area | None:
        """Return the province, region or country that a key names."""
        return self.regions.get(closed_up(key))

    def in_region(self, region: Area) -> tuple[Area, ...]:
        """Return the municipalities of a region by name; of the country, none."""
        codes = self.members.get(region.code, frozenset())
        return tuple(area for code, area in self.municipalities.items() if code in codes)

    def guesses(self, key: str) -> list[Named]:
        """Return the names that may be meant by an unknown one, at most six: about 0.5 ms.

        Those that hold it as a word ("Helder"), sound like it ("Kuijk") or differ by a typing
        error; or else those that begin with it, if they are few.
        """
        word = closed_up(key)
        if len(word) < _MIN_LENGTH_OF_BEGINNING:
            return []
        near = [*self.with_word.get(key, ()), *self.sounding.get(sound_of(key), ())]
        near += self.spelling.nearest(word)
        if not near:
            near = [name for name in self.names if name.startswith(word)]
        fitting = list(dict.fromkeys(near))
        named = list(dict.fromkeys(self.names[name] for name in fitting))
        return named if len(named) <= MAX_GUESSES else []


def names_of(area: Area) -> Iterator[str]:
    """Yield what an area is called, in Dutch and in English where that differs."""
    yield from dict.fromkeys(filter(None, (area.name_nl, area.name_en)))


def _by_word(spaced: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in sorted(spaced):
        words = key.split()
        for word in words if len(words) > 1 else ():
            found.setdefault(word, []).append(closed_up(key))
    return found


def _by_sound(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(sound_of(name), []).append(name)
    return found


def _regions_by_key(areas: Iterable[Area]) -> dict[str, Area]:
    """Return the regions by the names that people know, a province before others so called."""
    found: dict[str, Area] = {}
    for kind in _REGION_KINDS:
        for area in areas:
            if area.kind == kind:
                for name in (*names_of(area), *_OTHER_NAMES_OF_REGIONS.get(area.code, ())):
                    found.setdefault(closed_up(name_key(name)), area)
    return found


def _members() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for region, code in AreaMember.objects.values_list("area__code", "municipality__code"):
        found.setdefault(region, set()).add(code)
    return {region: frozenset(codes) for region, codes in found.items()}


def _postcodes(municipalities: dict[int, Area]) -> dict[str, tuple[Area, ...]]:
    """Return where each postcode lies: where most of it does, or else wherever it spreads."""
    rows: dict[str, list[tuple[bool, Area]]] = {}
    for pc4, pk, main in Postcode.objects.order_by("pc4", "-main", "pk").values_list(
        "pc4", "municipality_id", "main"
    ):
        rows.setdefault(pc4, []).append((main, municipalities[pk]))
    return {
        pc4: tuple(area for main, area in found if main) or tuple(area for _main, area in found)
        for pc4, found in rows.items()
    }


_versioned = EditionPart("gazetteer", Gazetteer.build)


def current_gazetteer() -> Gazetteer:
    """Return the names of what is read now (see ``EditionPart``)."""
    return _versioned.current()
