"""Loading again adds and updates, and never undoes what a person did."""

import pytest

from directory.models import (
    Area,
    AreaMember,
    Channel,
    FirstContactOption,
    FirstContactRule,
    Need,
    Organization,
    Place,
    Service,
)
from editorial.models import LoadedContent
from tests.editorial.content.content_folder import ORGANIZATIONS, SERVICES, ContentFolder

RECORDS = 10


def test_the_first_load_brings_everything(content_folder: ContentFolder) -> None:
    report = content_folder.load()
    assert len(report.added) == RECORDS
    assert "Organization helpdesk" in report.added
    service = Service.objects.get()
    assert service.organization.slug == "helpdesk"
    assert [channel.key for channel in service.channels.all()] == ["helpdesk-phone"]
    assert Place.objects.get().municipality == Area.objects.get(code="GM0014")
    assert FirstContactOption.objects.get().service == service


def test_nothing_that_is_loaded_is_verified(content_folder: ContentFolder) -> None:
    content_folder.load()
    assert Service.objects.get().assured_date is None
    assert not Channel.objects.exclude(assured_date=None).exists()


def test_a_second_load_changes_nothing(content_folder: ContentFolder) -> None:
    content_folder.load()
    before = Service.objects.get().updated_at
    report = content_folder.load()
    assert report.unchanged == RECORDS
    assert not report.added
    assert not report.updated
    assert Service.objects.get().updated_at == before


def test_a_second_load_adds_what_is_new(content_folder: ContentFolder) -> None:
    content_folder.load()
    content_folder.add("services.yaml", SERVICES.replace("slug: advice", "slug: advice-at-night"))
    report = content_folder.load()
    assert report.added == ["Service advice-at-night"]
    assert Service.objects.count() == 2


