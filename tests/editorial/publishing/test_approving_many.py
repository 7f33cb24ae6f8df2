"""Approving many proposals on one page: each shown whole, each held to the rules of one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import Organization
from editorial.accounts.roles import Role
from editorial.documents.apply import fresh_document
from editorial.models import Proposal, User
from editorial.publishing.merging import propose_merge
from editorial.publishing.workflow import approve, fingerprint, propose
from tests.directory.builders import make_organization
from tests.people import account, at_the_desk, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

LIST = "/admin/editorial/proposal/"


def organization(slug: str, name: str) -> Organization:
    return make_organization(slug=slug, name_nl=name, name_en=name)


def proposed(entry: Organization, by: User, **texts: str) -> Proposal:
    base = fresh_document(entry)
    return propose(entry, base | texts, base=base, by=by, note=f"Why {entry.slug}")


def renamed(slug: str, by: User) -> Proposal:
    name = f"New {slug}"
    return proposed(organization(slug, f"Old {slug}"), by, name_nl=name, name_en=name)


def look_at(client: Client, *proposals: Proposal) -> Any:
    chosen = [proposal.pk for proposal in proposals]
    asked = {"action": "look_at_selected", "_selected_action": chosen}
    response = client.post(LIST, asked)
    assert response.status_code == 200
    return response


def seen_of(proposal: Proposal) -> str:
    entry = proposal.find_entry()
    assert entry
    return f"{proposal.pk}:{fingerprint(proposal, entry)}"


def approve_ticked(client: Client, *ticked: str) -> list[str]:
    address = reverse("admin:editorial_proposal_approve_many")
    response = client.post(address, {"approve": ticked}, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


def names() -> set[str]:
    return set(Organization.objects.values_list("name_nl", flat=True))


def test_each_is_shown_whole_and_only_what_is_ticked_goes_live() -> None:
    editor, client = account(Role.EDITOR, username="anna"), at_the_desk(Role.PUBLISHER)
    first, second, third = (renamed(slug, editor) for slug in ("a", "b", "c"))
    page = look_at(client, first, second, third)
    text = page.content.decode()
    for slug in ("a", "b", "c"):
        assert f"<del>Old </del>{slug}" in text
        assert f"<ins>New </ins>{slug}" in text
        assert f"Why {slug}" in text
    told = approve_ticked(client, seen_of(first), seen_of(third))
    assert told == ["Goedgekeurd: Old a, Old c."]
    assert names() == {"New a", "Old b", "New c"}
    assert Proposal.objects.get(pk=first.pk).decided_by == "publisher"
    assert approve_ticked(client) == ["Er was niets aangevinkt, dus er is niets goedgekeurd."]


def test_what_cannot_be_approved_together_is_named_with_the_reason() -> None:
    editor, other = account(Role.EDITOR, username="anna"), account(Role.EDITOR, username="bo")
    publisher = account(Role.EDITOR, Role.PUBLISHER, username="piet")
    client = Client()
    sign_in(client, publisher)
    clashing = organization("clashing", "Clashing")
    conflict = proposed(clashing, editor, name_nl="This", name_en="This")
    over = proposed(clashing, other, name_nl="That", name_en="That")
    approve(over, by=publisher, seen=seen_of(over).partition(":")[2])
    shared = organization("shared", "Shared")
    shown = proposed(shared, editor, source="Seen on the site.")
    cases = {
        over: "wacht niet op goedkeuring",
        renamed("own", publisher): "u werkte er zelf aan mee",
        propose_merge(
            organization("goes", "Goes"), organization("stays", "Stays"), by=editor
        ): "voegt twee onderdelen samen",
        proposed(shared, other, source="Phoned."): "is een tweede voorstel",
        conflict: "iemand wijzigde intussen dezelfde plek",
        proposed(
            organization("half", "Half"), editor, description_nl="Nieuw.", description_en=""
        ): "het Engels ontbreekt",
    }
    page = look_at(client, shown, *cases)
    assert [one.proposal for one in page.context["shown"]] == [shown]
    told = {one.proposal: one.alone_because for one in page.context["alone"]}
    assert {proposal for proposal, why in cases.items() if why not in told[proposal]} == set()


def test_one_that_cannot_go_live_is_named_and_stops_no_other() -> None:
    editor = account(Role.EDITOR, username="anna")
    publisher = account(Role.EDITOR, Role.PUBLISHER, username="piet")
    client = Client()
    sign_in(client, publisher)
    fine, changed, own = (
        renamed("fine", editor),
        renamed("changed", editor),
        renamed("own", publisher),
    )
    ticked = [seen_of(changed), seen_of(own), seen_of(fine), "0:x", "x", "99999999:y"]
    Organization.objects.filter(slug="changed").update(source="Somebody was here.")
    told = approve_ticked(client, *ticked)
    assert names() == {"New fine", "Old changed", "Old own"}
    approved, stale, barred = sorted(told)
    assert approved == "Goedgekeurd: Old fine."
    assert stale.startswith("Niet goedgekeurd: Old changed. Er is iets gewijzigd")
    assert barred == "Niet goedgekeurd: Old own. U mag hierover niet beslissen."
    assert {proposal.is_waiting for proposal in Proposal.objects.exclude(pk=fine.pk)} == {True}


def test_what_is_no_proposal_approves_nothing() -> None:
    proposal = renamed("a", account(Role.EDITOR, username="anna"))
    client = at_the_desk(Role.PUBLISHER)
    for ticked in ("", ":", "x:y", f"{10**30}:x", f"{10**17}:x", "-1:x", "²:x", "1.0:x"):
        approve_ticked(client, ticked)
    for pk in (f"0{proposal.pk}", chr(0x0660 + proposal.pk % 10)):
        approve_ticked(client, f"{pk}:what nobody saw")
    assert names() == {"Old a"}


def test_only_a_publisher_has_the_action_and_the_page() -> None:
    proposal = renamed("a", account(Role.EDITOR, username="anna"))
    client = at_the_desk(Role.EDITOR)
    assert "look_at_selected" not in client.get(LIST).content.decode()
    address = reverse("admin:editorial_proposal_approve_many")
    assert client.post(address, {"approve": seen_of(proposal)}).status_code == 403
    publisher = at_the_desk(Role.PUBLISHER)
    assert "look_at_selected" in publisher.get(LIST).content.decode()
    assert publisher.get(address).status_code == 405
    assert names() == {"Old a"}


def test_the_list_of_proposals_names_kinds_as_an_editor_does() -> None:
    renamed("a", account(Role.EDITOR, username="anna"))
    client = at_the_desk(Role.PUBLISHER)
    text = client.get(f"{LIST}?kind=directory.Organization").content.decode()
    assert "Old a" in text
    assert "directory.Organization</a>" not in text
    assert "Old a" not in client.get(f"{LIST}?kind=directory.Service").content.decode()
