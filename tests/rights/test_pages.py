"""The public pages of rights, legislation, signs, publications and duties."""

import re
from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest
from django.test import Client

from directory.models import Service
from editorial.models import PublicationState
from rights.models import (
    RESIDENCE_STATUSES,
    Legislation,
    MunicipalDuty,
    Publication,
    Right,
    Signal,
)
from tests.pages import tight

pytestmark = pytest.mark.usefixtures("read_from_an_edition", "db")

STATUSES = [status.value for status in RESIDENCE_STATUSES]

RIGHTS, LEGISLATION = "/nl/rechten/", "/nl/wetgeving/"
PAGES = [
    RIGHTS,
    "/en/rights/",
    LEGISLATION,
    "/en/legislation/",
    "/nl/signalen/",
    "/en/signals/",
    "/nl/publicaties/",
    "/en/publications/",
    "/nl/cijfers/",
    "/en/figures/",
    "/nl/taken-van-gemeenten/",
    "/en/duties-of-municipalities/",
]


@pytest.fixture
def page(client: Client) -> Callable[[str], str]:
    def get(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content.decode()

    return get


def names_under(html: str, heading: str) -> list[str]:
    """Return the names of the rights below the heading with this anchor, in order."""
    part = html.split(f'id="{heading}"', 1)
    if len(part) == 1:
        return []
    section = re.split(r"<h2|</section>", part[1])[0]
    return re.findall(r'href="/nl/rechten/([a-z-]+)/[^>]*>[^<]+</a></h3>', tight(section))


@pytest.mark.parametrize("address", PAGES)
def test_the_page_is_there_in_both_languages(page: Callable[[str], str], address: str) -> None:
    assert "<h1" in page(address)


def test_every_right_and_every_instrument_has_a_page(page: Callable[[str], str]) -> None:
    """Each in one language, by turns: ``tests/site`` walks to all of them in both."""
    for model, paths in (
        (Right, ("/nl/rechten/", "/en/rights/")),
        (Legislation, ("/nl/wetgeving/", "/en/legislation/")),
    ):
        slugs = model.objects.order_by("slug").values_list("slug", flat=True)
        for slug, path in zip(slugs, cycle(paths), strict=False):
            assert "<h1" in page(f"{path}{slug}/")


def test_who_says_nothing_sees_every_right_and_is_refused_none(
    page: Callable[[str], str],
) -> None:
    html = page(RIGHTS)
    assert "veiligheid" in names_under(html, "yes")
    assert not names_under(html, "no")
    shown = names_under(html, "yes") + names_under(html, "only-if")
    assert len(shown) == Right.objects.count()


def test_what_is_said_moves_rights_to_yes_and_no(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?age=minor&status=asylum&situation=unaccompanied")
    assert "voogd" in names_under(html, "yes")
    assert "tijdelijke-vergunning" in names_under(html, "only-if")
    html = page(RIGHTS + "?step=crime_abroad")
    assert "schadefonds" in names_under(html, "no")


def test_what_is_for_other_people_is_counted_and_one_link_away(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?age=minor&status=asylum&need=shelter")
    shown = [name for part in ("yes", "only-if", "no") for name in names_under(html, part)]
    assert "eu-burgers" not in shown
    rest = Right.objects.count() - len(shown)
    assert f"{rest} rechten zijn voor andere mensen." in tight(html)
    assert f'href="{RIGHTS}?need=shelter"' in html.split('id="others"')[1]


def test_the_page_of_a_right_is_told_for_whom_it_is_asked(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?age=adult&status=dutch&step=reported&need=income&q=geld")
    assert 'href="/nl/rechten/toelage/?age=adult&amp;status=dutch&amp;step=reported"' in html


def test_a_need_orders_and_hides_nothing(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?need=wages")
    everything = [name for part in ("yes", "only-if", "no") for name in names_under(html, part)]
    assert len(everything) == Right.objects.count()
    assert names_under(html, "only-if")[0] == "loon"


def test_a_phase_leaves_out_what_belongs_to_another(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?phase=return")
    assert names_under(html, "only-if") == ["terugkeer"]


def test_typed_words_find_rights(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?q=minimumloon")
    found = names_under(html, "yes") + names_under(html, "only-if")
    assert "loon" in found
    assert len(found) < Right.objects.count()


def test_typed_words_find_what_is_said_to_some_people_only(page: Callable[[str], str]) -> None:
    assert "toelage" in names_under(page(RIGHTS + "?q=leefgeld"), "only-if")
    assert "zorg" in names_under(page(RIGHTS + "?q=polis&status=dutch"), "yes")


def test_words_that_nothing_has_lead_back_to_all_rights(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?q=xylofoonkwartet")
    assert f'href="{RIGHTS}"' in html


def test_a_chosen_answer_is_a_link_that_takes_it_away(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?age=minor&need=shelter")
    assert f'href="{RIGHTS}?need=shelter"' in html
    assert 'aria-current="true"' in html


def test_the_page_of_a_right_says_whether_it_holds_for_who_asks(page: Callable[[str], str]) -> None:
    html = tight(page("/en/rights/voogd/?age=minor&status=asylum&situation=unaccompanied"))
    who = html.split('id="who"')[1].split("</section>")[0]
    assert "You are entitled to this" in who
    assert "without a parent or guardian" not in who
    assert 'href="/en/rights/voogd/"' in who
    who = tight(page("/en/rights/voogd/?age=adult")).split('id="who"')[1].split("</section>")[0]
    assert "This is not for your situation" in who
    assert "A guardian is for people under 18." in who


def test_the_page_of_a_right_passes_on_who_asks(page: Callable[[str], str]) -> None:
    html = page("/nl/rechten/voogd/?age=minor&status=asylum&step=reported")
    person = "age=minor&amp;status=asylum"
    assert f'href="/nl/hulp/?need=shelter&amp;{person}"' in html
    assert f'href="/nl/rechten/?{person}&amp;step=reported"' in html
    assert f'href="/nl/rechten/?phase=shelter&amp;{person}&amp;step=reported"' in html


def test_the_page_of_a_right_names_only_help_for_who_asks(page: Callable[[str], str]) -> None:
    url = "/nl/rechten/opvang-wmo/"
    assert "/nl/hulp/comensha-opvang/" in page(url + "?age=adult")
    assert "/nl/hulp/comensha-opvang/" not in page(url + "?age=minor")


def test_the_page_of_a_right_speaks_to_who_asks(page: Callable[[str], str]) -> None:
    html = page("/en/rights/toelage/?age=adult&status=dutch").split("<main")[1].split("</main")[0]
    assert "municipality for social assistance" in html
    assert not re.search(r"\bCOA\b|B8/3|reflection|residence", html.split('id="law"')[0])
    assert "COA" in page("/en/rights/toelage/")
    assert "/en/legislation/participatiewet/" in html
    assert "/en/legislation/rvb/" not in html


def test_nobody_who_is_dutch_is_asked_about_a_right_to_stay(page: Callable[[str], str]) -> None:
    html = page(RIGHTS + "?status=dutch")
    for query in ("step=reflection", "step=b83_permit", "phase=reflection", "need=residence"):
        assert query in page(RIGHTS + "?status=eu")
        assert query not in html


@pytest.mark.parametrize("slug", ["aangifte", "niet-gestraft", "rechten-zonder-papieren", "asiel"])
def test_the_warning_stands_before_the_way_to_use_the_right(
    page: Callable[[str], str], slug: str
) -> None:
    right = Right.objects.get(slug=slug)
    html = page(f"/nl/rechten/{slug}/")
    warning, how = right.warning_nl or "", right.how_nl or ""
    assert html.index(warning.split(".")[0]) < html.index(how.split(". ")[-1])


def test_a_right_leads_to_its_articles_and_services(page: Callable[[str], str]) -> None:
    html = page("/nl/rechten/loon/")
    assert 'href="/nl/wetgeving/wml/#art-7"' in html
    assert 'href="/nl/hulp/fairwork-loon/"' in html
    assert 'href="/nl/hulp/?need=wages"' in html


def test_an_article_leads_to_the_rights_that_rest_on_it(page: Callable[[str], str]) -> None:
    html = page("/nl/wetgeving/wml/")
    assert 'id="art-7"' in html
    assert 'href="/nl/rechten/loon/"' in html


def test_a_service_leads_to_the_rights_that_it_makes_real(page: Callable[[str], str]) -> None:
    assert 'href="/nl/rechten/loon/"' in page("/nl/hulp/fairwork-loon/")


def test_an_article_leads_to_its_place_in_the_official_text(page: Callable[[str], str]) -> None:
    html = page("/nl/wetgeving/sr/")
    assert "https://wetten.overheid.nl/jci1.3:c:BWBR0001854&amp;artikel=273f" in html


def test_a_bill_says_that_it_is_not_law_and_what_would_change(page: Callable[[str], str]) -> None:
    html = page("/en/legislation/wetsvoorstel-36547/")
    assert "This is a plan, not a law." in html
    assert "What it would change" in html
    assert "In force" not in html


def test_only_what_does_not_simply_hold_is_marked(page: Callable[[str], str]) -> None:
    held = Legislation.objects.filter(legal_status="in_force").count()
    html = page("/en/legislation/")
    assert html.count('class="utrecht-status-badge ') == Legislation.objects.count() - held
    assert "utrecht-status-badge" not in page("/en/legislation/wmo2015/")


def test_an_act_names_the_plans_that_would_change_it(page: Callable[[str], str]) -> None:
    assert 'href="/en/legislation/wetsvoorstel-36547/"' in page("/en/legislation/sr/")


def test_plans_stand_apart_from_the_law(page: Callable[[str], str]) -> None:
    html = page("/en/legislation/")
    assert html.index("/en/legislation/sr/") < html.index("Plans that are not law")
    assert html.index("Plans that are not law") < html.index("/en/legislation/wrs/")


def test_every_statement_says_when_it_was_right_or_that_it_is_not_known(
    page: Callable[[str], str],
) -> None:
    assert "This was right on 1 July 2024." in page("/en/legislation/wsg/")
    assert "We do not know on which day this was right." in page("/en/rights/loon/")


def test_signs_for_professionals_stand_apart(page: Callable[[str], str]) -> None:
    html = page("/nl/signalen/")
    public, professional = html.split('id="professional"')
    assert "Iemand anders heeft het paspoort" in public
    assert "meldcode" in professional
    assert "meldcode" not in public.split('id="public"')[1]


def test_whom_to_call_about_signs_stands_there_with_the_number(
    page: Callable[[str], str],
) -> None:
    address = "/nl/hulp/meld-misdaad-anoniem-tip/"
    html = page("/nl/signalen/")
    assert f'href="{address}"' in html
    assert 'href="tel:08007000"' in html
    assert 'href="tel:08002000"' in html

    Service.objects.filter(slug="meld-misdaad-anoniem-tip").update(state=PublicationState.DRAFT)
    html = page("/nl/signalen/")
    assert address not in html
    assert 'href="tel:08007000"' not in html
    assert "Meld Misdaad Anoniem" in html


def test_publications_of_one_kind(page: Callable[[str], str]) -> None:
    html = page("/nl/publicaties/?kind=guidance")
    assert 'id="werkinstructie-o013"' in html
    assert 'id="het-beeld-van-2020"' not in html


@pytest.mark.parametrize("path", ["/nl/publicaties/", "/en/publications/"])
def test_every_publication_says_where_to_find_it(page: Callable[[str], str], path: str) -> None:
    """Where nobody knows who published it, our page of the agreement that it is about does."""
    articles = re.findall(r"<article.*?</article>", page(path), re.DOTALL)
    assert len(articles) == Publication.objects.count()
    for article in articles:
        facts = article.split("<details")[0]
        assert re.search(r'href="(?:https://[a-z]|/../(?:wetgeving|legislation)/)', facts), facts
        assert "niet bekend" not in facts.lower()
        assert "not known" not in facts


def test_a_link_to_a_publication_and_one_to_its_publisher_are_told_apart(
    page: Callable[[str], str],
) -> None:
    publication = Publication.objects.get(slug="het-beeld-van-2024")
    shown = tight(page("/en/publications/"))
    assert 'Look for it on the website:<span translate="no">www.comensha.nl' in shown
    publication.url = "https://publicaties.comensha.nl/het-beeld-van-2024"
    publication.save()
    shown = tight(page("/en/publications/"))
    assert 'Read it on the website:<span translate="no">publicaties.comensha.nl' in shown


def test_duties_begin_with_a_summary_and_who_is_responsible(page: Callable[[str], str]) -> None:
    html = page("/en/duties-of-municipalities/")
    summary = html.split('id="in-short"')[1].split("<section")[0]
    assert "Who is responsible:" in summary
    assert {f"#{duty.slug}" for duty in MunicipalDuty.objects.all()} == set(
        re.findall(r'href="(#[^"]+)"', summary)
    )
    assert summary.index("The law says so") < summary.index("Municipalities agreed to it")


@pytest.mark.parametrize(
    "path",
    ["/en/legislation/", "/en/legislation/wmo2015/", "/en/duties-of-municipalities/"],
)
def test_only_what_is_not_in_force_has_a_mark(page: Callable[[str], str], path: str) -> None:
    html = page(path)
    assert "In force" not in html
    marks = re.findall(r"utrecht-status-badge[^>]*>([^<]+)<", html)
    if path == "/en/legislation/":
        assert "Not yet law" in marks


def test_duties_name_their_law_guidance_and_contacts(page: Callable[[str], str]) -> None:
    html = page("/nl/taken-van-gemeenten/")
    assert 'href="/nl/wetgeving/wmo2015/#art-1-2-1"' in html
    assert 'href="/nl/publicaties/#basisniveau-bestuurlijke-aanpak"' in html
    assert 'href="/nl/organisaties/comensha/"' in html


def test_what_is_not_published_is_nowhere(client: Client) -> None:
    """One of each kind; the law and the publication are those that published duties name."""
    entries: list[Any] = [
        Right.objects.first(),
        Legislation.objects.get(slug="wmo2015"),
        Signal.objects.first(),
        Publication.objects.get(slug="basisniveau-bestuurlijke-aanpak"),
        MunicipalDuty.objects.last(),
    ]
    for entry in entries:
        field = next(f for f in ("name_nl", "text_nl", "title_nl") if hasattr(entry, f))
        setattr(entry, field, f"KANARIE {type(entry).__name__}")
        entry.state = PublicationState.DRAFT
        entry.save()
    details = [entry.get_absolute_url().split("#")[0] for entry in entries]
    for address in [*PAGES, *details, "/nl/hulp/politie-noodhulp-112/", f"{RIGHTS}veiligheid/"]:
        assert "KANARIE" not in client.get(address).content.decode(), address
    for detail in details[:2]:
        assert client.get(detail).status_code == 404
