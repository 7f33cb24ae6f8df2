"""What a form may call the key of a record."""

import pytest
from django.http import QueryDict

from directory.desk.secret_texts import may_draft_form
from directory.models import Need
from editorial.documents.keys import key_in
from tests.directory.builders import make_service

NO_KEYS = ("", "x", "-1", "1.0", "²", "9" * 19, "9" * 4_000)


def test_what_is_no_key_is_none() -> None:
    assert [key_in(text) for text in ("7", "007", chr(0x0667), "9" * 18)] == [7, 7, 7, 10**18 - 1]
    assert {text: key_in(text) for text in NO_KEYS} == dict.fromkeys(NO_KEYS)


@pytest.mark.usefixtures("empty_directory")
def test_the_database_looks_for_the_largest_and_a_draft_with_what_is_no_key_is_kept() -> None:
    assert not Need.objects.filter(pk__in=[key_in("9" * 18)]).exists()
    form = QueryDict(mutable=True)
    form.setlist("needs", [*NO_KEYS, "9" * 18])
    assert may_draft_form(make_service(), form)
