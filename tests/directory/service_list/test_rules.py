"""The rules of the list of services, each on a directory of a few made-up services."""

from datetime import timedelta

import pytest
from django.utils import timezone

from directory.models import (
    AreaKind,
    ExploitationForm,
    FirstContactOption,
    FirstContactRule,
    Service,
    Situation,
)
from tests.directory.builders import (
    make_area,
    make_channel,
    make_country,
    make_need,
    make_organization,
    make_region,
    make_service,
)
from tests.pages import get
from tests.strict_queries import bad_input

pytestmark = pytest.mark.usefixtures("empty_directory")


def names(asked: str) -> list[str]:
    """Return the English names of the services found, in order."""
    page = get(f"/en/help/?{asked}")
    return page.results if page.total else []


class TestNeed:
    def test_one_of_several_needs_is_enough(self) -> None:
        for need in ("talk", "legal", "shelter"):
            make_service(name_nl=need, name_en=need, needs=(need,))
        assert names("need=talk&need=shelter") == ["shelter", "talk"]

    def test_a_wider_need_takes_the_narrower_along_and_never_the_reverse(self) -> None:
        make_need("bed", kind_of=make_need("shelter"))
        make_service(name_nl="wide", name_en="wide", needs=("shelter",))
        make_service(name_nl="narrow", name_en="narrow", needs=("bed",))
        assert names("need=bed") == ["narrow", "wide"]
        assert names("need=shelter") == ["wide"]

    def test_each_facet_narrows_further(self) -> None:
        make_service(name_nl="a", name_en="a", phases=["care"], audiences=["victim"])
        make_service(name_nl="b", name_en="b", phases=["care"], audiences=["professional"])
        make_service(name_nl="c", name_en="c", phases=["shelter"], audiences=["victim"])
        assert names("phase=care") == ["a", "b"]
        assert names("phase=care&audience=victim") == ["a"]


class TestPerson:
    def test_what_is_for_a_person_comes_before_what_is_for_everyone_and_what_is_not_known(
        self,
    ) -> None:
        make_service(name_nl="a", name_en="not known", age_rule="unknown")
        make_service(name_nl="b", name_en="everyone", age_rule="any")
        make_service(name_nl="c", name_en="minors", age_rule="only", age_groups=["minor"])
        make_service(name_nl="d", name_en="adults", age_rule="only", age_groups=["adult"])
        assert names("age=minor") == ["minors", "everyone", "not known"]

    def test_what_is_not_known_says_so_and_only_that_does(self) -> None:
        make_service(name_nl="a", name_en="not known", age_rule="unknown")
        make_service(name_nl="b", name_en="everyone", age_rule="any")
        page = get("/en/help/?age=minor")
        assert "Not known if it fits: How old?" in page.facts("not known")
        assert "Not known if it fits" not in page.facts("everyone")

    def test_what_fits_says_why(self) -> None:
        make_service(name_nl="a", name_en="minors", age_rule="only", age_groups=["minor"])
        assert "Fits your choice: Under 18" in get("/en/help/?age=minor").facts("minors")

    def test_a_young_adult_is_an_adult_and_not_the_reverse(self) -> None:
        make_service(name_nl="a", name_en="adults", age_rule="only", age_groups=["adult"])
        make_service(name_nl="b", name_en="young", age_rule="only", age_groups=["young_adult"])
        assert names("age=young_adult") == ["adults", "young"]
        assert names("age=adult") == ["adults"]

    def test_a_permit_takes_dependent_permits_along_unless_they_are_excluded(self) -> None:
        permit = {"residence_rule": "only", "residence_statuses": ["third_permit"]}
        make_service(name_nl="a", name_en="all", **permit)
        make_service(
            name_nl="b", name_en="not these", excluded_residence_statuses=["ukraine"], **permit
        )
        assert names("status=third_permit") == ["all", "not these"]
        assert names("status=ukraine") == ["all"]
        assert names("status=permit_depends") == ["all", "not these"]

    @pytest.mark.parametrize("asked", ["status=unknown", "exploitation=unknown", "gender=any"])
    def test_an_answer_that_says_nothing_filters_nothing(self, asked: str) -> None:
        make_service(name_nl="a", name_en="a", residence_rule="only", residence_statuses=["eu"])
        make_service(name_nl="b", name_en="b", gender_rule="only", genders=["man"])
        assert names(asked) == ["a", "b"]

    def test_forms_and_situations_of_the_vocabulary_filter_too(self) -> None:
        labour = ExploitationForm.objects.create(code="labour", label_nl="werk", label_en="work")
        pregnant = Situation.objects.create(
            code="pregnant", label_nl="zwanger", label_en="pregnant"
        )
        for relation, term in (("exploitation", labour), ("situation", pregnant)):
            service = make_service(
                name_nl=relation, name_en=relation, **{f"{relation}_rule": "only"}
            )
            getattr(service, "situations" if relation == "situation" else "exploitation_forms").set(
                [term]
            )
        assert names("exploitation=labour") == ["exploitation", "situation"]
        assert names("exploitation=labour&situation=pregnant") == ["exploitation", "situation"]


