"""What the desk says of its own accord: dates, drafts, twins, and what visitors cannot see."""

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.models import Organization, Service
from editorial.accounts.roles import Role
from editorial.models import Proposal
from editorial.work.listing import work_list
from tests.directory.builders import make_channel, make_organization, make_service
from tests.filling_in import filled_in
from tests.people import at_the_desk

pytestmark = [pytest.mark.usefixtures("empty_directory")]

DAY = timedelta(days=1)
ADD = "admin:directory_organization_add"
NEW = {
    "name_nl": "Stichting Nieuw",
    "name_en": "New foundation",
    "slug": "nieuw",
    "kind": "ngo",
    "helps_victims": "direct",
    "description_nl": "Helpt.",
    "description_en": "Helps.",
}


def add(client: Client, query: str = "", **changes: Any) -> Any:
    url = reverse(ADD) + query
    return client.post(url, filled_in(client.get(url), **(NEW | changes)) | {"_save": ["x"]})


def test_dates_that_cannot_be_meant_are_refused() -> None:
    now = timezone.now()
    wrong = {
        "the end before the beginning": {"publish_at": now, "expires_at": now - DAY},
        "an end at the beginning": {"publish_at": now, "expires_at": now},
        "a year of three digits": {"expires_at": datetime(202, 6, 1, tzinfo=UTC)},
        "a year of five thousand": {"publish_at": datetime(5026, 6, 1, tzinfo=UTC)},
    }
    accepted: list[str] = []
    for title, dates in wrong.items():
        try:
            Organization(slug="a", **dates).clean()
        except ValidationError:
            continue
        accepted.append(title)
    assert not accepted
    make_organization(publish_at=now, expires_at=now + DAY).clean()


def test_lists_form_and_work_list_say_what_its_dates_make_of_an_entry() -> None:
    now = timezone.now()
    make_organization(slug="gone", name_nl="Verlopen hulp", expires_at=now - DAY)
    make_organization(slug="soon", name_nl="Hulp die eindigt", expires_at=now + 3 * DAY)
    make_organization(slug="later", name_nl="Latere hulp", publish_at=now + DAY)
    client = at_the_desk(Role.EDITOR)
    listed = client.get(reverse("admin:directory_organization_changelist")).content.decode()
    gone = Organization.all_objects.get(slug="gone")
    form = client.get(reverse("admin:directory_organization_change", args=[gone.pk]))
    assert "Gepubliceerd, verlopen op" in form.content.decode()
    assert listed.count("verlopen op") == listed.count("maar pas vanaf") == 1
    for kind, name in (("expired", "gone"), ("expiring", "soon"), ("planned", "later")):
        found = work_list(now=now, kinds=[kind])
        assert [row.subject.slug for group in found.groups for row in group.rows] == [name]


def test_no_day_is_taken_from_a_moment_in_utc() -> None:
    published = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    entry = make_organization(first_published_at=published)
    assert str(entry.first_published_on) == "2026-01-02"
    bare = []
    for app in ("editorial", "directory", "rights", "wegwijzer"):
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                match node:
                    case ast.Call(func=ast.Attribute(attr="date", value=moment), args=[]):
                        text = ast.unparse(moment)
                        if text.endswith("_at") or text == "since":
                            bare.append(f"{path.name}: {text}")
    assert not bare


def test_whoever_approves_is_told_that_visitors_will_not_see_it() -> None:
    organization = make_organization(name_nl="Nog niet af", state="draft")
    service = make_service(organization=organization, state="draft")
    url = reverse("admin:directory_service_change", args=[service.pk])
    editor = at_the_desk(Role.EDITOR)
    editor.post(url, filled_in(editor.get(url)) | {"_submit": ["x"]})
    publisher = at_the_desk(Role.PUBLISHER)
    page = publisher.get(Proposal.objects.get().get_absolute_url()).content.decode()
    assert "Nog niet af is niet openbaar (Concept)" in page
    Organization.all_objects.update(state="published")
    page = publisher.get(Proposal.objects.get().get_absolute_url()).content.decode()
    assert "is niet openbaar" not in page


def test_what_a_popup_made_is_chosen_in_the_form_behind_it() -> None:
    response = add(at_the_desk(Role.EDITOR), "?_to_field=id&_popup=1")
    made = Organization.all_objects.get()
    assert response.status_code == 200
    assert f"&quot;value&quot;: &quot;{made.pk}&quot;" in response.content.decode()


def test_a_new_one_that_looks_like_an_old_one_is_pointed_out_once() -> None:
    old = make_organization(name_nl="Stichting Nièuw", website="https://www.nieuw.nl/over")
    make_channel(make_organization(name_nl="De Ander"), value="+31201234567")
    client = at_the_desk(Role.EDITOR)
    response = add(client)
    assert "Stichting Nièuw" in response.content.decode()
    assert not Organization.all_objects.filter(slug="nieuw").exists()
    again = filled_in(response) | {"_save": ["x"]}
    assert client.post(reverse(ADD), again).status_code == 302
    assert Organization.all_objects.filter(slug="nieuw").exists()
    found = Organization.all_objects.all().alike
    site = found({"name_nl": "Iets", "website": "http://nieuw.nl"})
    number = found({"name_nl": "Iets", "channels": [{"value": "+31201234567"}]})
    assert [one.pk for one in site] == [old.pk]
    assert [one.name_nl for one in number] == ["De Ander"]
    assert not found({"name_nl": "Iets", "website": "https://elders.nl", "channels": []})


def test_who_made_a_draft_can_delete_it_with_all_that_hangs_on_it() -> None:
    client = at_the_desk(Role.EDITOR)
    add(client)
    organization = Organization.all_objects.get()
    make_channel(organization)
    service = make_service(organization=organization, state="draft")
    change = reverse("admin:directory_service_change", args=[service.pk])
    client.post(change, filled_in(client.get(change)) | {"_submit": ["x"]})
    for entry in (service, organization):
        name = f"admin:directory_{entry._meta.model_name}"
        form = client.get(reverse(f"{name}_change", args=[entry.pk])).content.decode()
        delete = reverse(f"{name}_delete", args=[entry.pk])
        assert delete in form
        assert client.get(delete).status_code == 200
        assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not Service.all_objects.exists()
    assert not Organization.all_objects.exists()
    assert not Proposal.objects.open().exists()
