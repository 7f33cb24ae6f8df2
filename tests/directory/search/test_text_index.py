import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.text_index import TextDocument, TextIndex
from editorial.languages import Language

COMENSHA, LAWYER, YOUTH, FAIRWORK, CHILDREN, INTERPRETER = range(6)

DUTCH = TextIndex.build(
    [
        TextDocument(
            COMENSHA,
            "Advies en opvang via CoMensha",
            "opvang, een veilige plek; slaapplek",
            "Voor slachtoffers van mensenhandel. Het is niet zeker dat er plaats is.",
        ),
        TextDocument(
            LAWYER,
            "Gratis advocaat",
            "juridische hulp; pro deo; toevoeging",
            "Een advocaat die weet van het recht voor vreemdelingen. Ook bij mensenhandel.",
        ),
        TextDocument(
            YOUTH,
            "Hulp voor jongeren",
            "praten, vertrouwelijk; loverboys",
            "U praat met een jeugdhulpverlener. Opvang kan ook.",
        ),
        TextDocument(
            FAIRWORK,
            "FairWork",
            "loon dat u nog krijgt; onderbetaald",
            "Uw werkgever betaalt u niet? Dat kan arbeidsuitbuiting zijn.",
        ),
        TextDocument(
            CHILDREN,
            "Bescherming van kinderen",
            "voogd, jeugdbescherming",
            "In Súdwest-Fryslân en ’s-Hertogenbosch.",
        ),
        TextDocument(INTERPRETER, "Tolk", "tolk en vertaling", "De tolk helpt bij uw coördinator."),
    ],
    "nl",
)

ENGLISH = TextIndex.build(
    [
        TextDocument(1, "Free lawyer", "legal help", "Lawyers who know about exploitation."),
        TextDocument(2, "Place to sleep", "shelter", "For women and their children."),
        TextDocument(3, "Loverboy helpline", "talking", "Call us. We do not tell your parents."),
    ],
    "en",
)


def found(q: str, index: TextIndex = DUTCH) -> list[int]:
    """Return the keys that match, the best first."""
    scores = index.search(q)
    return sorted(scores, key=lambda key: -scores[key])


def test_other_forms_of_a_word_are_found() -> None:
    assert found("advocaten") == [LAWYER]
    assert found("betalen") == [FAIRWORK]
    assert found("kind") == [CHILDREN]
    assert found("lawyers", ENGLISH) == [1]
    assert found("child", ENGLISH) == [2]


def test_accents_capitals_and_punctuation_do_not_matter() -> None:
    assert found("SUDWEST FRYSLAN") == [CHILDREN]
    assert found("'s-hertogenbosch!") == [CHILDREN]
    assert found("coordinator") == [INTERPRETER]


def test_a_compound_finds_documents_that_have_its_parts() -> None:
    assert found("mensenhandelslachtoffer") == [COMENSHA]
    assert found("vreemdelingenadvocaten") == [LAWYER]


def test_a_compound_of_which_no_document_has_all_parts_finds_those_with_one() -> None:
    index = TextIndex.build(
        [
            TextDocument(1, "Advocaat", "", "Voor iedereen."),
            TextDocument(2, "Opvang", "", "Voor vreemdelingen."),
            TextDocument(3, "Tolk", "", ""),
        ],
        "nl",
    )
    assert set(found("vreemdelingenadvocaten", index)) == {1, 2}
    assert found("vreemdelingenadvocaten opvang", index) == [2]


def test_a_part_finds_documents_that_have_the_compound() -> None:
    assert YOUTH in found("hulpverlener")
    assert FAIRWORK in found("uitbuiting")
    assert FAIRWORK in found("arbeid")


def test_a_compound_is_found_when_only_part_of_it_is_known() -> None:
    assert found("advocatenkantoor") == [LAWYER]


def test_a_small_typing_error_is_forgiven() -> None:
    assert found("slaapplkk") == [COMENSHA]
    assert found("advocat") == [LAWYER]
    assert found("loverbois") == [YOUTH]
    assert found("mensehandl") == found("mensenhandel")


def test_what_is_typed_exactly_scores_higher_than_a_guess() -> None:
    assert DUTCH.search("slaapplek")[COMENSHA] > DUTCH.search("slaapplkk")[COMENSHA]


def test_a_word_that_is_known_is_not_taken_for_a_typing_error() -> None:
    index = TextIndex.build(
        [TextDocument(1, "vrouwen", "", ""), TextDocument(2, "trouwen", "", "")], "nl"
    )
    assert found("trouwen", index) == [2]


def test_all_words_must_match() -> None:
    assert found("mensenhandel opvang") == [COMENSHA]
    assert found("mensenhandel advocaat") == [LAWYER]


def test_if_no_document_has_all_words_those_with_the_most_are_found() -> None:
    assert found("mensenhandel advocaat vreemdelingen tolk") == [LAWYER]
    assert set(found("tolk voogd")) == {INTERPRETER, CHILDREN}


def test_an_unknown_word_beside_a_known_one_does_not_hide_it() -> None:
    assert found("advocaat zzzzzz") == [LAWYER]


def test_a_name_weighs_more_than_the_vocabulary_and_that_more_than_the_body() -> None:
    index = TextIndex.build(
        [
            TextDocument(1, "iets", "iets", "opvang"),
            TextDocument(2, "opvang", "iets", "iets"),
            TextDocument(3, "iets", "opvang", "iets"),
        ],
        "nl",
    )
    assert found("opvang", index) == [2, 3, 1]


def test_words_without_meaning_are_ignored() -> None:
    assert found("ik heb een advocaat nodig") == [LAWYER]
    assert found("i need the lawyer", ENGLISH) == [1]
    assert found("de het een") == []
    assert found("niet") == []


@pytest.mark.parametrize("q", ["", "   ", "?!", "\0", "xqzjw", "AND OR NOT", 'names:"', "*", "(("])
def test_nothing_usable_finds_nothing(q: str) -> None:
    assert DUTCH.search(q) == {}


def test_an_empty_directory_finds_nothing() -> None:
    assert TextIndex.build([], "nl").search("mensenhandelslachtoffer opvang") == {}


def test_a_long_question_is_cut_at_a_word() -> None:
    assert found("x" * 190 + " opvang tolk") == found("opvang")
    assert found("tolk " * 2_000) == [INTERPRETER]
    assert found("a" * 10_000) == []


def test_every_document_that_matches_is_counted() -> None:
    index = TextIndex.build([TextDocument(key, "opvang", "", "") for key in range(3_000)], "nl")
    assert index.search("opvang").keys() == set(range(3_000))


def test_a_null_byte_in_a_document_does_no_harm() -> None:
    index = TextIndex.build([TextDocument(1, "op\0vang", "\0", "\ud800")], "nl")
    assert found("opvang", index) == [1]


@given(st.text(max_size=300), st.sampled_from([DUTCH, ENGLISH]))
def test_any_question_gets_an_answer(q: str, index: TextIndex) -> None:
    assert all(score > 0 for score in index.search(q).values())


@given(
    st.lists(st.text(alphabet="opvangslchtrkid ", max_size=40), min_size=1, max_size=5),
    st.sampled_from(["nl", "en"]),
    st.data(),
)
def test_a_document_is_found_by_its_own_words(
    bodies: list[str], language: Language, data: st.DataObject
) -> None:
    index = TextIndex.build(
        [TextDocument(key, "", "", body) for key, body in enumerate(bodies)], language
    )
    key = data.draw(st.integers(0, len(bodies) - 1))
    scores = index.search(bodies[key])
    assert key in scores or scores == {}
