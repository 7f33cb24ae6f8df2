"""Registered victims per year: one row of numbers for each who counts, and a drawing of one."""

import re

import pytest
from django.test import Client

from rights.figures import BASE, HEIGHT, TOP, WIDTH, count_series, draw_bars
from rights.models import Publication, VictimCount

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

RAPPORTEUR = {
    2018: 668,
    2019: 1334,
    2020: 984,
    2021: 791,
    2022: 814,
    2023: 868,
    2024: 944,
}
COMENSHA = {2019: 1372, 2020: 1013, 2021: 791}


def counts(numbers: dict[int, int]) -> list[VictimCount]:
    return [VictimCount(year=year, number=number) for year, number in numbers.items()]


def series() -> list[dict[int, int]]:
    return [
        {count.year: count.number for count in one.counts}
        for one in count_series(VictimCount.objects.newest_first())
    ]


def test_each_who_counts_has_a_row_of_numbers_of_its_own() -> None:
    assert series() == [RAPPORTEUR, COMENSHA]


def test_of_a_year_that_two_reports_count_the_newest_stands() -> None:
    older = Publication.objects.get(slug="cijfers-mensenhandel-2022")
    VictimCount.objects.create(publication=older, year=2024, number=1)
    assert series()[0] == RAPPORTEUR


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_report_that_is_not_published_counts_nothing(state: str) -> None:
    Publication.objects.filter(slug="cijfers-mensenhandel-2024").update(state=state)
    assert max(series()[0]) == 2022


def test_bars_stand_on_one_line_and_are_as_tall_as_their_numbers() -> None:
    bars = draw_bars(counts({2020: 50, 2021: 100, 2022: 25}))
    assert [bar.count.year for bar in bars] == [2020, 2021, 2022]
    assert {bar.y + bar.height for bar in bars} == {BASE}
    assert [bar.height for bar in bars] == [(BASE - TOP) * part for part in (0.5, 1, 0.25)]
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in bars)
    assert HEIGHT > BASE


def test_a_year_that_nobody_counted_leaves_a_gap() -> None:
    first, last = draw_bars(counts({2020: 1, 2022: 1}))
    assert last.x - first.x > 2 * first.width


def test_no_numbers_draw_nothing() -> None:
    assert draw_bars([]) == ()
    assert draw_bars(counts({2020: 0}))[0].height == 0


@pytest.mark.parametrize(
    ("url", "written", "warning"),
    [
        ("/nl/cijfers/", "1.334", "Zet getallen van twee tellingen nooit in één rij."),
        ("/en/figures/", "1,334", "Never put numbers from two counts in one row."),
    ],
)
def test_the_page_shows_numbers_with_their_source_and_a_warning(
    client: Client, url: str, written: str, warning: str
) -> None:
    page = client.get(url).content.decode()
    assert written in page
    assert warning in " ".join(page.split())
    assert len(re.findall(r"<rect ", page)) == len(RAPPORTEUR)
    for anchor in re.findall(r'href="#([a-z0-9-]+)"', page.split("<h1")[1]):
        assert f'id="{anchor}"' in page


@pytest.mark.parametrize("url", ["/nl/publicaties/", "/nl/taken-van-gemeenten/"])
def test_pages_for_professionals_lead_to_it(client: Client, url: str) -> None:
    assert 'href="/nl/cijfers/"' in client.get(url).content.decode()
