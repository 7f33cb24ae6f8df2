"""Every postcode and every name that we know, written in any way, leads where it leads plainly."""

import unicodedata
from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.geography.places import find_place
from directory.geography.typed_names import closed_up, name_key, plain_text
from directory.models import Area, FormerMunicipality, Place, Postcode

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

DIGITS = {
    "as they are": "0123456789",
    "full width": "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19",
    "Arabic": "٠١٢٣٤٥٦٧٨٩",
    "Persian": "۰۱۲۳۴۵۶۷۸۹",
    "Devanagari": "०१२३४५६७८९",
}
INVISIBLE = ["", "\u200b", "\u200e", "\u200f", "\u2060", "\u00ad", "\ufeff", "\u202a"]


@lru_cache(maxsize=1)
def _postcodes() -> list[str]:
    return sorted(set(Postcode.objects.values_list("pc4", flat=True)))


@lru_cache(maxsize=1)
def _names() -> list[str]:
    places = Place.objects.values_list("name", flat=True)
    areas = Area.objects.municipalities().values_list("name_nl", flat=True)
    return sorted({*places, *areas})


@given(data=st.data())
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_way_to_write_a_postcode_finds_the_same(data: st.DataObject) -> None:
    plain = data.draw(st.sampled_from(_postcodes()))
    digits = plain.translate(
        str.maketrans("0123456789", data.draw(st.sampled_from([*DIGITS.values()])))
    )
    hidden = data.draw(st.sampled_from(INVISIBLE))
    letters = data.draw(st.sampled_from(["AB", "ab", "xz", "\uff3a\uff3a", "A B"]))
    between = data.draw(st.sampled_from(["", " ", "-", ".", "_", "\u00a0", "  ", " - "]))
    before = data.draw(st.sampled_from(["", "NL-", "NL ", "nl", "Dorpsstraat 1, ", "("]))
    behind = data.draw(st.sampled_from(["", " ", ")", ", Nederland", ".", " 🏠"]))
    typed = f"{hidden}{before}{digits}{hidden}{between}{letters}{hidden}{behind}"
    assert find_place(typed).municipalities == find_place(plain).municipalities != ()


def _changed(name: str, how: str) -> str:
    changes = {
        "small": name.lower(),
        "capitals": name.upper(),
        "without accents": "".join(
            letter
            for letter in unicodedata.normalize("NFD", name)
            if unicodedata.category(letter) != "Mn"
        ),
        "taken apart": unicodedata.normalize("NFD", name),
        "curly": name.replace("'", "’"),
        "spaces": name.replace("-", " "),
        "hyphens": name.replace(" ", "-"),
        "no spaces": name.replace(" ", ""),
        "Y": name.replace("IJ", "Y").replace("ij", "y"),
        "ligature": name.replace("IJ", "Ĳ").replace("ij", "ĳ"),
        "invisible": "\u200b".join(name),
        "gemeente": f"gemeente {name}",
        "country": f"{name}, Nederland",
        "quoted": f"“{name}”",
        "house": f"{name} 🏠",
        "padded": f"  {name}\t",
        "aan den": name.replace("aan den ", "a/d ").replace("aan de ", "a.d. "),
        "sint": name.replace("Sint ", "St. ").replace("Sint-", "St "),
    }
    return changes[how]


HOW = (
    "small|capitals|without accents|taken apart|curly|spaces|hyphens|no spaces|Y|ligature|invisible"
    "|gemeente|country|quoted|house|padded|aan den|sint"
).split("|")


@given(data=st.data(), how=st.sampled_from(HOW))
@settings(max_examples=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_way_to_write_a_name_finds_the_same(data: st.DataObject, how: str) -> None:
    name = data.draw(st.sampled_from(_names()))
    plain, written = find_place(name), find_place(_changed(name, how))
    assert set(plain.municipalities) <= set(written.municipalities), (name, how, written)


@given(st.text(max_size=120))
@settings(max_examples=300)
def test_plain_text_is_plain_and_stays_so(typed: str) -> None:
    text = plain_text(typed)
    assert plain_text(text) == text
    assert not any(unicodedata.category(character) in {"Cf", "Cc"} for character in text)


def test_every_name_we_know_is_found_and_none_but_a_choice_of_regions_hides_it() -> None:
    lost = [
        (place.name, place.municipality.code)
        for place in Place.objects.select_related("municipality")
        if place.municipality not in find_place(place.name).municipalities
    ]
    assert lost == []


def test_names_written_alike_are_not_mixed_up() -> None:
    """Places whose names fold apart share a key only if they lie in the same municipalities."""
    by_key: dict[str, dict[str, set[int]]] = {}
    for name, pk in Place.objects.exclude(kind="alias").values_list("name", "municipality_id"):
        folded = name_key(name).replace("y", "ij")
        by_key.setdefault(closed_up(name_key(name)), {}).setdefault(folded, set()).add(pk)
    mixed = {
        key: found for key, found in by_key.items() if len(set(map(frozenset, found.values()))) > 1
    }
    assert mixed == {}


def test_every_former_municipality_is_found_by_its_name() -> None:
    went_to: dict[str, set[Area]] = {}
    for former in FormerMunicipality.objects.select_related("current"):
        went_to.setdefault(former.old_name, set()).add(former.current)
    lost = [name for name, now in went_to.items() if not now & {*find_place(name).municipalities}]
    assert lost == []


def test_the_source_of_every_former_municipality_of_before_2015_is_noted() -> None:
    old = FormerMunicipality.objects.filter(date__lt="2015-01-01")
    assert old.count() > 600
    assert not old.exclude(note__startswith="national table 33").exists()
