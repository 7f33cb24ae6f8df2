"""The options of every facet, and which take which along."""

import pytest

from directory.facets import FACETS
from directory.models import Need
from directory.snapshot.facet_terms import FacetTerms, load_vocabularies, vocabulary_of
from tests.directory.builders import make_need

pytestmark = pytest.mark.usefixtures("empty_directory")


def test_every_facet_has_a_label_and_options_that_the_matcher_knows() -> None:
    make_need()
    vocabularies = load_vocabularies()
    terms, vocabulary = FacetTerms.of(vocabularies), vocabulary_of(vocabularies)
    assert set(terms.by_facet) == set(FACETS)
    for facet in FACETS:
        filters = {term.code for term in terms.by_facet[facet] if term.is_filter}
        assert filters == set(vocabulary.codes(facet))


def test_terms_keep_the_order_of_editors() -> None:
    make_need("b", position=1)
    make_need("a", position=2)
    assert FacetTerms.of(load_vocabularies()).codes("need") == ("b", "a")


def test_a_term_is_taken_along_by_everything_wider() -> None:
    night = make_need("night", kind_of=make_need("shelter"))
    make_need("bed", kind_of=night)
    accepted = vocabulary_of(load_vocabularies()).accepted_as["need"]
    assert accepted["bed"] == {"bed", "night", "shelter"}
    assert accepted["shelter"] == {"shelter"}


def test_a_circle_that_slipped_in_ends() -> None:
    first = make_need("first")
    second = make_need("second", kind_of=first)
    Need.objects.filter(pk=first.pk).update(kind_of=second)
    accepted = vocabulary_of(load_vocabularies()).accepted_as["need"]
    assert accepted["first"] == accepted["second"] == {"first", "second"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_term_without_english_speaks_dutch(language: str) -> None:
    make_need("talk", label_nl="Praten", label_en="")
    [term] = FacetTerms.of(load_vocabularies()).by_facet["need"]
    assert str(term.label(language)) == "Praten"
