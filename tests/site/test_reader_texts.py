"""Dutch where the English is missing: on every kind of page it says that it is Dutch."""

from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override
from modeltranslation.manager import get_translatable_fields_for_model

from directory.models import Organization, Service
from directory.models.vocabulary import VocabularyTerm
from editorial.models.translated import DutchText
from editorial.translations.sources import note_translations
from rights.models import Right
from tests.directory.builders import make_service

pytestmark = [pytest.mark.django_db]

PATHS = (
    "/en/help/?place=6711AB",
    "/en/help/comensha-helpdesk/",
    "/en/organisations/",
    "/en/organisations/comensha/",
    "/en/signpost/answer/?audience=professional&place=Groningen",
    "/en/who-does-what/",
    "/en/municipalities/GM0363/",
    "/en/rights/?age=minor",
    "/en/rights/bedenktijd/",
    "/en/legislation/",
    "/en/legislation/vb2000/",
    "/en/publications/",
    "/en/figures/",
    "/en/signals/",
    "/en/duties-of-municipalities/",
    "/en/not-right/service/comensha-helpdesk/",
    "/en/not-right/service/comensha-helpdesk/thanks/",
)
VOID = frozenset({"br", "img", "input", "hr", "meta", "link", "use", "path"})


class Languages(HTMLParser):
    """Gather each text with its language, and what stands where no element may."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[tuple[str, str]] = []
        self.without_markup: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.without_markup += [value for value in given.values() if value]
        if tag not in VOID:
            self._open.append((tag, given.get("lang") or self._open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1]
        if tag in {"title", "script"}:
            self.without_markup.append(data)
        else:
            self.texts.append((" ".join(data.split()), language))


@pytest.fixture
def no_english(starter_content: None) -> None:
    """Take every English text of the content away."""
    for model in apps.get_models():
        fields = [f"{name}_en" for name in get_translatable_fields_for_model(model) or ()]
        if fields:
            nothing = {name: None if model._meta.get_field(name).null else "" for name in fields}
            manager = getattr(model, "all_objects", model._default_manager)
            manager.update(**nothing)


def dutch_texts() -> set[str]:
    """Return what the content says in Dutch, a text a line; not what an option of a filter says."""
    of_content: set[str] = set()
    of_terms: set[str] = set()
    for model in apps.get_models():
        found = of_terms if issubclass(model, VocabularyTerm) else of_content
        for name in get_translatable_fields_for_model(model) or ():
            texts = model._default_manager.values_list(f"{name}_nl", flat=True)
            found |= {" ".join(text.split()) for text in texts if text and " " in text}
    return of_content - of_terms


@pytest.mark.usefixtures("no_english")
@pytest.mark.parametrize("path", PATHS)
def test_every_dutch_text_says_so_and_no_title_holds_an_element(path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 200
    page = Languages(response.content.decode())
    dutch = dutch_texts()
    shown = [(text, language) for text, language in page.texts if text in dutch]
    assert shown
    assert [text for text, language in shown if language != "nl"] == []
    assert [text for text in page.without_markup if "<" in text or "&lt;" in text] == []


@pytest.mark.parametrize(
    ("language", "english", "shown"),
    [
        ("nl", "", "Hulp &amp; advies"),
        ("nl", "Help & advice", "Hulp &amp; advies"),
        ("en", "Help & advice", "Help &amp; advice"),
        ("en", "", '<span lang="nl">Hulp &amp; advies</span>'),
    ],
)
def test_a_text_is_in_the_language_of_the_reader_or_marked_as_dutch(
    language: str, english: str, shown: str
) -> None:
    service = Service(name_nl="Hulp & advies", name_en=english)
    template = Template('{% load reader_texts %}{{ service|reader_text:"name" }}')
    with override(language):
        assert template.render(Context({"service": service})) == shown


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_written_in_no_language_is_empty(language: str) -> None:
    template = Template('{% load reader_texts %}{% if it|reader_text:"alert" %}shown{% endif %}')
    with override(language):
        assert template.render(Context({"it": Service()})) == ""


def test_a_filter_for_texts_gets_the_dutch_without_its_element() -> None:
    organization = Organization(name_nl="Een lange naam & meer", name_en="")
    template = Template(
        '{% load reader_texts %}{{ it|reader_text:"name"|truncatewords:2 }}'
        ' {{ it|reader_text:"name"|plain }}'
    )
    with override("en"):
        shown = template.render(Context({"it": organization}))
    assert shown == "Een lange … Een lange naam &amp; meer"


def test_a_misspelled_field_is_an_error() -> None:
    template = Template('{% load reader_texts %}{{ it|reader_text:"nmae" }}')
    with pytest.raises(AttributeError):
        template.render(Context({"it": Right()}))


def test_a_dutch_text_is_a_text_like_any_other() -> None:
    assert DutchText("hulp") == "hulp"
    assert f"{DutchText('hulp')}!" == "hulp!"


SENTENCE = "The English text is not ready yet, so this is in Dutch."


@pytest.mark.parametrize("name", ["alert", "disclosure", "application_process", "description"])
@pytest.mark.parametrize("why", ["missing", "held back"])
def test_a_text_that_is_only_there_in_dutch_says_so_right_after_it(
    client: Client, empty_directory: None, *, name: str, why: str
) -> None:
    service = make_service(slug="advice", **{f"{name}_nl": "Bel de arts.", f"{name}_en": "Call."})
    note_translations(service, "anna")
    path = "/en/help/advice/"
    assert SENTENCE not in client.get(path).content.decode()
    changed = {f"{name}_en": ""} if why == "missing" else {f"{name}_nl": "Bel de politie."}
    Service.all_objects.update(**changed)
    page = client.get(path).content.decode()
    is_dutch = why == "missing" or name in Service.safety_critical_texts
    assert (SENTENCE in page) == is_dutch
    if is_dutch:
        dutch = "Bel de arts." if why == "missing" else "Bel de politie."
        after = page[page.rindex(dutch) :][:300]
        assert SENTENCE in after
    assert SENTENCE not in client.get("/nl/hulp/advice/").content.decode()
