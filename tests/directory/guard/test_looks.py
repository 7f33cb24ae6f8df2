"""What the desk compares of one entry decides as the whole directory does, and reads far less."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone

from directory.guard.answers import SignpostAnswers
from directory.guard.problems import fallback_problems, stored_fallbacks, stored_first_contacts
from directory.models import Area, FirstContactRule, Need, Organization, Service
from directory.snapshot.service_records import load_services
from editorial.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("starter_content")]

SERVICE, RULE = "comensha-helpdesk", "loon"


def set_columns(**columns: object) -> Callable[[Entry], object]:
    return lambda entry: type(entry)._default_manager.filter(pk=entry.pk).update(**columns)


def set_related(name: str, *related: object) -> Callable[[Entry], object]:
    return lambda entry: getattr(entry, name).set(related)


def changes() -> dict[str, tuple[Entry, Callable[[Entry], object]]]:
    service = Service.objects.get(slug=SERVICE)
    rule = FirstContactRule.objects.get(slug=RULE)
    organization: Organization = service.organization
    channels = organization.channels
    drenthe = Area.objects.get(code="NL-DR")
    return {
        "words": (service, set_columns(description_nl="Anders.", wait_time_nl="Een week")),
        "a draft": (service, set_columns(state="draft")),
        "expired": (service, set_columns(expires_at=timezone.now())),
        "intake": (service, set_columns(intake="referral")),
        "age": (service, set_columns(age_rule="only", age_groups=["minor"])),
        "hours": (service, set_columns(opening_hours="Tu 09:00-10:00")),
        "no channel": (service, set_related("channels")),
        "one province": (service, set_related("service_areas", drenthe)),
        "another need": (service, set_related("needs", Need.objects.get(code="debts"))),
        "an organization that is no more": (organization, set_columns(state="withdrawn")),
        "police": (organization, set_columns(kind="police")),
        "words of an organization": (organization, set_columns(description_nl="Anders.")),
        "hours of a channel": (organization, lambda _entry: channels.update(opening_hours="24/7")),
        "no channels": (organization, lambda _entry: channels.all().delete()),
        "a rule for somebody else": (rule, set_related("needs", Need.objects.get(code="debts"))),
        "a rule that is withdrawn": (rule, set_columns(state="withdrawn")),
        "words of a rule": (rule, set_columns(source="Elders")),
    }


def test_two_looks_at_an_entry_differ_when_the_answers_of_the_directory_may() -> None:
    signpost, whole = SignpostAnswers(), stored_first_contacts()
    seen = {}
    expected = {}
    for name, (entry, change) in changes().items():
        before = signpost.look_at(entry)
        with transaction.atomic():
            change(entry)
            seen[name] = before != signpost.look_at(entry)
            expected[name] = not whole.decides_like(stored_first_contacts())
            transaction.set_rollback(True)
    assert seen == expected
    assert set(expected.values()) == {True, False}


def test_a_few_services_are_read_as_they_are_among_all() -> None:
    now = timezone.now()
    records = load_services(now).records
    some = {record.key for record in records[::3]}
    assert load_services(now, only=some).records == records[::3]
    assert load_services(now, only=()).records == ()


def test_the_services_that_rules_name_are_enough_to_tell_whom_they_leave_alone() -> None:
    for name, (entry, change) in changes().items():
        with transaction.atomic():
            change(entry)
            now = timezone.now()
            whole = fallback_problems(stored_first_contacts(now))
            assert list(map(str, fallback_problems(stored_fallbacks(now)))) == list(
                map(str, whole)
            ), name
            transaction.set_rollback(True)
