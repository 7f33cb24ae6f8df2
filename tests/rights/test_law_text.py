"""When a text of law counts as changed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from rights.models import Legislation, Provision

pytestmark = pytest.mark.django_db

MARCH = datetime(2026, 3, 3, 9, tzinfo=UTC)
JUNE = datetime(2026, 6, 6, 9, tzinfo=UTC)


@pytest.fixture(params=["instrument", "article"])
def text(request: pytest.FixtureRequest, time_machine: TimeMachineFixture) -> Any:
    """Give an instrument, and then an article, that were made in March; it is June now."""
    time_machine.move_to(MARCH, tick=False)
    instrument = Legislation.all_objects.create(
        slug="test-act", kind="act", legal_status="in_force", right_on=date(2026, 1, 1)
    )
    article = Provision.objects.create(
        legislation=instrument, key="test-act/1", article="1", right_on=date(2026, 1, 1)
    )
    time_machine.move_to(JUNE, tick=False)
    return instrument if request.param == "instrument" else article


def changed_at(text: Any) -> datetime | None:
    moment: datetime | None = (
        type(text)._base_manager.values_list("changed_at", flat=True).get(pk=text.pk)
    )
    return moment


def test_a_new_text_has_not_changed(text: Any) -> None:
    assert changed_at(text) is None


@pytest.mark.parametrize(
    "changes", [{"legal_status": "repealed"}, {"right_on": date(2026, 6, 1)}, {"right_on": None}]
)
def test_another_status_or_date_is_noted(text: Any, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(text, name, value)
    text.save()
    assert changed_at(text) == JUNE


def test_a_save_that_names_its_fields_notes_it_too(text: Any) -> None:
    text.legal_status = "repealed"
    text.save(update_fields=["legal_status"])
    assert changed_at(text) == JUNE


def test_a_bulk_write_notes_it_too(text: Any) -> None:
    type(text)._default_manager.filter(pk=text.pk).update(legal_status="repealed")
    assert changed_at(text) == JUNE


def test_another_save_does_not_note_anything(text: Any) -> None:
    text.position = 3
    text.save()
    assert changed_at(text) is None


def test_an_older_copy_does_not_take_the_note_away(
    text: Any, time_machine: TimeMachineFixture
) -> None:
    older_copy = type(text)._default_manager.get(pk=text.pk)
    text.legal_status = "repealed"
    text.save()
    time_machine.move_to(datetime(2026, 9, 9, tzinfo=UTC), tick=False)
    older_copy.legal_status = "repealed"
    older_copy.save()
    assert changed_at(text) == JUNE
