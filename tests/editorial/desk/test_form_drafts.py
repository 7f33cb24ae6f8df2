"""What somebody typed in a form outlives their session, and says nothing of a secret place."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Location, Organization
from editorial.accounts.roles import Role
from editorial.models import FormDraft
from tests.directory.builders import make_channel, make_organization, make_service
from tests.filling_in import filled_in
from tests.people import account, at_the_desk, sign_in

pytestmark = pytest.mark.usefixtures("empty_directory")

ADD = "/admin/directory/organization/add/"


def form_of(entry: Any) -> str:
    return reverse(f"admin:directory_{entry._meta.model_name}_change", args=[entry.pk])


def keep(client: Client, form: str, **changes: Any) -> Any:
    """Keep a form as the script does while somebody writes."""
    return client.post(f"{form}draft/", filled_in(client.get(form), **changes)).json()


def test_what_was_typed_is_back_after_signing_in_again() -> None:
    organization = make_organization()
    make_channel(organization, label_nl="Bureau")
    editor = account(Role.EDITOR, username="editor")
    client = Client()
    sign_in(client, editor)
    for form in (form_of(organization), ADD):
        assert keep(client, form, description_nl="Halverwege")["kept"]
    client = Client()
    sign_in(client, editor)
    for form in (form_of(organization), ADD):
        assert "?draft=1" in client.get(form).content.decode()
        restored = client.get(f"{form}?draft=1")
        assert filled_in(restored)["description_nl"] == ["Halverwege"]
    assert Organization.all_objects.get().description_nl != "Halverwege"
    form = form_of(organization)
    sent = filled_in(client.get(f"{form}?draft=1"), description_en="Halfway")
    assert sent["channels-0-label_nl"] == ["Bureau"]
    assert client.post(form, sent | {"_save": ["x"]}).status_code == 302
    assert [draft.path for draft in FormDraft.objects.all()] == [ADD]


def test_a_form_that_is_put_back_does_not_look_like_one_that_was_refused() -> None:
    """Half a form has much that may not be saved like that; one hears so when one saves it."""
    organization = make_organization()
    make_channel(organization)
    client = at_the_desk(Role.EDITOR)
    for form, row in ((form_of(organization), {"channels-0-value": "not a number"}), (ADD, {})):
        keep(client, form, name_nl="", slug="Not A Slug", **row)
        page = client.get(f"{form}?draft=1").content.decode()
        assert "Dit is wat u typte. Er is nog niets opgeslagen." in page
        for mark in ("errornote", "errorlist", "aria-invalid", "<title>Fout", "Herstel de fout"):
            assert mark not in page, (form, mark)
        sent = filled_in(client.get(f"{form}?draft=1"))
        assert "errornote" in client.post(form, sent | {"_save": ["x"]}).content.decode()


def test_a_session_that_ends_at_sending_leads_back_to_the_form() -> None:
    form = form_of(make_organization())
    response = Client().post(form, {}, headers={"referer": f"http://testserver{form}"})
    assert response.headers["Location"].endswith(f"?next={form.replace('/', '%2F')}")
    response = Client().post(form, {}, headers={"referer": f"https://elsewhere.example{form}"})
    assert "next" not in response.headers["Location"]


def test_nobody_sees_or_keeps_the_form_of_another() -> None:
    form = form_of(make_organization())
    keep(at_the_desk(Role.EDITOR, username="first"), form, description_nl="Halverwege")
    other = at_the_desk(Role.PUBLISHER, username="second")
    assert "?draft=1" not in other.get(form).content.decode()
    assert "Halverwege" not in other.get(f"{form}?draft=1").content.decode()
    assert at_the_desk(Role.ADMINISTRATOR).post(f"{form}draft/", {}).status_code == 403


def test_no_form_is_kept_that_may_say_where_a_secret_place_is() -> None:
    shelter = make_organization(kind="shelter")
    plain = make_organization()
    house = make_organization()
    Location.objects.create(organization=house, key="house", confidential=True)
    service = make_service(organization=house)
    street = "Kom naar Dorpsstraat 12."
    client = at_the_desk(Role.EDITOR)
    attempts: list[tuple[str, dict[str, Any]]] = [
        *((form_of(entry), {"description_nl": street}) for entry in (shelter, house, service)),
        (form_of(plain), {"description_nl": street, "kind": "shelter"}),
        (ADD, {"description_nl": street}),
    ]
    kept = []
    for form, changes in attempts:
        assert keep(client, form, description_nl="Nog zonder straat")["kept"], form
        if keep(client, form, **changes)["kept"] or FormDraft.objects.filter(path=form).exists():
            kept.append((form, changes))
    row = filled_in(client.get(form_of(plain))) | {
        "locations-0-confidential": ["on"],
        "locations-0-city": ["Ergens"],
    }
    if client.post(f"{form_of(plain)}draft/", row).json()["kept"]:
        kept.append((form_of(plain), row))
    assert not kept
    assert keep(client, form_of(plain), description_nl=street)["kept"]


def test_what_the_desk_signs_is_never_taken_for_a_place() -> None:
    form = form_of(make_organization(kind="shelter"))
    client = at_the_desk(Role.EDITOR)
    for signed in ("9F469Q2C+M5", "52.0907, 5.1214", "Dorpsstraat 12"):
        assert keep(client, form, opened=signed)["kept"], signed
        assert not keep(client, form, description_nl=signed)["kept"], signed


def test_a_place_that_becomes_secret_takes_every_unfinished_form_away() -> None:
    organization = make_organization()
    place = Location.objects.create(
        organization=organization,
        key="house",
        confidential=False,
        address_1="Dorpsstraat 12",
        city="Ergens",
    )
    keep(at_the_desk(Role.EDITOR), form_of(organization), description_nl="Dorpsstraat 12")
    assert FormDraft.objects.exists()
    place.confidential = True
    place.address_1 = place.city = ""
    place.save()
    assert not FormDraft.objects.exists()


def test_unfinished_forms_go_after_two_weeks() -> None:
    client = at_the_desk(Role.EDITOR)
    old, new = make_organization(), make_organization()
    keep(client, form_of(old))
    FormDraft.objects.update(saved_at=timezone.now() - timedelta(days=15))
    keep(client, form_of(new))
    assert [draft.path for draft in FormDraft.objects.all()] == [form_of(new)]
