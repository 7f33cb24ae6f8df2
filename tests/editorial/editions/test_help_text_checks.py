"""What was read of a help page is shown by an edition, without a name, until it is taken back."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from editorial.editions.current import EditionReader
from editorial.editions.store import EditionFolder
from editorial.models import HelpTextCheck
from tests.editorial.editions.conftest import Commit, Make
from wegwijzer.help_pages.sentences import texts_of

pytestmark = pytest.mark.usefixtures("empty_directory")

READER = "Zofia Read-it-all"


def check(sentence: str) -> HelpTextCheck:
    return HelpTextCheck.objects.create(
        language="pl",
        sentence=sentence,
        digest=texts_of("pl").translations[sentence].digest,
        reader=READER,
        checked_on=date(2026, 3, 1),
        recorded_by="anna-records",
        approved_by="piet-approves",
        approved_at=timezone.now(),
    )


def test_a_sentence_waits_for_an_edition_and_is_gone_without_one(
    reader: EditionReader, make: Make, commit: Commit, folder: EditionFolder
) -> None:
    text = texts_of("pl").translations["right_pay"].text
    client = Client()

    def is_shown() -> bool:
        return text in client.get("/pl/").content.decode()

    check("rights_heading")
    checked = check("right_pay")
    assert not is_shown()
    make()
    reader.look()
    assert is_shown()
    [contents] = [folder.file(folder.records()[-1].number).read_bytes()]
    for name in (READER, "anna-records", "piet-approves"):
        assert name.encode() not in contents
    with commit():
        checked.delete()
    assert not is_shown()


def test_a_check_that_nobody_approved_is_in_no_edition(
    reader: EditionReader, make: Make, folder: EditionFolder
) -> None:
    check("rights_heading")
    HelpTextCheck.objects.update(approved_at=None)
    assert make().row_counts["editorial_helptextcheck"] == 0
