"""What a change does to the answers of the signpost: shown before, and never nobody."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from directory.models import FirstContactRule, Service
from editorial.applying import fresh_document
from editorial.models import Proposal, User
from editorial.publication import approve, fingerprint, propose, publish_at_once
from editorial.roles import Role
from tests.people import account, at_the_desk

pytestmark = [
    pytest.mark.usefixtures("starter_content", "db"),
]


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