class TestMunicipality:
    @pytest.fixture(autouse=True)
    def _map(self, empty_directory: None) -> None:
        here, there = make_area("GM0001", name_en="Here"), make_area("GM0002")
        services = {
            "here": here,
            "care": make_region("care-x", AreaKind.FREE_REGION, here),
            "region": make_region("VR01", AreaKind.SAFETY_REGION, here),
            "province": make_region("NL-DR", AreaKind.PROVINCE, here),
            "country": make_country(),
            "there": there,
            "other region": make_region("VR02", AreaKind.SAFETY_REGION, there),
        }
        for name, area in reversed(services.items()):
            make_service(name_nl=name, name_en=name, areas=(area,))

    def test_the_nearest_level_comes_first_and_nothing_else_is_there(self) -> None:
        assert names("municipality=GM0001") == ["here", "care", "region", "province", "country"]

    def test_each_result_says_at_which_level_it_helps(self) -> None:
        page = get("/en/help/?municipality=GM0001")
        assert [page.facts(name).split("Where it helps: ")[1][:20] for name in page.results] == [
            "In your municipality",
            "In your region How s",
            "In your wider region",
            "In your province How",
            "In the whole country",
        ]

    def test_a_service_with_several_areas_stands_once_at_its_nearest(self) -> None:
        service = Service.objects.get(name_en="country")
        service.service_areas.add(*Service.objects.get(name_en="here").service_areas.all())
        assert names("municipality=GM0001").count("country") == 1
        assert "In your municipality" in get("/en/help/?municipality=GM0001").facts("country")

    def test_the_person_counts_before_the_place(self) -> None:
        Service.all_objects.filter(name_en="country").update(age_rule="only", age_groups=["minor"])
        assert names("municipality=GM0001&age=minor")[0] == "country"


class TestOrder:
    def test_without_a_question_by_dutch_name_in_both_languages(self) -> None:
        make_service(name_nl="Éen", name_en="zzz")
        make_service(name_nl="drie", name_en="mmm")
        make_service(name_nl="Zes", name_en="aaa")
        assert names("") == ["mmm", "zzz", "aaa"]
        assert get("/nl/hulp/").results == ["drie", "Éen", "Zes"]

    def test_what_was_checked_too_long_ago_comes_last_and_says_so(self) -> None:
        old = make_service(name_nl="a", name_en="old", age_rule="only", age_groups=["minor"])
        make_service(name_nl="b", name_en="new", age_rule="unknown")
        long_ago = timezone.now() - timedelta(days=800)
        Service.all_objects.filter(pk=old.pk).update(first_published_at=long_ago)
        assert names("age=minor") == ["new", "old"]

    def test_twenty_results_are_a_page(self) -> None:
        for number in range(45):
            make_service(name_nl=f"{number:02}", name_en=f"{number:02}")
        assert len(names("")) == 20
        assert names("page=3") == ["40", "41", "42", "43", "44"]
        assert names("page=99") == ["40", "41", "42", "43", "44"]


class TestOpenNow:
    def test_only_what_is_known_to_be_open_stays(self) -> None:
        organization = make_organization()
        always = make_channel(organization, opening_hours="24/7")
        never = make_channel(organization, opening_hours="Jan 01 00:00-00:01")
        for name, channels in (("open", [always]), ("closed", [never]), ("not known", [])):
            make_service(name_nl=name, name_en=name, organization=organization, channels=channels)
        assert names("open_now=1") == ["open"]
        assert names("") == ["open", "closed", "not known"]
        with bad_input():
            assert names("open_now=no") == ["open", "closed", "not known"]

    def test_hours_of_the_service_count_before_those_of_its_channels(self) -> None:
        organization = make_organization()
        always = make_channel(organization, opening_hours="24/7")
        make_service(
            organization=organization, channels=[always], opening_hours="Jan 01 00:00-00:01"
        )
        assert names("open_now=1") == []


class TestFallback:
    def make_fallback(self, slug: str, *ages: str) -> Service:
        service = make_service(name_nl=slug, name_en=slug, needs=("emergency",))
        rule = FirstContactRule.all_objects.create(
            slug=slug,
            name_nl=slug,
            reason_nl=slug,
            age_groups=list(ages),
            is_fallback=True,
            state="published",
        )
        FirstContactOption.objects.create(rule=rule, role="first", service=service)
        return service

    def test_an_empty_list_shows_the_fallback_of_each_age_asked_for(self) -> None:
        self.make_fallback("children", "minor")
        self.make_fallback("grown-ups", "young_adult", "adult")
        make_need("wages")
        assert get("/en/help/?need=wages&age=minor").results == ["children"]
        assert get("/en/help/?need=wages&age=adult").results == ["grown-ups"]
        assert get("/en/help/?need=wages").results == ["children", "grown-ups"]

    def test_a_list_that_is_not_empty_shows_no_fallback(self) -> None:
        self.make_fallback("children", "minor")
        make_service(name_nl="pay", name_en="pay", needs=("wages",))
        assert get("/en/help/?need=wages&age=minor").results == ["pay"]

    def test_a_withdrawn_fallback_is_not_shown(self) -> None:
        service = self.make_fallback("children", "minor")
        make_need("wages")
        get("/en/help/?need=wages&age=minor")
        Service.all_objects.filter(pk=service.pk).update(state="withdrawn")
        assert get("/en/help/?need=wages&age=minor").results == []

    def test_an_empty_directory_still_says_whom_to_call(self) -> None:
        page = get("/en/help/")
        assert page.status == 200
        assert 'href="tel:112"' in page.html


class TestPlannedDates:
    def test_an_entry_appears_at_its_hour_without_a_write(self) -> None:
        service = make_service(name_nl="later", name_en="later")
        soon = timezone.now() + timedelta(hours=1)
        Service.all_objects.filter(pk=service.pk).update(publish_at=soon)
        assert names("") == []
        assert get(f"/en/help/{service.slug}/").status == 404
