"""Templates are indented; what is sent is not."""

import re
from pathlib import Path

import pytest
from django.template import Origin, TemplateSyntaxError, engines
from django.template.loader import get_template
from django.test import Client

from wegwijzer.template_loaders import DedentingLoader

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(ROOT.rglob("*.html"))
VERBATIM = re.compile(r"<(pre|textarea)\b[^>]*>(.*?)</\1>", re.DOTALL)


def loader() -> DedentingLoader:
    return DedentingLoader(engines["django"].engine)  # type: ignore[attr-defined]


def origin(path: Path) -> Origin:
    return Origin(str(path), str(path.name), loader())


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
@pytest.mark.parametrize("path", ["/nl/", "/nl/rechten/", "/en/help/?place=6711AB"])
def test_no_line_of_a_page_is_indented(path: str) -> None:
    lines = Client().get(path).content.decode().splitlines()
    assert [line for line in lines if line.startswith((" ", "\t"))] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_line_stays_a_line_with_the_same_words(path: Path) -> None:
    source = path.read_text()
    lines = loader().get_contents(origin(path)).splitlines()
    assert lines == [line.lstrip() for line in source.splitlines()]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_that_is_shown_as_it_stands_begins_a_line(path: Path) -> None:
    assert not [text for _tag, text in VERBATIM.findall(path.read_text()) if "\n" in text]


def test_a_letter_keeps_its_own_lines(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear reader,\n\n    this stands apart.\n")
    assert loader().get_contents(origin(letter)) == letter.read_text()


def test_an_error_names_the_right_line(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<div>\n  <p>\n    {% no_such_tag %}\n  </p>\n</div>\n")
    with pytest.raises(TemplateSyntaxError) as raised:
        engines["django"].from_string(loader().get_contents(origin(page)))
    assert raised.value.token.lineno == 3  # type: ignore[attr-defined]


def test_templates_of_the_admin_are_still_found() -> None:
    get_template("admin/change_list.html")
