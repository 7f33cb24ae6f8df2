"""When municipalities merge, nobody's help and no name falls through."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from directory.geography.places import find_municipality, find_place
from directory.models import (
    Area,
    AreaKind,
    AreaMember,
    FormerMunicipality,
    Place,
    Postcode,
    Service,
)
from editorial.models import AuditEvent, EntryVersion
from tests.directory.builders import make_area, make_region, make_service
from tests.pages import get

pytestmark = pytest.mark.usefixtures("empty_directory")

HEADER = "old_code,new_code,new_name,date,kind,note\n"
MERGER = "GM1696,GM0402,Hilversum,2026-01-01,main,\n"


@pytest.fixture
def changes(tmp_path: Path) -> Path:
    return tmp_path / "changes.csv"


def run(path: Path, rows: str, *options: str) -> list[str]:
    path.write_text(HEADER + rows, encoding="utf-8")
    said = StringIO()
    call_command("reorganize_municipalities", str(path), *options, stdout=said)
    return said.getvalue().splitlines()


def refused(path: Path, rows: str) -> str:
    with pytest.raises(CommandError, match=r"Nothing was changed\.") as error:
        run(path, rows)
    return str(error.value)


def region_codes(code: str) -> set[str]:
    return set(
        AreaMember.objects.filter(municipality__code=code).values_list("area__code", flat=True)
    )


@pytest.fixture(autouse=True)
def _map(empty_directory: None) -> None:
    """Draw two municipalities: Wijdemeren, that will go to Hilversum."""
    old = make_area("GM1696", name_nl="Wijdemeren", name_en="Wijdemeren", latitude="52.23")
    new = make_area("GM0402", name_nl="Hilversum", name_en="Hilversum", latitude="52.22")
    make_region("NL-NH", AreaKind.PROVINCE, old, new)
    make_region("VR14", AreaKind.SAFETY_REGION, new)
    make_region("VR09", AreaKind.SAFETY_REGION, old)
    make_region("care-lakes", AreaKind.FREE_REGION, old)
    Place.objects.create(name="Loosdrecht", municipality=old, kind="place")
    Place.objects.create(name="Hilversum", municipality=new, kind="place")
    Postcode.objects.create(pc4="1231", municipality=old, area_share=1.0)
    Postcode.objects.create(pc4="1223", municipality=old, main=False, area_share=0.3)
    Postcode.objects.create(pc4="1223", municipality=new, main=True, area_share=0.6)
    FormerMunicipality.objects.create(old_code="GM0427", old_name="Nederhorst", current=old)
    make_service(name_nl="lake", name_en="lake", areas=(old,))
    make_service(name_nl="both", name_en="both", areas=(old, new))
    make_service(name_nl="draft", name_en="draft", areas=(old,), state="draft")


class TestMerger:
    def test_the_old_municipality_is_gone_and_its_code_leads_on(self, changes: Path) -> None:
        run(changes, MERGER)
        assert not Area.objects.filter(code="GM1696").exists()
        for code in ("GM1696", "GM0427"):
            municipality = find_municipality(code).municipality
            assert municipality is not None
            assert municipality.code == "GM0402"

    @pytest.mark.parametrize("typed", ["Wijdemeren", "Loosdrecht", "1231", "1223", "Hilversum"])
    def test_old_names_places_and_postcodes_lead_to_the_new_one(
        self, changes: Path, typed: str
    ) -> None:
        run(changes, MERGER)
        municipality = find_place(typed).municipality
        assert municipality is not None
        assert municipality.code == "GM0402"

    def test_help_moves_along_drafts_included(self, changes: Path) -> None:
        run(changes, MERGER)
        for service in Service.all_objects.all():
            assert [area.code for area in service.service_areas.all()] == ["GM0402"]

    def test_a_postcode_of_both_holds_what_each_held(self, changes: Path) -> None:
        run(changes, MERGER)
        postcode = Postcode.objects.get(pc4="1223")
        assert postcode.area_share == 0.9
        assert postcode.main

    def test_it_joins_care_regions_and_keeps_its_own_safety_region(self, changes: Path) -> None:
        said = run(changes, MERGER)
        assert region_codes("GM0402") == {"NL-NH", "VR14", "care-lakes"}
        assert "  Hilversum joins care-lakes as a whole: check that this is right." in said
        assert "  VR09 becomes VR14: check that this is right." in said

    def test_an_old_link_still_shows_help(self, changes: Path) -> None:
        assert get("/en/help/?municipality=GM1696").total == 2
        run(changes, MERGER)
        page = get("/en/help/?municipality=GM1696")
        assert page.total == 2
        assert "for Hilversum" in page.words

    def test_history_and_log_know_of_it(self, changes: Path) -> None:
        run(changes, MERGER)
        for service in Service.all_objects.all():
            new, found = EntryVersion.objects.of(service)
            assert "GM1696" in found.document["service_areas"]
            assert new.document["service_areas"] == ["GM0402"]
            assert new.author_name == "reorganize_municipalities"
        logged = AuditEvent.objects.filter(actor="reorganize_municipalities")
        assert set(logged.values_list("action", "object_key")) == {
            *(("changed", service.slug) for service in Service.all_objects.all()),
            ("changed", "GM0402"),
            ("deleted", "GM1696"),
        }

    def test_it_may_be_carried_out_again(self, changes: Path) -> None:
        run(changes, MERGER)
        assert run(changes, MERGER) == ["GM1696: already done."]
        assert FormerMunicipality.objects.count() == 2

    def test_each_step_is_said(self, changes: Path) -> None:
        said = run(changes, MERGER)
        assert said[0] == "GM1696 Wijdemeren: goes to GM0402 Hilversum on 2026-01-01."
        assert "  services: 3" in said
        assert "  places: 1" in said
        assert "  postcodes: 2" in said


class TestNewMunicipality:
    ROWS = "GM1696,GM2999,Lakes,2026-01-01,main,\nGM0402,GM2999,Lakes,2026-01-01,main,\n"

    def test_two_may_become_a_new_one(self, changes: Path) -> None:
        run(changes, self.ROWS)
        assert [area.code for area in Area.objects.municipalities()] == ["GM2999"]
        lakes = Area.objects.get(code="GM2999")
        assert (lakes.name_nl, lakes.name_en) == ("Lakes", "Lakes")
        assert lakes.latitude is not None
        assert region_codes("GM2999") == {"NL-NH", "VR09", "care-lakes"}
        for typed in ("Lakes", "Hilversum", "Wijdemeren"):
            assert find_place(typed).municipality == lakes

    def test_each_old_code_leads_to_it(self, changes: Path) -> None:
        run(changes, self.ROWS)
        assert get("/en/help/?municipality=GM0402").total == 2


class TestDivision:
    ROWS = (
        "GM1696,GM0402,Hilversum,2026-01-01,main,\n"
        "GM1696,GM0406,Huizen,2026-01-01,partly,the eastern shore\n"
    )

    @pytest.fixture(autouse=True)
    def _neighbour(self, empty_directory: None) -> None:
        make_area("GM0406", name_nl="Huizen", name_en="Huizen")

    def test_the_old_name_and_code_offer_the_choice(self, changes: Path) -> None:
        run(changes, self.ROWS)
        for found in (find_place("Wijdemeren"), find_municipality("GM1696")):
            assert {area.code for area in found.municipalities} == {"GM0402", "GM0406"}

    def test_help_covers_all_parts(self, changes: Path) -> None:
        said = run(changes, self.ROWS)
        service = Service.objects.get(name_en="lake")
        assert {area.code for area in service.service_areas.all()} == {"GM0402", "GM0406"}
        assert "  3 services cover both." in said

    def test_a_division_must_say_where_most_went(self, changes: Path) -> None:
        assert "no line of kind main" in refused(changes, self.ROWS.splitlines()[1] + "\n")


class TestNewName:
    def test_a_name_changes_and_the_old_one_still_works(self, changes: Path) -> None:
        said = run(changes, "GM1696,GM1696,Plassen,2026-01-01,,\n")
        assert said == ["GM1696 Wijdemeren: is called Plassen from now on."]
        for typed in ("Plassen", "Wijdemeren", "plassen"):
            assert find_place(typed).municipality == Area.objects.get(code="GM1696")

    def test_it_may_be_carried_out_again(self, changes: Path) -> None:
        rows = "GM1696,GM1696,Plassen,2026-01-01,,\n"
        run(changes, rows)
        assert run(changes, rows) == ["GM1696: already done."]


class TestRehearsal:
    def test_it_says_the_same_and_changes_nothing(self, changes: Path) -> None:
        rehearsed = run(changes, MERGER, "--dry-run")
        assert Area.objects.filter(code="GM1696").exists()
        assert Service.objects.filter(service_areas__code="GM1696").count() == 2
        assert not FormerMunicipality.objects.filter(old_code="GM1696").exists()
        assert rehearsed == [*run(changes, MERGER), "This was a rehearsal: nothing was changed."]

    def test_what_is_not_in_force_is_left_alone(self, changes: Path) -> None:
        rows = MERGER.replace("2026-01-01", "2099-01-01")
        assert run(changes, rows) == ["GM1696: not in force before 2099-01-01; left as it is."]
        assert Area.objects.filter(code="GM1696").exists()

    def test_a_day_to_come_can_be_rehearsed(self, changes: Path) -> None:
        rows = MERGER.replace("2026-01-01", "2099-01-01")
        assert "goes to GM0402" in run(changes, rows, "--dry-run", "--at", "2099-01-01")[0]


class TestMistakes:
    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ("1696,GM0402,Hilversum,2026-01-01,,\n", ":2: old_code “1696”"),
            ("GM1696,,Hilversum,2026-01-01,,\n", ":2: new_code “”"),
            ("GM1696,GM0402,,2026-01-01,,\n", ":2: new_name is missing"),
            ("GM1696,GM0402,Hilversum,1 January,,\n", ":2: "),
            ("GM1696,GM0402,Hilversum,2026-01-01,mostly,\n", ":2: kind “mostly”"),
            (MERGER + MERGER, "two lines of kind main"),
            (MERGER + "GM0001,GM0402,Hilvarenbeek,2026-01-01,,\n", ":3: GM0402 has two names"),
            (MERGER + "GM0001,GM0402,Hilversum,2026-01-01,,\n", "line 3: there is no municipality"),
        ],
    )
    def test_a_mistake_names_its_line_and_nothing_is_done(
        self, changes: Path, row: str, said: str
    ) -> None:
        assert said in refused(changes, row)
        assert Area.objects.filter(code="GM1696").exists()

    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"nowhere\.csv"):
            call_command("reorganize_municipalities", str(tmp_path / "nowhere.csv"))

    def test_columns_that_are_missing_are_named(self, changes: Path) -> None:
        changes.write_text("old_code,new_code\n", encoding="utf-8")
        with pytest.raises(CommandError, match="new_name, date"):
            call_command("reorganize_municipalities", str(changes))


def test_nothing_else_refers_to_a_municipality() -> None:
    """Fail when a model begins to refer to areas, for the reorganization must move that too."""
    names = {relation.get_accessor_name() for relation in Area._meta.related_objects}
    assert names == {
        "belongings",
        "former_municipalities",
        "memberships",
        "places",
        "postcodes",
        "regions",
        "services",
    }
