"""Who does what, when: organizations down, phases across."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from directory.matching.matcher import Question
from directory.models import Phase, Service
from directory.snapshot.snapshot import current_snapshot
from tests.pages import tight
from wegwijzer.matrix.owners import current_owners
from wegwijzer.matrix.table import columns_of, matrix_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    code: str = request.param
    translation.activate(code)
    return code


def matrix(client: Client, **asked: Any) -> str:
    response = client.get(reverse("who_does_what"), asked)
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def table_of(page: str) -> list[list[str]]:
    """Return the words of the table's cells, row by row, headings included."""
    table = page.split("<table")[1].split("</table>", maxsplit=1)[0]
    return [
        [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split())
            for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)
    ]


def test_phases_stand_across_and_organizations_down_with_headings_for_both(
    client: Client, language: str
) -> None:
    page = matrix(client)
    head, *rows = table_of(page)

    assert len(head) == 6
    assert all(len(row) == 6 and row[0] for row in rows)
    assert page.count('scope="col"') == 6
    assert page.count('scope="row"') == len(rows)
    assert "<caption" in page


def test_the_four_phases_open_to_ten(client: Client, language: str) -> None:
    link = re.search(r'href="([^"]*phases=all[^"]*)"', matrix(client))
    assert link

    page = client.get(link[1]).content.decode()

    assert len(table_of(page)[0]) == 1 + len(Phase)
    assert reverse("who_does_what") in re.findall(r'href="([^"]*)"', page.split("<main")[1])


def test_every_cell_says_what_the_organization_does_in_that_phase(client: Client) -> None:
    translation.activate("en")
    head, *rows = table_of(matrix(client, phases="all"))
    cell = {(row[0], phase): text for row in rows for phase, text in zip(head, row, strict=True)}
    comensha = Service.objects.get(slug="comensha-helpdesk")

    for phase in Phase:
        does = comensha.name in cell["CoMensha", str(phase.label)]
        assert does == (phase in comensha.phases)


def test_the_list_for_a_telephone_says_the_same_phase_by_phase(client: Client) -> None:
    translation.activate("en")
    page = matrix(client)
    lists = tight(page.split('class="ww-matrix-lists')[1]).split("</section></section>")[0]

    assert re.findall(r"<h3[^>]*>([^<]+)</h3>", lists)[:2] == ["Detecting", "Protecting"]
    in_table = set(re.findall(r'href="(/en/help/[^"]+)"', page.split("</table>")[0]))
    in_lists = set(re.findall(r'href="(/en/help/[^"]+)"', lists))
    assert in_table == in_lists


def test_a_place_leaves_out_who_does_not_serve_it_and_puts_the_nearest_first(
    client: Client,
) -> None:
    translation.activate("en")
    everywhere = matrix(client)
    here = matrix(client, municipality="GM0228")

    total = [int(re.search(r"(\d+) organisations", page)[1]) for page in (everywhere, here)]  # type: ignore[index]
    assert total[1] < total[0]
    levels = re.findall(
        r'<span class="ww-matrix__level">([^<]+)</span>', tight(here).split("</table>")[0]
    )
    assert levels == sorted(levels, key=lambda level: level == "In the whole country")


def test_the_matrix_holds_exactly_what_the_matcher_finds() -> None:
    snapshot, owners = current_snapshot(), current_owners()
    question = Question(need=frozenset({"shelter"}), municipality="GM0363")

    page = matrix_page(question, columns_of((), all_phases=True), snapshot.matcher, owners, page=1)

    found = {match.key for match in snapshot.matcher.ranked(question, limit=1_000)}
    expected = {service.organization_id for service in Service.objects.filter(pk__in=found)}
    assert {row.organization.pk for row in page.rows} == expected
    assert page.total == len(expected)


def test_for_whom_can_be_chosen_and_taken_away(client: Client, language: str) -> None:
    page = matrix(client, age="minor", exploitation="labour")

    assert re.search(r'aria-current="true"', page)
    assert reverse("who_does_what") + "?age=minor" in page


@pytest.mark.bad_input
@pytest.mark.parametrize(
    "asked",
    [
        {"page": "999"},
        {"page": "-1"},
        {"phases": "some"},
        {"phase": "reflection"},
        {"phase": "nonsense", "phases": "all"},
        {"municipality": "GM9999"},
        {"place": "Atlantis"},
        {"place": "Bergen"},
        {"q": "opvang", "open_now": "1"},
        {"q": "xyzzy"},
        {"age": "minor", "need": "exit", "gender": "man", "status": "dutch"},
        {"place": "\x00<script>"},
    ],
)
def test_whatever_is_asked_gets_a_page(
    client: Client, language: str, asked: dict[str, str]
) -> None:
    assert "<script>alert" not in matrix(client, **asked)


def test_all_pages_together_show_every_organization_once(client: Client) -> None:
    translation.activate("en")
    names: list[str] = []
    for number in range(1, 10):
        page = matrix(client, page=str(number))
        names += re.findall(r'scope="row"><a[^>]*\shref="([^"]+)"', tight(page))
        if 'rel="next"' not in page:
            break

    assert len(names) == len(set(names))
    assert len(names) == len({row for row in current_owners().organizations if _has_services(row)})


def _has_services(organization: int) -> bool:
    return Service.objects.filter(organization=organization).exists()


def test_queries_are_constant(
    client: Client, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    matrix(client)
    for asked in ({}, {"phases": "all"}, {"municipality": "GM0363", "age": "minor"}):
        with django_assert_max_num_queries(8):
            matrix(client, **asked)
