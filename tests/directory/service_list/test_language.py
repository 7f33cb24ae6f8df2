"""The language in which somebody wants to talk, on the list: it orders, and leaves nothing out."""

from typing import Any

import pytest

from directory.formats.languages import language_name, languages_to_talk
from tests.directory.builders import make_channel, make_need, make_organization, make_service
from tests.pages import get

SENTENCE = "If help fits equally well, those who speak"


@pytest.mark.usefixtures("empty_directory")
def test_who_speaks_it_comes_first_then_an_interpreter_then_the_rest() -> None:
    """Before what is open now, too: a line is of no use to who cannot speak on it."""
    organization = make_organization()
    always = make_channel(organization, opening_hours="24/7")
    columns_of: dict[str, dict[str, Any]] = {
        "dutch": {"languages": ["nl"], "channels": [always]},
        "interpreter": {"interpreter": "yes", "languages": ["de"]},
        "polish": {"languages": ["nl", "pl"], "intake": "referral"},
        "unknown": {"channels": [always]},
    }
    for name, columns in columns_of.items():
        make_service(name_nl=name, name_en=name, organization=organization, **columns)
    make_need("legal")
    plain, dutch = get("/en/help/"), get("/en/help/?language=nl")
    polish = get("/en/help/?language=pl")
    assert polish.results == ["polish", "interpreter", "dutch", "unknown"]
    assert plain.results == dutch.results == ["dutch", "unknown", "interpreter", "polish"]
    assert f"{SENTENCE} polski come first. Then come those with an interpreter" in polish.words
    assert SENTENCE not in plain.words + dutch.words
    assert SENTENCE not in get("/en/help/?language=pl&need=legal").words  # nothing fits
    assert get("/en/help/?language=ar&language=de").results[0] == "interpreter"


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
def test_each_language_is_behind_more_in_its_own_name_and_takes_the_place_of_another() -> None:
    page = get("/en/help/?need=talk&language=pl")
    assert page.total == get("/en/help/?need=talk").total
    in_view, more = page.html.split("More choices")
    assert "language=ar" not in in_view
    assert 'ww-facet--more" open' in page.html
    offered = {option.text: option for option in page.options}
    names = [language_name(code, code) for code in languages_to_talk() if code != "nl"]
    assert [text for text in offered if text in names] == names
    assert '<bdi lang="ar" translate="no">العربية</bdi>' in more
    assert offered["العربية"].url == "/en/help/?need=talk&language=ar"
    assert offered["العربية"].count == page.total
    assert offered["polski"].is_on
    assert offered["polski"].url == "/en/help/?need=talk"
    assert ("Remove: polski ×", "/en/help/?need=talk") in [
        (link.text, link.url) for link in page.active_filters
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("starter_content")
def test_the_list_and_the_answer_of_the_signpost_hand_it_to_each_other() -> None:
    asked = "?need=talk&language=pl"
    answer = get("/en/help/" + asked).link("See whom you can contact first")
    assert answer == "/en/signpost/answer/" + asked
    assert f'href="/en/help/{asked.replace("&", "&amp;")}"' in get(answer).html
