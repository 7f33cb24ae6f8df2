"""What the sources of 2020 and later say about who does what in a region, and where it ends."""

from collections import Counter

import pytest
from django.db.models import Q

from directory.models import Area, AreaKind, AreaMember, Channel, Organization, Service
from directory.models.regional_confirmation import COORDINATION
from editorial.documents.document import document_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

REPORTING_POINTS = [
    "meldpunt-mensenhandel-flevoland",
    "meldpunt-mensenhandel-gelderland-midden",
    "meldpunt-mensenhandel-noord-en-oost-gelderland",
    "meldpunt-mensenhandel-rotterdam",
    "meldpunt-mensenhandel-utrecht",
]

INFERRED_AREAS = [
    "meldpunt-mensenhandel-rotterdam",
    "zorgcoordinatie-de-markiezaten",
    "zorgcoordinatie-eindhoven",
    "zorgcoordinatie-helmond",
    "zorgcoordinatie-tilburg",
    "zorgcoordinatie-west-brabant",
]

WITHOUT_A_NUMBER = [
    "meldpunt-mensenhandel-rotterdam",
    "zorgcoordinatie-de-markiezaten",
    "zorgcoordinatie-den-bosch",
    "zorgcoordinatie-groningen",
    "zorgcoordinatie-helmond",
    "zorgcoordinatie-ijsselland",
    "zorgcoordinatie-tilburg",
    "zorgcoordinatie-twente",
    "zorgcoordinatie-west-brabant",
    "zorgcoordinatie-zuid-limburg",
]
"""Of these no source prints a number; CoMensha's leads to them."""


def service(slug: str) -> Service:
    return Service.objects.get(slug=slug)


def doubt(slug: str, language: str = "nl") -> str:
    """Return what a service says is in doubt."""
    return str(document_of(service(slug))[f"doubt_{language}"])


def municipalities(slug: str) -> set[str]:
    """Return the names of the municipalities that a service is for."""
    areas = list(service(slug).service_areas.all())
    members = AreaMember.objects.filter(area__in=areas).values_list("municipality__name_nl")
    return {name for (name,) in members} | {
        area.name_nl for area in areas if area.kind == AreaKind.MUNICIPALITY
    }


@pytest.mark.parametrize(
    ("slug", "organization"),
    [
        ("zorgcoordinatie-groningen", "zvh-groningen"),
        ("zorgcoordinatie-drenthe", "ggd-drenthe"),
        ("zorgcoordinatie-west-brabant", "zvh-de-baronie"),
        ("zorgcoordinatie-de-markiezaten", "zvh-de-markiezaten"),
        ("zorgcoordinatie-den-bosch", "maatschappelijke-opvang-den-bosch"),
        ("meldpunt-mensenhandel-flevoland", "veilig-thuis-flevoland"),
        ("meldpunt-mensenhandel-rotterdam", "humanitas-rotterdam"),
    ],
)
def test_the_newest_source_says_who_does_it(slug: str, organization: str) -> None:
    assert service(slug).organization.slug == organization


def test_whom_a_newer_source_replaced_is_gone() -> None:
    assert not Organization.all_objects.filter(slug="mjd-groningen").exists()


@pytest.mark.parametrize(
    ("slug", "inside", "outside", "number"),
    [
        ("zorgcoordinatie-zeeland", {"Goes", "Reimerswaal"}, {"Tholen"}, 12),
        ("zorgcoordinatie-de-markiezaten", {"Tholen", "Moerdijk", "Rucphen"}, {"Zundert"}, 8),
        ("zorgcoordinatie-west-brabant", {"Breda", "Alphen-Chaam"}, {"Moerdijk", "Tilburg"}, 8),
        ("zorgcoordinatie-tilburg", {"Tilburg", "Gilze en Rijen", "Waalwijk"}, {"Breda"}, 7),
        ("zorgcoordinatie-eindhoven", {"Eindhoven", "Veldhoven"}, {"Helmond", "Deurne"}, 15),
        ("zorgcoordinatie-helmond", {"Helmond", "Deurne", "Someren"}, {"Eindhoven"}, 6),
        ("zorgcoordinatie-noord-holland", {"Haarlem", "Hoorn", "Den Helder"}, {"Hilversum"}, 32),
        ("zorgcoordinatie-amsterdam", {"Amsterdam", "Amstelveen"}, {"Haarlem"}, 6),
        ("zorgcoordinatie-zuid-limburg", {"Heerlen", "Voerendaal"}, {"Roermond"}, 16),
        ("zorgcoordinatie-twente", {"Enschede", "Hof van Twente"}, {"Deventer"}, 14),
        ("meldpunt-mensenhandel-flevoland", {"Dronten", "Urk", "Almere"}, {"Zwolle"}, 6),
        ("meldpunt-mensenhandel-rotterdam", {"Rotterdam", "Dordrecht"}, {"Delft"}, 23),
    ],
)
def test_a_region_ends_where_the_sources_say(
    slug: str, inside: set[str], outside: set[str], number: int
) -> None:
    found = municipalities(slug)
    assert inside <= found
    assert not outside & found
    assert len(found) == number


@pytest.mark.parametrize("slug", INFERRED_AREAS)
def test_a_border_that_no_source_prints_is_called_inferred(slug: str) -> None:
    assert "afgeleid" in doubt(slug)
    assert "inferred" in doubt(slug, "en")


