"""Who does what, when: organizations down, phases across."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from directory.formats.folding import fold
from directory.matching.matcher import Question
from directory.models import Phase, Service
from directory.snapshot.snapshot import current_snapshot
from tests.pages import tight
from wegwijzer.matrix import table
from wegwijzer.matrix.owners import current_owners
from wegwijzer.matrix.table import columns_of, matrix_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


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
        does = comensha.name in cell[str(comensha.organization), str(phase.label)]
        assert does == (phase in comensha.phases)


def test_words_tell_who_leads_in_a_phase_from_who_helps(client: Client) -> None:
    translation.activate("en")
    head, *rows = table_of(matrix(client, phases="all"))
    cells = [
        (row[0], phase, text)
        for row in rows
        for phase, text in list(zip(head, row, strict=True))[1:]
        if text
    ]
    assert all(text.startswith(("Leads ", "Helps ")) for _name, _phase, text in cells)
    leading = {(name, phase) for name, phase, text in cells if text.startswith("Leads ")}
    assert ("Public Prosecution Service", str(Phase.CRIMINAL.label)) in leading
    assert ("Public Prosecution Service", str(Phase.COMPENSATION.label)) not in leading
    assert len(leading) < len(cells) / 2


def test_nobody_leads_where_it_does_nothing() -> None:
    service = Service.objects.get(slug="openbaar-ministerie-strafzaak")
    service.leading_phases = ["return"]
    with pytest.raises(ValidationError) as refused:
        service.clean()
    assert "leading_phases" in refused.value.message_dict


def test_full_names_are_sorted_as_they_are_shown(client: Client, language: str) -> None:
    names = [row[0] for row in table_of(matrix(client))[1:]]
    assert names == sorted(names, key=fold)
    assert not set(names) & {"OM", "IND", "COA", "CSG"}


def test_regional_care_coordinators_stand_apart_from_who_works_everywhere(client: Client) -> None:
    translation.activate("en")
    page = matrix(client)
    table, apart = page.split("</table>")
    for place in ("twente", "zeeland", "utrecht"):
        assert f"/en/help/zorgcoordinatie-{place}/" not in table
        assert f"/en/help/zorgcoordinatie-{place}/" in apart
    assert "/en/help/comensha-helpdesk/" in table


def test_a_telephone_can_choose_each_phase_that_is_a_column(client: Client, language: str) -> None:
    for asked, number in (({}, 5), ({"phases": "all"}, 10), ({"phase": "criminal"}, 1)):
        page = matrix(client, **asked)
        assert re.findall(r'type="radio"[^>]*\sid="shown-(\d+)"', page) == [
            str(place) for place in range(1, number + 1)
        ]
        for filled, row in zip(
            re.findall(r'data-in="([^"]*)"', page), table_of(page)[1:], strict=True
        ):
            assert filled.split() == [
                str(place) for place, text in enumerate(row) if place and text
            ]


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

    page = matrix_of(question, columns_of((), all_phases=True), snapshot.matcher, owners)

    found = {match.key for match in snapshot.matcher.ranked(question, limit=1_000)}
    services = Service.objects.filter(pk__in=found)
    shown = {entry.key for row in page.rows for cell in row.cells for entry in cell.entries}
    apart = {coordinator.service.url for coordinator in page.coordinators}
    assert shown <= found
    assert {service.get_absolute_url() for service in services if service.pk not in shown} == apart
    assert page.total == len({service.organization_id for service in services})


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


def test_one_page_shows_every_organization(client: Client) -> None:
    translation.activate("en")
    page = matrix(client)
    shown = set(re.findall(r'href="/en/help/([^"/?]+)/"', page.split("</form>", 1)[1]))
    assert shown == set(Service.objects.values_list("slug", flat=True))
    assert 'rel="next"' not in page


def test_more_organizations_than_a_reader_can_use_are_named_as_left_out(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    translation.activate("en")
    monkeypatch.setattr(table, "MAX_ROWS", 5)
    page = matrix(client)
    assert len(table_of(page)) <= 1 + 5
    assert re.search(r"\d+ organisations are not shown. Choose a place", " ".join(page.split()))


def test_queries_are_constant(
    client: Client, language: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    matrix(client)
    for asked in ({}, {"phases": "all"}, {"municipality": "GM0363", "age": "minor"}):
        with django_assert_max_num_queries(8):
            matrix(client, **asked)
