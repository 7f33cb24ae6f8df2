"""The guard of the templates is itself a promise: it must object, and only where it should."""

import pytest
from django.template import Context, Origin, Template

from tests.strict_templates import OUR_ROOT, MissingTemplateVariableError


def render(source: str, *, template: str, **variables: object) -> str:
    return Template(source, origin=Origin(template)).render(Context(variables))


OURS = str(OUR_ROOT / "templates" / "page.html")
OF_A_PACKAGE = str(OUR_ROOT / ".venv" / "lib" / "site-packages" / "django" / "page.html")


@pytest.mark.parametrize(
    "source",
    [
        "{{ nmae }}",
        "{{ name.lenght }}",
        "{{ nmae|upper }}",
        "{% with alias=nmae %}{{ alias }}{% endwith %}",
        "{% load i18n %}{% blocktranslate %}Help from {{ nmae }}{% endblocktranslate %}",
    ],
)
def test_a_misspelled_variable_in_our_template_is_an_error(source: str) -> None:
    with pytest.raises(MissingTemplateVariableError, match=r"nmae|lenght"):
        render(source, template=OURS, name="Ada")


@pytest.mark.parametrize(
    ("source", "rendered"),
    [
        ("{% if nmae %}known{% else %}unknown{% endif %}", "unknown"),
        ("{{ nmae|default:'unknown' }}", "unknown"),
        ("{{ name|upper }}", "ADA"),
    ],
)
def test_a_variable_may_be_absent_where_absence_is_an_answer(source: str, rendered: str) -> None:
    assert render(source, template=OURS, name="Ada") == rendered


def test_the_templates_of_packages_keep_their_silence() -> None:
    assert render("[{{ nmae }}]", template=OF_A_PACKAGE) == "[]"


def test_a_method_is_called_once_for_each_place_that_shows_it() -> None:
    calls: list[str] = []

    class Entry:
        def title(self) -> str:
            calls.append("title")
            return "Shelter"

    assert render("{{ entry.title }}", template=OURS, entry=Entry()) == "Shelter"
    assert calls == ["title"]
