"""What is not published stands in no public byte, whatever is asked."""

from collections.abc import Callable

import pytest
from django.test import Client

from directory.models import (
    Channel,
    FirstContactOption,
    FirstContactRule,
    Organization,
    SearchHint,
    Service,
)
from tests.directory.builders import make_area, make_channel, make_organization, make_service
from tests.pages import get

pytestmark = pytest.mark.usefixtures("empty_directory")

CANARY = "Kwikstaart"

TEXTS = {
    f"{name}_{language}": f"{CANARY} {name}"
    for name in ("name", "description", "eligibility_description", "alert", "doubt")
    for language in ("nl", "en")
}
HIDDEN = ["draft", "in_review", "withdrawn"]

ADDRESSES = [
    "/{language}/",
    "/{language}/{help}/",
    "/{language}/{help}/?need=talk",
    "/{language}/{help}/?age=adult&municipality=GM0001",
    "/{language}/{help}/?page=2",
    "/{language}/{organizations}/",
    "/{language}/{organizations}/known/",
    "/{language}/{help}/known/",
    "/sitemap.xml",
]
WORDS = {
    "nl": {"help": "hulp", "organizations": "organisaties"},
    "en": {"help": "help", "organizations": "organisations"},
}
SEARCHES = [CANARY, CANARY.lower(), "kwikstaarten", "kwikstart"]


def public_bytes() -> str:
    """Return all that a visitor can be shown here, without what they typed themselves."""
    pages = [
        get(address.format(language=language, **words)).html
        for language, words in WORDS.items()
        for address in ADDRESSES
    ]
    return "\n".join(pages)


def hide_service() -> Callable[[str], None]:
    service = make_service(slug="kwikstaart", organization=known(), **TEXTS)

    def set_state(state: str) -> None:
        Service.all_objects.filter(pk=service.pk).update(state=state)

    return set_state


def hide_organization() -> Callable[[str], None]:
    texts = {name: text for name, text in TEXTS.items() if name[:4] in {"name", "desc"}}
    organization = make_organization(slug="kwikstaart", abbreviation=CANARY, **texts)
    make_service(slug="kwikstaart", organization=organization, **TEXTS)

    def set_state(state: str) -> None:
        Organization.all_objects.filter(pk=organization.pk).update(state=state)

    return set_state


def known() -> Organization:
    return Organization.all_objects.get(slug="known")


@pytest.fixture(params=[hide_service, hide_organization])
def set_state(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Make an entry full of the canary beside a public one, and give what changes its state."""
    make_area("GM0001")
    public = make_organization(slug="known", name_nl="Bekend", name_en="Known")
    make_channel(public)
    make_service(slug="known", name_nl="Bekende hulp", name_en="Known help", organization=public)
    hide: Callable[[], Callable[[str], None]] = request.param
    return hide()


def test_a_published_canary_is_seen_and_gone_at_once_when_it_is_withdrawn(
    set_state: Callable[[str], None],
) -> None:
    set_state("published")
    assert CANARY in public_bytes()
    assert all(get(f"/nl/hulp/?q={q}").total == 1 for q in SEARCHES)
    set_state("withdrawn")
    assert CANARY not in public_bytes()


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_canary_is_in_no_page(set_state: Callable[[str], None], state: str) -> None:
    set_state(state)
    assert CANARY.lower() not in public_bytes().lower()


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("path", ["/nl/hulp/", "/en/help/"])
def test_a_hidden_canary_is_not_found_counted_or_suggested(
    set_state: Callable[[str], None], state: str, path: str
) -> None:
    set_state(state)
    for q in SEARCHES:
        page = get(f"{path}?q={q}")
        assert page.total == 0
        assert "kwikstaart/" not in page.html
        assert max(option.count or 0 for option in page.options) == 0
    assert max(option.count or 0 for option in get(path).options) == 1


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("path", ["hulp", "organisaties"])
def test_its_address_is_as_absent_as_one_that_never_was(
    set_state: Callable[[str], None], state: str, path: str
) -> None:
    set_state(state)
    assert get(f"/nl/{path}/kwikstaart/").status == 404
    assert CANARY not in get(f"/nl/{path}/kwikstaart/").html


def test_a_hint_and_a_rule_do_not_bring_a_hidden_service_back() -> None:
    service = make_service(slug="kwikstaart", state="draft", **TEXTS)
    hint = SearchHint.objects.create(slug="hint", phrases_nl=["vogel"], explanation_nl="Een vogel.")
    hint.services.add(service)
    rule = FirstContactRule.all_objects.create(
        slug="rule", name_nl="x", reason_nl="x", is_fallback=True, state="published"
    )
    FirstContactOption.objects.create(rule=rule, role="first", service=service)
    page = get("/nl/hulp/?q=vogel")
    assert "Een vogel." in page.words
    assert CANARY not in page.html


def test_a_number_of_a_hidden_organization_stands_at_no_service_by_itself(client: Client) -> None:
    """A service may name another's channel: what it names is its own choice, and public."""
    hidden = make_organization(state="draft")
    make_channel(hidden, value="+31612345678", label_nl=CANARY)
    make_service(slug="known")
    assert Channel.objects.exists()
    assert CANARY not in client.get("/nl/hulp/known/").content.decode()