def test_a_second_load_brings_up_to_date_what_nobody_touched(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    before = Service.objects.get()
    content_folder.replace("services.yaml", "name_en: Advice", "name_en: Good advice")
    content_folder.replace("services.yaml", "needs: [talk]", "needs: [shelter]")
    report = content_folder.load()
    assert report.updated == ["Service advice"]
    after = Service.objects.get()
    assert after.pk == before.pk
    assert after.name_en == "Good advice"
    assert [need.code for need in after.needs.all()] == ["shelter"]
    assert after.created_at == before.created_at
    assert after.first_published_at == before.first_published_at
    assert content_folder.load().unchanged == RECORDS


def test_a_text_that_the_file_empties_is_emptied(content_folder: ContentFolder) -> None:
    content_folder.add("services.yaml", "  alert_nl: Dicht!\n  alert_en: Closed!\n")
    content_folder.load()
    content_folder.replace("services.yaml", "  alert_nl: Dicht!\n  alert_en: Closed!\n", "")
    content_folder.load()
    assert not Service.objects.get().alert_en


@pytest.mark.parametrize(
    "change",
    [
        {"name_en": "Better advice"},
        {"state": "withdrawn"},
        {"age_rule": "any", "age_groups": []},
        {"opening_hours": "24/7"},
    ],
)
def test_a_column_that_a_person_changed_stays(
    content_folder: ContentFolder, change: dict[str, object]
) -> None:
    content_folder.load()
    Service.all_objects.filter(slug="advice").update(**change)
    content_folder.replace("services.yaml", "description_en: We", "description_en: They")
    report = content_folder.load()
    assert report.kept_as_changed_by_a_person == ["Service advice"]
    service = Service.all_objects.get()
    assert service.description_en == "We give advice."
    assert {name: getattr(service, name) for name in change} == change


def test_so_does_a_relation_that_a_person_changed(content_folder: ContentFolder) -> None:
    content_folder.load()
    Service.objects.get().needs.add(Need.objects.get(code="shelter"))
    content_folder.replace("services.yaml", "description_en: We", "description_en: They")
    assert content_folder.load().kept_as_changed_by_a_person == ["Service advice"]
    assert Service.objects.get().needs.count() == 2


def test_a_number_that_a_person_changed_keeps_the_whole_organization(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    Channel.objects.filter(key="helpdesk-phone").update(value="112")
    content_folder.replace("organizations/helpdesk.yaml", "Helps you.", "Helps anyone.")
    assert content_folder.load().kept_as_changed_by_a_person == ["Organization helpdesk"]
    assert Channel.objects.get(key="helpdesk-phone").value == "112"
    assert Organization.objects.get().description_en == "Helps you."


def test_what_a_person_verified_is_not_overwritten(content_folder: ContentFolder) -> None:
    content_folder.load()
    Service.objects.update(assured_date="2026-03-01")
    content_folder.replace("services.yaml", "description_en: We", "description_en: They")
    assert content_folder.load().kept_as_changed_by_a_person == ["Service advice"]
    assert Service.objects.get().description_en == "We give advice."


def test_what_a_person_removed_is_not_revived(content_folder: ContentFolder) -> None:
    content_folder.load()
    FirstContactRule.objects.get().delete()
    Place.objects.all().delete()
    report = content_folder.load()
    assert sorted(report.kept_as_removed_by_a_person) == [
        "FirstContactRule everyone",
        "Place Groningen|GM0014|place",
    ]
    assert not FirstContactRule.all_objects.exists()
    assert not Place.objects.exists()


def test_a_child_row_that_a_person_removed_is_not_revived(content_folder: ContentFolder) -> None:
    content_folder.load()
    Channel.objects.get(key="helpdesk-email").delete()
    assert content_folder.load().kept_as_changed_by_a_person == ["Organization helpdesk"]
    assert Channel.objects.count() == 1


def test_what_a_person_made_first_stays_theirs(content_folder: ContentFolder) -> None:
    Need.objects.create(code="talk", label_nl="Kletsen", label_en="Chatting", group="talk")
    report = content_folder.load()
    assert report.kept_as_changed_by_a_person == ["Need talk"]
    assert Need.objects.get(code="talk").label_en == "Chatting"


def test_new_content_on_what_a_person_removed_is_left_out_and_reported(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    Need.objects.filter(code="shelter").delete()
    content_folder.add(
        "services.yaml",
        SERVICES.replace("slug: advice", "slug: beds").replace("[talk]", "[talk, shelter]"),
    )
    report = content_folder.load()
    assert report.left_out_as_incomplete == ["Service beds"]
    assert not Service.all_objects.filter(slug="beds").exists()


def test_what_left_the_files_is_reported_and_stays(content_folder: ContentFolder) -> None:
    content_folder.load()
    content_folder.files["rules.yaml"] = ""
    report = content_folder.load()
    assert report.gone_from_the_files == ["FirstContactRule everyone"]
    assert FirstContactRule.objects.exists()


def test_a_narrower_term_may_stand_before_the_wider_one(content_folder: ContentFolder) -> None:
    narrow = "- {code: bed, label_nl: Bed, label_en: Bed, group: safe, kind_of: night}\n"
    wide = "- {code: night, label_nl: Nacht, label_en: Night, group: safe, kind_of: shelter}\n"
    content_folder.files["needs.yaml"] = narrow + wide + content_folder.files["needs.yaml"]
    content_folder.load()
    wider = Need.objects.get(code="bed").kind_of
    assert wider is not None
    assert wider.kind_of == Need.objects.get(code="shelter")


def test_an_old_term_may_become_a_kind_of_a_new_one(content_folder: ContentFolder) -> None:
    content_folder.load()
    content_folder.add(
        "needs.yaml", "  kind_of: safety\n- {code: safety, label_nl: V, label_en: S, group: safe}\n"
    )
    content_folder.load()
    assert Need.objects.get(code="shelter").kind_of == Need.objects.get(code="safety")


SECOND = (
    ORGANIZATIONS.split("  channels:")[0].replace("slug: helpdesk", "slug: night-line")
    + "  channels:\n    - {key: helpdesk-email, kind: email, value: night@example.org}\n"
)
EMAIL = "    - key: helpdesk-email\n      kind: email\n      value: help@example.org\n"


@pytest.mark.parametrize("file", ["organizations/a.yaml", "organizations/z.yaml"])
def test_a_number_may_move_to_another_organization(
    content_folder: ContentFolder, file: str
) -> None:
    content_folder.replace("services.yaml", "[helpdesk-phone]", "[helpdesk-email]")
    content_folder.load()
    content_folder.replace("organizations/helpdesk.yaml", EMAIL, "")
    content_folder.add(file, SECOND)
    content_folder.load()
    moved = Channel.objects.get(key="helpdesk-email")
    assert moved.organization.slug == "night-line"
    assert list(Service.objects.get().channels.all()) == [moved]
    assert Channel.objects.count() == 2


def test_a_number_that_leaves_the_file_leaves_the_organization(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    content_folder.replace("organizations/helpdesk.yaml", EMAIL, "")
    content_folder.load()
    assert [channel.key for channel in Channel.objects.all()] == ["helpdesk-phone"]


def test_a_key_that_a_person_gave_to_another_record_is_named(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    other = Organization.all_objects.create(slug="own", name_nl="Eigen", kind="ngo")
    Channel.objects.create(organization=other, key="new-chat", kind="visit", value="Here")
    content_folder.add(
        "organizations/helpdesk.yaml",
        "    - {key: new-chat, kind: chat, value: https://example.org}\n",
    )
    [error] = content_folder.errors()
    assert error.endswith("“new-chat” is in use at Eigen")
    assert error.startswith("helpdesk.yaml:")
    assert Channel.objects.get(key="new-chat").organization == other


def test_options_may_change_places(content_folder: ContentFolder) -> None:
    content_folder.add("services.yaml", SERVICES.replace("slug: advice", "slug: chat"))
    content_folder.replace(
        "rules.yaml",
        "    - {role: first, service: advice}\n",
        "    - {role: first, service: advice}\n    - {role: first, service: chat}\n",
    )
    content_folder.load()
    content_folder.replace("rules.yaml", "service: advice", "service: x")
    content_folder.replace("rules.yaml", "service: chat", "service: advice")
    content_folder.replace("rules.yaml", "service: x", "service: chat")
    content_folder.load()
    options = FirstContactOption.objects.order_by("position")
    assert [option.service.slug for option in options] == ["chat", "advice"]


def test_memberships_are_loaded_once(content_folder: ContentFolder) -> None:
    content_folder.load()
    content_folder.load()
    assert AreaMember.objects.count() == 1
    assert LoadedContent.objects.count() == RECORDS


def test_what_a_person_changed_to_what_the_files_say_later_is_followed_again(
    content_folder: ContentFolder,
) -> None:
    content_folder.load()
    Service.all_objects.filter(slug="advice").update(name_en="Good advice")
    content_folder.replace("services.yaml", "name_en: Advice", "name_en: Good advice")
    assert content_folder.load().unchanged == RECORDS
    content_folder.replace("services.yaml", "name_en: Good advice", "name_en: Best advice")
    assert content_folder.load().updated == ["Service advice"]


def test_what_a_person_made_as_the_files_say_is_followed_too(
    content_folder: ContentFolder,
) -> None:
    Need.objects.create(code="talk", label_nl="Praten", label_en="Talking", group="talk")
    assert content_folder.load().unchanged == 1
    content_folder.replace("needs.yaml", "label_en: Talking", "label_en: Speaking")
    assert content_folder.load().updated == ["Need talk"]