def test_no_municipality_has_two_care_coordinators() -> None:
    """Gelderland apart: one list names Moviera for all of it, and parts of it as well."""
    found: Counter[str] = Counter()
    regional = Service.objects.filter(needs__code=COORDINATION).exclude(
        service_areas__kind=AreaKind.COUNTRY
    )
    for slug in regional.values_list("slug", flat=True).distinct():
        found.update(municipalities(slug))
    gelderland = Area.objects.get(code="NL-GE")
    names = AreaMember.objects.filter(area=gelderland).values_list(
        "municipality__name_nl", flat=True
    )
    assert [name for name, times in found.items() if times > 1 and name not in names] == []


@pytest.mark.parametrize("slug", WITHOUT_A_NUMBER)
def test_no_number_is_made_up_where_no_source_prints_one(slug: str) -> None:
    phones = service(slug).channels.filter(kind="phone")
    assert [channel.key for channel in phones] == ["comensha-phone"]


def test_no_number_of_the_criminal_intelligence_team_is_published() -> None:
    organization = Organization.all_objects.get(slug="nla-tci")
    assert not organization.channels.exclude(kind="web").exists()


class TestWhoMayCome:
    @pytest.mark.parametrize(
        "slug",
        [
            "zorgcoordinatie-drenthe",
            "zorgcoordinatie-twente",
            "meldpunt-mensenhandel-flevoland",
            "meldpunt-mensenhandel-rotterdam",
        ],
    )
    def test_victims_may_where_a_source_says_so(self, slug: str) -> None:
        assert service(slug).intake == "direct"
        assert "victim" in service(slug).audiences

    def test_coordination_elsewhere_asks_for_a_referral(self) -> None:
        regional = Service.objects.filter(slug__startswith="zorgcoordinatie-", intake="direct")
        assert set(regional.values_list("slug", flat=True)) == {
            "zorgcoordinatie-drenthe",
            "zorgcoordinatie-twente",
        }

    @pytest.mark.parametrize(
        "slug",
        [
            "meldpunt-mensenhandel-gelderland-midden",
            "meldpunt-mensenhandel-noord-en-oost-gelderland",
        ],
    )
    def test_where_no_source_says_so_victims_are_not_sent(self, slug: str) -> None:
        assert "victim" not in service(slug).audiences


class TestReportingPoints:
    @pytest.mark.parametrize("slug", REPORTING_POINTS)
    def test_they_take_people_from_their_region_only(self, slug: str) -> None:
        assert service(slug).intake == "direct"
        assert not service(slug).service_areas.filter(kind=AreaKind.COUNTRY).exists()

    @pytest.mark.parametrize("slug", REPORTING_POINTS)
    def test_they_coordinate_no_care(self, slug: str) -> None:
        assert not service(slug).needs.filter(code=COORDINATION).exists()

    def test_that_of_flevoland_answers_day_and_night_and_without_a_name(self) -> None:
        point = service("meldpunt-mensenhandel-flevoland")
        channels = {channel.kind: channel for channel in point.channels.all()}
        assert channels["phone"].value == "+31882220500"
        assert channels["phone"].opening_hours == "24/7"
        assert channels["chat"].opening_hours == "Mo-Fr 09:00-17:00"
        assert point.anonymous_possible == "yes"

    def test_a_regional_number_is_not_that_of_the_whole_country(self) -> None:
        national = Organization.objects.get(slug="veilig-thuis").channels.filter(kind="phone")
        assert [channel.value for channel in national] == ["+318002000"]


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("zorgcoordinatie-gooi-en-vechtstreek", "proef van een jaar"),
        ("zorgcoordinatie-de-markiezaten", "proef van een jaar"),
        ("zorgcoordinatie-noord-en-midden-limburg", "Bij welke organisatie, stond er niet bij"),
        ("zorgcoordinatie-flevoland", "niet bij welke organisatie"),
        ("zorgcoordinatie-drenthe", "juli 2021"),
        ("zorgcoordinatie-tilburg", "2020"),
        ("zorgcoordinatie-helmond", "2019"),
        ("zorgcoordinatie-den-bosch", "Engelse lijst"),
    ],
)
def test_what_is_old_or_unsure_says_so(slug: str, words: str) -> None:
    assert words in doubt(slug)


def test_every_number_of_a_region_says_of_when_it_is_unless_it_is_national() -> None:
    regional = Channel.objects.filter(
        kind="phone", services__slug__regex="^(zorgcoordinatie|meldpunt-mensenhandel)-"
    ).exclude(key__in=["comensha-phone", "veilig-thuis-phone"])
    assert not regional.filter(Q(doubt_nl=None) | Q(doubt_nl="")).exists()


def test_each_says_from_which_source_it_is_known_but_what_only_the_old_list_names() -> None:
    silent = Service.objects.filter(
        slug__regex="^(zorgcoordinatie|meldpunt-mensenhandel)-", facts=None
    )
    assert set(silent.values_list("slug", flat=True)) == {
        "zorgcoordinatie-gelderland",
        "zorgcoordinatie-noord-en-oost-gelderland",
        "zorgcoordinatie-utrecht",
    }


def test_each_number_of_a_reporting_point_says_from_which_source_it_is() -> None:
    for slug in REPORTING_POINTS:
        organization = service(slug).organization
        sourced = set(organization.facts.exclude(channel="").values_list("channel", flat=True))
        own = organization.channels.exclude(certainty="C").values_list("key", flat=True)
        assert set(own) <= sourced, slug
