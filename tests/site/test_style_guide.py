"""The page that shows every component."""

from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = ROOT / "templates" / "components"

pytestmark = pytest.mark.django_db


def test_a_visitor_does_not_see_it(client: Client) -> None:
    assert client.get("/en/style-guide/").status_code == 404


@pytest.mark.parametrize("language", ["nl", "en"])
def test_who_works_on_the_site_sees_every_component(language: str, settings: Settings) -> None:
    settings.DEBUG = True
    caches["template_fragments"].clear()
    page = Client().get({"nl": "/nl/stijlgids/", "en": "/en/style-guide/"}[language])
    assert page.status_code == 200
    shown = {template.name for template in page.templates if template.name}
    missing = {f"components/{path.name}" for path in COMPONENTS.glob("*.html")} - shown
    assert missing == set()
