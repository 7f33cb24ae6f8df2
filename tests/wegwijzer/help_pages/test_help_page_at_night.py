"""What a help page says of the hours at this minute."""

import pytest
import time_machine

from tests.pages import get
from wegwijzer.help_pages.sentences import texts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]


def test_a_night_is_not_called_open() -> None:
    closed = texts_of("ar").translations["closed_now"].text
    with time_machine.travel("2026-11-25T10:00+01:00"):
        assert closed not in get("/ar/").words
    with time_machine.travel("2026-11-25T23:00+01:00"):
        assert closed in get("/ar/").words
