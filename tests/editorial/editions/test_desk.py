"""The first page of the desk says which edition visitors read, and in red what is wrong with it."""

from __future__ import annotations

import os
import re
from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from directory.models import FirstContactRule, Organization
from editorial.accounts.roles import Role
from editorial.editions.making import lift, take_back
from editorial.editions.store import EditionFolder
from editorial.editions.watching import SEEN, Watcher
from tests.editorial.editions.conftest import Make, as_it_is, change
from tests.pages import text_of
from tests.people import at_the_desk

pytestmark = pytest.mark.usefixtures("organization", "fallbacks")


def first_page() -> str:
    response = at_the_desk(Role.EDITOR, username=f"editor-{timezone.now().timestamp()}").get(
        "/admin/"
    )
    assert response.status_code == 200
    html: str = response.content.decode()
    return html


def warnings() -> list[str]:
    """Return what is said in red."""
    return [text_of(one) for one in re.findall(r'<li class="error">(.*?)</li>', first_page())]


def panel() -> str:
    return text_of(first_page().partition('id="desk-editions"')[2].partition("</section>")[0])


@pytest.fixture
def watcher(folder: EditionFolder) -> Watcher:
    return Watcher(folder, picture=as_it_is)


def test_all_is_well(watcher: Watcher) -> None:
    watcher.look()
    assert warnings() == []
    assert "Editie 1, gemaakt op" in panel()
    assert "Alles wat gepubliceerd is, staat erin." in panel()


def test_it_says_what_is_not_in_it_yet(watcher: Watcher) -> None:
    watcher.look()
    change("NEW")
    assert "staat er nog niet in" in panel()
    assert warnings() == []
    watcher.look()
    assert "Editie 2" in panel()
    assert "staat er nog niet in" not in panel()


def test_it_warns_when_there_is_none(folder: EditionFolder) -> None:
    assert "Er is nog geen editie: bezoekers hebben niets te lezen." in warnings()


def test_it_warns_after_a_minute_in_which_nobody_watched(
    folder: EditionFolder, watcher: Watcher
) -> None:
    watcher.look()
    moment = (timezone.now() - timedelta(seconds=59)).timestamp()
    os.utime(folder.path / SEEN, (moment, moment))
    assert warnings() == []
    os.utime(folder.path / SEEN, (moment - 2, moment - 2))
    assert [text[:27] for text in warnings()] == ["Er worden geen edities gema"]


def test_it_warns_of_a_refused_one_with_the_reason(watcher: Watcher) -> None:
    watcher.look()
    organization = Organization.objects.get(slug="first")
    rows: QuerySet[Organization] = QuerySet(Organization).filter(pk=organization.pk)
    organization.locations.create(key="house", confidential=True)
    rows.update(description_nl="Kom naar Kerkstraat 12")
    watcher.look()
    what, why = warnings()
    assert what.startswith("De laatste editie is geweigerd")
    assert "lijkt een adres te staan bij een geheime plek" in why
    assert "Kerkstraat" not in first_page()
    assert "Editie 1" in panel()
    rows.update(description_nl="Kom langs.")
    watcher.look()
    assert warnings() == []


def test_it_warns_as_long_as_somebody_went_back(
    folder: EditionFolder, watcher: Watcher, make: Make
) -> None:
    watcher.look()
    change("NEW")
    watcher.look()
    take_back(folder, 1)
    assert warnings() == ["Iemand is teruggegaan naar editie 1: niets nieuwers bereikt bezoekers."]
    lift(folder)
    assert warnings() == []


def test_it_warns_of_a_damaged_file(folder: EditionFolder, watcher: Watcher) -> None:
    watcher.look()
    folder.file(1).write_bytes(b"x")
    assert warnings() == ["Het bestand van editie 1 is beschadigd."]
    folder.file(1).unlink()
    assert warnings() == ["Het bestand van editie 1 is beschadigd."]
    watcher.look()
    assert warnings() == []


def test_it_warns_of_what_an_emergency_took_away(folder: EditionFolder, make: Make) -> None:
    FirstContactRule.all_objects.get(slug="minor").delete()
    make()
    assert any(text.startswith("Bezoekers lezen een editie waarin") for text in warnings())


PAGES = (
    "/admin/",
    "/admin/editorial/verification/work-list/",
    "/admin/directory/service/",
    "/admin/directory/service/add/",
    "/admin/editorial/proposal/",
    "/admin/editorial/translationsource/",
)


def test_whoever_is_left_without_an_answer_stands_on_every_page_until_it_is_mended(
    folder: EditionFolder, make: Make
) -> None:
    desk = at_the_desk(Role.EDITOR)

    def alarms() -> dict[str, int]:
        found = {}
        for path in PAGES:
            page = desk.get(path).content.decode()
            said = map(text_of, re.findall(r'<li class="error">(.*?)</li>', page))
            found[path] = sum("er is geen vangnet" in text for text in said)
        return found

    assert alarms() == dict.fromkeys(PAGES, 0)
    rule = FirstContactRule.all_objects.get(slug="minor")
    FirstContactRule.all_objects.filter(pk=rule.pk).update(state="withdrawn")
    make()
    assert alarms() == dict.fromkeys(PAGES, 1)
    FirstContactRule.all_objects.filter(pk=rule.pk).update(state="published")
    make()
    assert alarms() == dict.fromkeys(PAGES, 0)
