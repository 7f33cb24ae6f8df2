"""Giving one field of many selected entries a value: each change is shown, and is a proposal."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directory.models import Service
from editorial.accounts.roles import Role
from editorial.admin import change_many
from editorial.models import Proposal
from tests.directory.builders import make_service
from tests.people import at_the_desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_directory")]

LIST = "/admin/directory/service/"
ASK = "/admin/tables/services/selected/"


def choose(client: Client, *services: Service) -> Any:
    chosen = [service.pk for service in services]
    return client.post(LIST, {"action": "change_field", "_selected_action": chosen})


def test_the_selected_get_one_value_after_each_change_was_shown() -> None:
    online, draft, same, other = (
        make_service(slug="online", wait_time_nl="Een week"),
        make_service(slug="draft", state="draft"),
        make_service(slug="same", wait_time_nl="Twee weken"),
        make_service(slug="other"),
    )
    client = at_the_desk(Role.EDITOR)
    asked = choose(client, online, draft, same)
    assert set(asked.context["keys"]) == {"draft", "online", "same"}
    assert "wait_time_nl" in asked.context["fields"]
    assert {"slug", "state", "needs", "organization"}.isdisjoint(asked.context["fields"])
    said = {"key": asked.context["keys"], "column": "wait_time_nl"}
    value = client.post(ASK, said)
    assert 'name="value"' in value.content.decode()
    preview = client.post(ASK, said | {"value_follows": "1", "value": "Twee weken"})
    shown = {row.key: row.changes for row in preview.context["tried"].rows}
    assert shown == {
        "draft": [("wait_time_nl", "", "Twee weken")],
        "online": [("wait_time_nl", "Een week", "Twee weken")],
    }
    assert preview.context["rows"][0].changes[0][0] == "wachttijd (nl)", "in words, no codes"
    assert preview.context["back"] == LIST
    sent = {"token": preview.context["token"], "is_selection": "1"}
    done: Any = client.post("/admin/tables/services/", sent, follow=True)
    assert done.redirect_chain == [(LIST, 302)]
    [said_then] = map(str, done.context["messages"])
    assert said_then == "Opgeslagen: 1. Nieuw: 0. Voorgesteld, wacht op goedkeuring: 1."
    waits = dict(Service.all_objects.values_list("slug", "wait_time_nl"))
    assert waits["draft"] == "Twee weken"
    assert waits["online"] == "Een week", "what visitors see waits for approval"
    assert waits["other"] == other.wait_time_nl
    [proposal] = Proposal.objects.all()
    assert (proposal.origin, proposal.note) == ("desk", "Dezelfde wijziging voor meer tegelijk")
    assert proposal.document["wait_time_nl"] == "Twee weken"


def test_more_than_fit_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_many, "MAX_SELECTED", 2)
    asked = choose(at_the_desk(Role.EDITOR), *(make_service(slug=slug) for slug in "abc"))
    assert len(asked.context["keys"]) == 2
    [said] = map(str, asked.context["messages"])
    assert said.endswith(": 1.")


def test_a_value_that_does_not_fit_and_a_role_that_may_not_change_nothing() -> None:
    service = make_service(slug="online")
    client = at_the_desk(Role.EDITOR)
    said = {"key": ["online"], "column": "expires_at", "value_follows": "1", "value": "ooit"}
    assert client.post(ASK, said).context["form"].errors
    assert client.post(ASK, said | {"column": "state"}).context["form"] is None
    assert client.get(ASK).status_code == 405
    reader = at_the_desk(Role.ADMINISTRATOR)
    assert reader.post(ASK, said).status_code == 403
    signals = client.get(reverse("admin:rights_signal_changelist")).content.decode()
    assert "change_field" not in signals, "what is no table has no such action"
    assert "change_field" in client.get(LIST).content.decode()
    assert not Proposal.objects.exists()
    assert Service.all_objects.get(pk=service.pk).expires_at is None
