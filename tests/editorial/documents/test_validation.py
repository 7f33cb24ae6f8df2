"""Content with an error is refused as a whole, and every error names its file and line."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from directory.models import Area, Need, Organization, Place, Service
from editorial.content import loading
from editorial.models import LoadedContent
from tests.editorial.content.content_folder import ORGANIZATIONS, SERVICES, SOURCES, ContentFolder

MISTAKES = [
    ("services.yaml", "phases: [identification]", "phases: [idle]", "“idle”"),
    ("services.yaml", "age_groups: [adult]", "age_groups: [toddler]", "“toddler”"),
    ("services.yaml", "intake: direct", "intake: sometimes", "intake: "),
    ("services.yaml", "state: published", "state: public", "state: "),
    ("services.yaml", "needs: [talk]", "needs: [talking]", "no Need with code “talking”"),
    ("services.yaml", "needs: [talk]", "needs: talk", "needs: must be a list of keys"),
    ("services.yaml", "needs: [talk]", "needs: []", "needs: "),
    ("services.yaml", "service_areas: [NL]", "service_areas: [XX]", "no Area with code “XX”"),
    ("services.yaml", "channels: [helpdesk-phone]", "channels: [fax]", "Channel with key “fax”"),
    ("services.yaml", "organization: helpdesk", "organization: nobody", "slug “nobody”"),
    ("services.yaml", "age_rule: only", "age_rule: any", "age_rule: "),
    ("services.yaml", "situation_rule: any", "situation_rule: only", "situation_rule: "),
    ("services.yaml", "intake: direct", "intakes: direct", "Service has no such field"),
    ("rules.yaml", "service: advice", "service: gone", "no Service with slug “gone”"),
    ("rules.yaml", "role: first", "role: best", "role: "),
    ("places.csv", "GM0014", "GM9999", "no Area with code “GM9999”"),
    ("areas.csv", "province", "county", "kind: "),
    ("organizations/helpdesk.yaml", "value: help@example.org", "value: help@", "value: "),
]


@pytest.mark.parametrize(("name", "right", "wrong", "said"), MISTAKES)
def test_a_mistake_names_its_file_and_line(
    content_folder: ContentFolder, name: str, right: str, wrong: str, said: str
) -> None:
    content_folder.replace(name, right, wrong)
    error = content_folder.errors()[0]
    assert said in error
    assert error.startswith(f"{Path(name).name}:{content_folder.line_of(name, wrong)}: ")


@pytest.mark.parametrize("number", ["+3133448118", "033-4481186", "+31 33 448 11 86 9", "12"])
def test_a_malformed_number_names_its_line(content_folder: ContentFolder, number: str) -> None:
    content_folder.replace("organizations/helpdesk.yaml", "+31334481186", number)
    line = content_folder.line_of("organizations/helpdesk.yaml", number)
    [error] = content_folder.errors()
    assert error.startswith(f"helpdesk.yaml:{line}: value: ")


def test_unreadable_opening_hours_name_their_line(content_folder: ContentFolder) -> None:
    content_folder.replace("organizations/helpdesk.yaml", "Mo-Fr 09:00-17:00", "weekdays 9 to 5")
    line = content_folder.line_of("organizations/helpdesk.yaml", "weekdays")
    [error] = content_folder.errors()
    assert error.startswith(f"helpdesk.yaml:{line}: opening_hours: ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("services.yaml", "  name_en: Advice\n"),
        ("services.yaml", "  description_nl: Wij geven advies.\n"),
        ("organizations/helpdesk.yaml", "  name_en: The Helpdesk\n"),
        ("needs.yaml", "  label_en: Shelter\n"),
    ],
)
def test_a_missing_translation_names_the_record(
    content_folder: ContentFolder, name: str, text: str
) -> None:
    content_folder.replace(name, text, "")
    column = text.split(":", maxsplit=1)[0].strip()
    [error] = content_folder.errors()
    assert error.endswith(f"{column}: the translation is missing")


def test_a_text_in_one_language_only_is_a_missing_translation(
    content_folder: ContentFolder,
) -> None:
    content_folder.add("services.yaml", "  alert_nl: Dicht!\n")
    assert content_folder.errors()[0].endswith("alert_en: the translation is missing")


@pytest.mark.parametrize("address", ["Kom naar Kerkstraat 12.", "Bel aan op Dorpsweg 3, 1017 GA."])
def test_an_address_near_a_secret_place_names_its_line(
    content_folder: ContentFolder, address: str
) -> None:
    content_folder.add(
        "organizations/helpdesk.yaml",
        "  locations:\n    - {key: shelter, confidential: true}\n",
    )
    content_folder.replace("services.yaml", "Wij geven advies.", address)
    line = content_folder.line_of("services.yaml", address)
    assert content_folder.errors()[0].startswith(f"services.yaml:{line}: description_nl: ")


def test_starter_content_does_not_come_in_where_a_person_made_a_place_secret(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    Organization.all_objects.get().locations.create(key="place", confidential=True)
    another = SERVICES.replace("slug: advice", "slug: another").replace("Wij geven", "Dorpsweg 3")
    content_folder.add("services.yaml", another)
    line = content_folder.line_of("services.yaml", "Dorpsweg 3")
    [error] = content_folder.errors()
    assert error.startswith(f"services.yaml:{line}: description_nl: “Dorpsweg 3”")
    assert not Service.all_objects.filter(slug="another").exists()


@pytest.mark.parametrize(
    "place",
    ["address_1: Kerkstraat 12", "postal_code: 1017 GA", "city: Utrecht", "latitude: 52.1"],
)
def test_a_secret_place_with_an_address_is_refused(
    content_folder: ContentFolder, place: str
) -> None:
    location = f"  locations:\n    - key: shelter\n      confidential: true\n      {place}\n"
    content_folder.add("organizations/helpdesk.yaml", location)
    line = content_folder.line_of("organizations/helpdesk.yaml", "- key: shelter")
    where = tuple(f"helpdesk.yaml:{line + below}: " for below in range(4))
    assert all(error.startswith(where) for error in content_folder.errors())
    assert not Organization.all_objects.exists()


def test_a_doubled_record_names_both_lines(content_folder: ContentFolder) -> None:
    content_folder.add("services.yaml", SERVICES)
    line = content_folder.line_of("services.yaml", SERVICES) + SERVICES.count("\n")
    assert content_folder.errors() == [
        f"services.yaml:{line}: “advice” stands at services.yaml:1 too"
    ]


def test_a_channel_key_that_two_organizations_use_names_both(
    content_folder: ContentFolder,
) -> None:
    content_folder.files["organizations/other.yaml"] = ORGANIZATIONS.replace(
        "slug: helpdesk", "slug: other"
    )
    assert [error.split("too")[0].rsplit(" ", 2)[-2] for error in content_folder.errors()] == [
        "helpdesk.yaml:11",
        "helpdesk.yaml:15",
    ]


def test_a_doubled_row_of_a_table_is_refused(content_folder: ContentFolder) -> None:
    content_folder.add("places.csv", "Groningen,GM0014,place\n")
    [error] = content_folder.errors()
    assert error.startswith("places.csv:3: ")


def test_a_value_that_stands_twice_in_a_record_is_refused(content_folder: ContentFolder) -> None:
    content_folder.add("needs.yaml", "  code: again\n")
    line = content_folder.line_of("needs.yaml", "  code: again")
    assert content_folder.errors() == [f"needs.yaml:{line}: code stands here twice"]


@pytest.mark.parametrize("row", ["Haren,GM0014", "Haren,GM0014,place,extra"])
def test_a_row_of_another_length_names_its_line(content_folder: ContentFolder, row: str) -> None:
    content_folder.add("places.csv", f"{row}\n")
    assert content_folder.errors()[0].startswith("places.csv:3: another number of columns")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("slug: no-list\n", 1),
        ("- just a text\n", 1),
        ("- slug: [unclosed\n", 2),
        ("- slug: a\n\tname: b\n", 2),
        ("- publish_at: 2026-99-99\n", 1),
    ],
)
def test_a_file_that_is_no_list_of_records_names_its_line(
    content_folder: ContentFolder, text: str, line: int
) -> None:
    content_folder.files["services.yaml"] = text
    assert content_folder.errors()[0].startswith(f"services.yaml:{line}: ")


def test_a_file_that_is_no_text_is_named(content_folder: ContentFolder) -> None:
    (content_folder.path / "organizations").mkdir()
    (content_folder.path / "organizations" / "bytes.yaml").write_bytes(b"- slug: \xff\n")
    assert any(error.startswith("bytes.yaml:1: ") for error in content_folder.errors())


def test_every_error_is_reported_at_once_and_nothing_is_loaded(
    content_folder: ContentFolder,
) -> None:
    content_folder.replace("services.yaml", "needs: [talk]", "needs: [talking]")
    content_folder.replace("rules.yaml", "service: advice", "service: gone")
    content_folder.replace("places.csv", "GM0014", "GM9999")
    assert len(content_folder.errors()) == 3
    for model in (Area, Need, Organization, Service, LoadedContent):
        assert not model._default_manager.exists()


@pytest.mark.django_db
def test_the_command_checks_the_real_content_without_writing(empty_directory: None) -> None:
    said = StringIO()
    call_command("load_content", "--check", stdout=said)
    assert said.getvalue().endswith("records are right.\n")
    assert not Area.objects.exists()


@pytest.fixture
def loads_the_folder(content_folder: ContentFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command load the small directory, once that is written."""
    sources = [(source, content_folder.path) for source in SOURCES]
    monkeypatch.setattr(loading, "content_sources", lambda: sources)


@pytest.mark.usefixtures("loads_the_folder")
def test_the_command_says_what_it_left_alone(content_folder: ContentFolder) -> None:
    content_folder.load()
    changed = Need.objects.all()[0]
    Need.objects.filter(pk=changed.pk).update(label_en="Changed")
    removed = Place.objects.all()[0]
    removed.delete()
    said = StringIO()
    call_command("load_content", stdout=said)
    assert f"  Need {changed.code}\n" in said.getvalue()
    assert f"  Place {removed.name}|" in said.getvalue()


@pytest.mark.usefixtures("loads_the_folder")
def test_the_command_refuses_with_the_errors(content_folder: ContentFolder) -> None:
    content_folder.replace("services.yaml", "intake: direct", "intake: never")
    content_folder.errors()
    with pytest.raises(CommandError, match=r"Nothing was loaded.\n.*services.yaml:18: intake: "):
        call_command("load_content")
