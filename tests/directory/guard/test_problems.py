"""The state that is refused, and the preview of what a change alters."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone, translation

from directory.guard.preview import preview
from directory.guard.problems import stored_first_contacts, stored_problems
from directory.models import Area, FirstContactRule, Need, Service

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


@pytest.fixture(autouse=True)
def _english() -> None:
    translation.activate("en")


def problems() -> list[str]:
    now = timezone.now()
    return [str(problem) for problem in stored_problems(stored_first_contacts(now), now)]


def change_service(slug: str, **columns: object) -> Service:
    Service.all_objects.filter(slug=slug).update(**columns)
    return Service.all_objects.get(slug=slug)


def test_the_starter_content_leaves_nobody_without_a_fallback() -> None:
    said = StringIO()
    call_command("check_first_contacts", stdout=said)

    assert "every age group has a fallback" in said.getvalue()


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "draft"},
        {"expires_at": timezone.now() - timedelta(days=1)},
        {"status": "temporarily_closed"},
        {"intake": "referral"},
        {"age_rule": "unknown", "age_groups": []},
        {"residence_rule": "unknown"},
        {"residence_rule": "only", "residence_statuses": ["dutch"]},
    ],
)
def test_a_fallback_that_no_longer_takes_everyone_of_an_age_is_refused(
    columns: dict[str, object],
) -> None:
    change_service("veilig-thuis-kinderen-en-jongeren", **columns)

    [problem] = problems()
    assert "no first contact of the fallback" in problem


def test_a_fallback_that_will_expire_is_refused_already() -> None:
    expiry = timezone.now() + timedelta(days=30)
    change_service("veilig-thuis-kinderen-en-jongeren", expires_at=expiry)

    [problem] = problems()
    assert problem.startswith("From ")


def test_a_fallback_for_one_province_only_is_refused() -> None:
    service = change_service("veilig-thuis-kinderen-en-jongeren")
    service.service_areas.set([Area.objects.get(code="NL-DR")])

    assert len(problems()) == 1


def test_a_fallback_without_a_channel_is_refused() -> None:
    change_service("veilig-thuis-kinderen-en-jongeren").channels.clear()

    assert len(problems()) == 1


def test_an_age_group_without_a_rule_that_is_its_fallback_is_refused() -> None:
    FirstContactRule.all_objects.filter(slug="volwassene").update(state="withdrawn")

    assert len(problems()) == 2
    with pytest.raises(CommandError, match="no published rule is marked as the fallback"):
        call_command("check_first_contacts")


def test_a_fallback_without_an_alternative_outside_the_police_is_refused() -> None:
    change_service("slachtofferhulp-praten-en-steun", state="draft")

    assert len(problems()) == 2  # children still have the Kindertelefoon


def test_a_preview_of_no_change_shows_none() -> None:
    contacts = stored_first_contacts()

    found = preview(contacts, stored_first_contacts(), timezone.now())

    assert found.changes == ()
    assert found.combinations > 1_000_000


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "draft"},
        {"intake": "referral"},
        {"status": "temporarily_closed"},
        {"audiences": ["professional"]},
        {"gender_rule": "unknown"},
        {"opening_hours": "Tu 09:00-10:00"},
    ],
)
def test_a_change_of_what_decides_is_never_taken_for_none(columns: dict[str, object]) -> None:
    before = stored_first_contacts()
    change_service("comensha-helpdesk", **columns)
    after = stored_first_contacts()

    assert not before.decides_like(after)
    assert not after.decides_like(before)


def test_nor_is_one_of_where_it_helps_how_it_is_reached_or_whom_a_rule_is_for() -> None:
    before = stored_first_contacts()
    service = Service.objects.get(slug="comensha-helpdesk")
    rule = FirstContactRule.objects.get(slug="loon")
    for relation, related in (
        (service.channels, []),
        (service.service_areas, [Area.objects.get(code="NL-DR")]),
        (rule.needs, [Need.objects.get(code="debts")]),
    ):
        with transaction.atomic():
            relation.set(related)
            assert not before.decides_like(stored_first_contacts())
            transaction.set_rollback(True)
    assert before.decides_like(stored_first_contacts())


def test_a_preview_names_what_takes_the_place_of_what_for_whom() -> None:
    before = stored_first_contacts()
    rule = FirstContactRule.all_objects.get(slug="loon")
    rule.needs.set([Need.objects.get(code="debts")])
    after = stored_first_contacts()

    found = preview(before, after, timezone.now())
    names = dict(Service.all_objects.values_list("pk", "slug"))

    assert 0 < found.changed < found.combinations / 10
    assert all(change.example.said["need"] in {"wages", "debts"} for change in found.changes)
    took_over = {(change.before[0], change.after[0]) for change in found.changes}
    slugs = {(names[old], names[new]) for old, new in took_over if old and new}
    assert ("fairwork-loon", "comensha-helpdesk") in slugs
    assert ("comensha-helpdesk", "fairwork-loon") in slugs


def test_a_preview_names_whom_a_need_no_longer_chooses_and_only_where_that_service_helps() -> None:
    before = stored_first_contacts()
    change_service("spot46-hulp-sekswerkers", state="draft")

    found = preview(before, stored_first_contacts(), timezone.now())
    names = dict(Service.all_objects.values_list("pk", "slug"))

    assert found.changes
    levels = before.candidates.matcher.geography.levels
    for change in found.changes:
        assert "spot46-hulp-sekswerkers" in {names[key] for key in change.before if key}
        around = levels[change.example.municipality or ""]
        assert {area for _level, areas in around for area in areas} & {"VR15", "VR16"}
    assert any(change.example.said["need"] == "exit" for change in found.changes)


def test_a_preview_notes_that_a_rule_lets_the_need_choose_no_more() -> None:
    before = stored_first_contacts()
    FirstContactRule.all_objects.filter(slug="volwassene").update(need_chooses="nobody")

    found = preview(before, stored_first_contacts(), timezone.now())

    assert found.changes
    assert all("adult" in change.example.said["age"] for change in found.changes)


def test_the_command_tries_a_change_and_takes_it_back() -> None:
    said = StringIO()
    with transaction.atomic():
        call_command("preview_first_contacts", "--withdraw", "comensha-helpdesk", stdout=said)

    assert "comensha-helpdesk / slachtofferhulp-praten-en-steun ->" in said.getvalue()
    assert "Would be refused." in said.getvalue()
    assert Service.objects.filter(slug="comensha-helpdesk").exists()


def test_the_command_names_a_slug_that_does_not_exist() -> None:
    with pytest.raises(CommandError, match="no rule or service 'nobody'"):
        call_command("preview_first_contacts", "--publish", "nobody")
