"""The page about privacy promises no more than an encrypted connection gives."""

import pytest
from django.test import Client

SAID = {
    "/nl/privacy/": "kunnen zij soms raden welke pagina het is",
    "/en/privacy/": "they can sometimes guess which page it is",
}


@pytest.mark.django_db
def test_it_says_that_lengths_and_moments_give_a_page_away() -> None:
    for path, said in SAID.items():
        text = " ".join(Client().get(path).content.decode().split())
        assert said in text, path
        assert "cannot see which page" not in text
        assert "zien niet welke pagina" not in text
