"""Parts of pages that are written once for everybody."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from wegwijzer.templatetags.kept import kept_parts

PART = Template(
    "{% load i18n kept %}"
    '{% kept "part of a test" host %}'
    '{% translate "Search" %} {{ host }} {{ moment }}{% endkept %}'
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept_parts.clear()


def shown(language: str, host: str, moment: str) -> str:
    with override(language):
        return PART.render(Context({"host": host, "moment": moment}))


def test_a_part_is_written_once_for_a_language_and_the_values_it_names() -> None:
    assert shown("en", "one", "first") == "Search one first"
    assert shown("en", "one", "later") == "Search one first"
    assert shown("nl", "one", "later") == "Zoeken one later"
    assert shown("en", "two", "later") == "Search two later"
    assert shown("nl", "one", "last") == "Zoeken one later"
