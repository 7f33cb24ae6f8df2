"""Editors see how much is known, and whom to call first: the most named of whom least is known."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from directory.guard.completeness import FIELDS, MIN_SHARE, completeness
from directory.guard.naming import shares_of_named
from directory.guard.problems import stored_first_contacts
from directory.models import OrganizationFact, Service
from editorial.accounts.roles import Role
from editorial.reading.parts import forget_everything
from editorial.work.listing import work_list
from editorial.work.tasks import TaskKind
from tests.people import at_the_desk
from tests.wegwijzer.always_answer import OFFICE_HOURS, asking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]


def test_shares_are_those_of_whom_the_signpost_names() -> None:
    now = timezone.now()
    contacts = stored_first_contacts(now)
    shares = shares_of_named(contacts, now)
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert 1 < sum(shares.values()) <= 2
    said_nothing = contacts.decide(asking(), OFFICE_HOURS, in_danger=False)
    assert said_nothing.first in shares


def test_shares_are_counted_anew_once_somebody_else_is_named() -> None:
    now = timezone.now()
    before = shares_of_named(stored_first_contacts(now), now)
    Service.all_objects.filter(slug="comensha-helpdesk").update(wait_time_nl="Een dag")
    assert shares_of_named(stored_first_contacts(now), now) is before
    most_named = next(iter(before))
    Service.all_objects.filter(pk=most_named).update(state="draft")
    after = shares_of_named(stored_first_contacts(now), now)
    assert most_named not in after
    assert sum(after.values()) > 1


def test_what_is_not_known_stands_in_the_order_of_how_often_it_is_named() -> None:
    found = completeness(timezone.now())
    shares = [row.share for row in found.unknown]
    assert shares == sorted(shares, reverse=True)
    assert min(shares) >= MIN_SHARE
    assert all(row.labels for row in found.unknown)
    assert len(found.fields) == len(FIELDS)


def test_an_answer_that_becomes_known_is_counted() -> None:
    before = completeness(timezone.now())
    most_named = before.unknown[0].service
    Service.all_objects.filter(pk=most_named.pk).update(
        wait_time_nl="Een dag", wait_time_en="A day"
    )
    after = completeness(timezone.now())
    [waiting] = [field for field in after.fields if field.label == FIELDS["wait"][0]]
    [earlier] = [field for field in before.fields if field.label == FIELDS["wait"][0]]
    assert waiting.known_of_named == earlier.known_of_named + 1
    assert waiting.known == earlier.known + 1


def test_a_number_counts_once_a_source_has_a_year() -> None:
    number = completeness(timezone.now()).numbers_without_year[0]
    fact = OrganizationFact.objects.create(
        organization=number.organization,
        channel=number.key,
        field="value",
        source_title="Bericht",
        source_site="example.org",
        stated_by="organization",
        certainty="A",
    )
    assert number in completeness(timezone.now()).numbers_without_year
    fact.source_date = "2026"
    fact.save()
    assert number not in completeness(timezone.now()).numbers_without_year


def test_the_command_names_them() -> None:
    out = StringIO()
    call_command("completeness", stdout=out)
    printed = out.getvalue()
    assert "can you stay anonymous?" in printed
    assert "comensha-helpdesk" in printed


def test_the_work_list_has_the_calls_in_the_order_of_how_often_each_is_named() -> None:
    now = timezone.now()
    unknown = completeness(now).unknown
    work = work_list(now=now, kinds=[TaskKind.UNKNOWN])
    rows = [row for group in work.groups for row in group.rows]
    listed = [row.subject.reference.key for row in rows if row.tasks[0].rank == 0]
    assert listed == [unknown[0].service.slug]
    assert work.total == len(unknown)
    first_of_groups = [group.rows[0].tasks[0].rank for group in work.groups]
    assert first_of_groups == sorted(first_of_groups)
    assert str(unknown[0].labels[0]) in str(rows[0].tasks[0].detail)


def test_what_becomes_known_leaves_the_work_list() -> None:
    before = work_list(now=timezone.now(), kinds=[TaskKind.UNKNOWN])
    call = completeness(timezone.now()).unknown[0]
    Service.all_objects.filter(pk=call.service.pk).update(state="draft")
    forget_everything()
    after = work_list(now=timezone.now(), kinds=[TaskKind.UNKNOWN])
    rows = [row.subject.reference.key for group in after.groups for row in group.rows]
    assert call.service.slug not in rows
    assert before.groups[0].rows[0].subject.reference.key == call.service.slug


def test_the_desk_shows_the_calls_to_make_in_order() -> None:
    found = completeness(timezone.now())
    for role in (Role.EDITOR, Role.ADMINISTRATOR):
        page = at_the_desk(role).get("/admin/completeness/").content.decode()
        changes = [
            page.index(reverse("admin:directory_service_change", args=[row.service.pk]))
            for row in found.unknown
        ]
        assert changes == sorted(changes)
        assert found.numbers_without_year[0].display in page


def test_a_visitor_does_not_see_it(client: Client) -> None:
    assert client.get("/admin/completeness/").status_code == 302
