"""Articles of laws, in every way in which people write them."""

from collections.abc import Callable

import pytest

from rights.models import Legislation, Provision
from wegwijzer.search.articles import ArticleBook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("read_from_an_edition")]

Find = Callable[[str], list[str]]


@pytest.fixture
def find() -> Find:
    laws = list(Legislation.objects.by_kind())
    provisions = list(Provision.objects.select_related("legislation"))
    book = ArticleBook.of(laws, provisions)
    slugs = {law.pk: law.slug for law in laws}
    keys = {provision.pk: provision.key for provision in provisions}

    def found(q: str) -> list[str]:
        articles = book.find(q)
        return [*(keys[pk] for pk in articles.provisions), *(slugs[pk] for pk in articles.laws)]

    return found


@pytest.mark.parametrize(
    "q",
    [
        "273f",
        "273F Sr",
        "art 273f",
        "art. 273f Sr",
        "artikel 273f",
        "Artikel 273f Wetboek van Strafrecht",
        "artikel 273f, lid 1, Sr",
        "article 273f of the Criminal Code",
        "sr 273f",
        "wat zegt artikel 273f?",
    ],
)
def test_an_article_is_found_however_it_is_written(find: Find, q: str) -> None:
    assert find(q)[0] == "sr/273f"


@pytest.mark.parametrize(
    ("q", "key"),
    [
        ("3.48 Vb", "vb2000/3.48"),
        ("artikel 3.51 vreemdelingenbesluit", "vb2000/3.51"),
        ("art. 4 EVRM", "evrm/4"),
        ("artikel 51a sv", "sv/51a"),
        ("article 12 criminal procedure", "sv/12"),
    ],
)
def test_the_law_beside_it_says_which_one(find: Find, q: str, key: str) -> None:
    [first, *_others] = find(q)
    assert first.startswith(key)


def test_an_article_of_many_laws_gives_each(find: Find) -> None:
    assert len(find("artikel 12")) > 2


@pytest.mark.parametrize("q", ["artikel 8.3 Vb", "8.3 vb 2000", "artikel 999 vreemdelingenbesluit"])
def test_an_article_that_is_not_here_leads_to_its_law(find: Find, q: str) -> None:
    assert find(q) == ["vb2000"]


@pytest.mark.parametrize("q", ["B8/3", "b8/3 vc"])
def test_a_law_that_is_cited_by_a_number_is_found(find: Find, q: str) -> None:
    assert any(Legislation.objects.get(slug=slug).citation == "Vc 2000 B8/3" for slug in find(q))


@pytest.mark.parametrize(
    "q",
    [
        "",
        "12",
        "mijn dochter is 12 jaar",
        "16 jarige",
        "112",
        "2015",
        "3011 AB",
        "wmo 2015",
        "06-12",
        "24/7",
        "5 kinderen",
        "opvang 1012",
        "xyzzy9999999",
        "art",
        "artikel",
    ],
)
def test_other_numbers_are_no_articles(find: Find, q: str) -> None:
    assert find(q) == []
