"""What a change does to the answers of the signpost: shown before, and never nobody."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse
from django.utils.html import escape

from directory.models import AgeGroup, FirstContactRule, OptionRole, Service
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import Proposal, User
from editorial.publishing.workflow import approve, fingerprint, propose, publish_at_once
from tests.directory.builders import make_area, make_channel, make_organization, make_service
from tests.forms import form_on, send
from tests.people import account, at_the_desk


@pytest.fixture(autouse=True)
def _everybody_has_an_answer(empty_directory: None) -> None:
    """Give each age a fallback with an alternative, in a country of one municipality.

    What the preview says of the whole starter content is tested where it is made.
    """
    make_area("GM0014")
    for age in AgeGroup.values:
        rule = FirstContactRule.all_objects.create(
            slug=age,
            name_nl=f"Wie {age} is",
            name_en=f"Who is {age}",
            reason_nl="dit nummer iedereen helpt",
            reason_en="this number helps everybody",
            is_fallback=True,
            age_groups=[age],
            state="published",
        )
        for role in OptionRole.values:
            organization = make_organization()
            channels = [make_channel(organization)]
            rule.options.create(
                role=role, service=make_service(organization=organization, channels=channels)
            )


@pytest.fixture
def editor() -> User:
    return account(Role.EDITOR, username="anna")


def fallback_service() -> Service:
    """Return the first contact of the fallback for adults: with it, everyone has an answer."""
    [rule] = [
        found
        for found in FirstContactRule.objects.filter(is_fallback=True)
        if "adult" in found.age_groups
    ]
    option: Any = rule.options.filter(role="first").first()
    service: Service = option.service
    return service


def proposed(service: Service, by: User, **changes: Any) -> Proposal:
    base = fresh_document(service)
    return propose(service, base | changes, base=base, by=by)


def seen(proposal: Proposal) -> str:
    entry = proposal.find_entry()
    assert entry
    return fingerprint(proposal, entry)


def test_a_publisher_sees_whose_first_contact_changes(editor: User) -> None:
    proposal = proposed(fallback_service(), editor, state="withdrawn")
    page = at_the_desk(Role.PUBLISHER).get(proposal.get_absolute_url())
    [(_title, changes)] = page.context["answers"]
    assert changes
    assert fallback_service().name_nl in changes[0].before
    assert page.context["problems"]


def test_a_change_that_leaves_somebody_without_an_answer_is_refused(editor: User) -> None:
    service = fallback_service()
    proposal = proposed(service, editor, state="withdrawn")
    publisher = account(Role.PUBLISHER, username="publisher")
    with pytest.raises(ValidationError):
        approve(proposal, by=publisher, seen=seen(proposal))
    assert Service.objects.filter(pk=service.pk).exists()


def test_in_an_emergency_it_goes_live_and_says_whom_it_leaves(editor: User) -> None:
    service = fallback_service()
    publisher = account(Role.PUBLISHER, username="publisher")
    document = {**fresh_document(service), "state": "withdrawn"}
    problems = publish_at_once(service, document, by=publisher, note="The number is dead")
    assert problems
    assert not Service.objects.filter(pk=service.pk).exists()


def test_a_change_of_words_changes_no_answer(editor: User) -> None:
    service = fallback_service()
    proposal = proposed(service, editor, doubt_nl="Anders.", doubt_en="Different.")
    page = at_the_desk(Role.PUBLISHER).get(proposal.get_absolute_url())
    [(_title, changes)] = page.context["answers"]
    assert (list(changes), page.context["problems"]) == ([], [])


def test_an_expiry_to_come_that_leaves_somebody_without_an_answer_is_refused(editor: User) -> None:
    service = fallback_service()
    proposal = proposed(service, editor, expires_at="2099-01-01T00:00:00+00:00")
    publisher = account(Role.PUBLISHER, username="publisher")
    page = at_the_desk(Role.PUBLISHER, username="desk").get(proposal.get_absolute_url())
    assert page.context["problems"]
    with pytest.raises(ValidationError):
        approve(proposal, by=publisher, seen=seen(proposal))
    assert Service.objects.get(pk=service.pk).expires_at is None


def test_a_rule_that_is_no_fallback_any_more_is_refused_on_the_page(editor: User) -> None:
    rule = FirstContactRule.objects.filter(is_fallback=True).first()
    assert rule
    base = fresh_document(rule)
    proposal = propose(rule, base | {"is_fallback": False}, base=base, by=editor)
    desk = at_the_desk(Role.PUBLISHER)
    decision = reverse("admin:editorial_proposal_approve", args=[proposal.pk])
    page = desk.post(decision, {"seen": seen(proposal)})
    assert page.status_code == 409
    assert page.context["errors"]
    assert FirstContactRule.objects.get(pk=rule.pk).is_fallback


def test_an_import_by_command_that_leaves_somebody_without_an_answer_is_refused(
    tmp_path: Path,
) -> None:
    service = fallback_service()
    path = tmp_path / "services.csv"
    path.write_text(f"slug,intake\n{service.slug},referral\n", encoding="utf-8")
    with pytest.raises((CommandError, ValidationError), match="vangnet"):
        call_command("import_table", str(path))
    assert Service.objects.get(pk=service.pk).intake == "direct"


def test_an_import_at_the_desk_is_guarded_when_it_is_approved(tmp_path: Path) -> None:
    service = fallback_service()
    desk, address = at_the_desk(Role.EDITOR), reverse("desk_table_import", args=["services"])
    sent = SimpleUploadedFile("services.csv", f"slug,intake\n{service.slug},referral\n".encode())
    with override_settings(STATE_DIR=tmp_path):
        page = desk.post(address, {"file": sent})
        desk.post(address, {"token": page.context["token"]})
    [proposal] = Proposal.objects.of(service)
    publisher = account(Role.PUBLISHER, username="publisher")
    with pytest.raises(ValidationError):
        approve(proposal, by=publisher, seen=seen(proposal))
    assert Service.objects.get(pk=service.pk).intake == "direct"


WAYS_IN_AN_EMERGENCY: list[dict[str, str]] = [
    {"_publish_at_once": "1", "intake": "referral"},
    {"_publish_at_once": "1", "expires_at_0": "2099-01-01", "expires_at_1": "00:00:00"},
]


@pytest.mark.parametrize("way", WAYS_IN_AN_EMERGENCY)
def test_before_an_emergency_goes_live_it_shows_whose_contact_changes(way: dict[str, str]) -> None:
    service = fallback_service()
    before = fresh_document(service)
    desk = at_the_desk(Role.PUBLISHER)
    address = reverse("admin:directory_service_change", args=[service.pk])
    asked = send(desk, address, note="The number is dead", **way)
    assert asked.status_code == 409
    page = asked.content.decode()
    assert asked.context["problems"] or asked.context["answers"]
    for problem in asked.context["problems"]:
        assert escape(problem) in page
    for _title, changes in asked.context["answers"]:
        for change in changes:
            assert escape(change.after) in page
            assert escape(change.example) in page
    assert fresh_document(service) == before
    button = {name: [value] for name, value in way.items() if name.startswith("_")}
    assert desk.post(address, form_on(asked) | button).status_code == 302
    assert fresh_document(service) != before


def test_another_change_than_the_one_that_was_shown_is_shown_again() -> None:
    service = fallback_service()
    desk = at_the_desk(Role.PUBLISHER)
    address = reverse("admin:directory_service_change", args=[service.pk])
    asked = send(desk, address, note="Dead", _publish_at_once="1", intake="referral")
    again = desk.post(address, form_on(asked) | {"_withdraw_at_once": ["1"]})
    assert again.status_code == 409
    assert Service.objects.get(pk=service.pk).intake == "direct"
    desk.post(address, form_on(again) | {"_withdraw_at_once": ["1"]})
    assert not Service.objects.filter(pk=service.pk).exists()
    levels = {message.level_tag for message in desk.get(address).context["messages"]}
    assert "warning" in levels


def test_an_emergency_that_changes_no_answer_asks_nothing() -> None:
    service = fallback_service()
    desk = at_the_desk(Role.PUBLISHER)
    address = reverse("admin:directory_service_change", args=[service.pk])
    changes = {"doubt_nl": "Anders.", "doubt_en": "Different."}
    assert send(desk, address, note="x", _publish_at_once="1", **changes).status_code == 302


def test_approved_with_others_it_is_held_back_too_and_the_others_are_not(editor: User) -> None:
    service = fallback_service()
    other = Service.objects.exclude(pk=service.pk).order_by("pk").first()
    assert other
    refused = proposed(service, editor, state="withdrawn")
    harmless = proposed(other, editor, doubt_nl="Anders.", doubt_en="Different.")
    desk = at_the_desk(Role.PUBLISHER)
    chosen = {"action": "look_at_selected", "_selected_action": [refused.pk, harmless.pk]}
    page = desk.post("/admin/editorial/proposal/", chosen)
    assert [one.proposal for one in page.context["shown"]] == [harmless]
    ticked = [f"{one.pk}:{seen(one)}" for one in (refused, harmless)]
    told = desk.post(
        reverse("admin:editorial_proposal_approve_many"), {"approve": ticked}, follow=True
    )
    assert Service.objects.filter(pk=service.pk).exists()
    assert Service.objects.get(pk=other.pk).doubt_nl == "Anders."
    assert [message.level_tag for message in told.context["messages"]] == ["error", "success"]
