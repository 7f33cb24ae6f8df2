import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.phrases import PhraseBook, PhraseEntry

DUTCH = PhraseBook.build(
    [
        PhraseEntry("baas betaalt niet", "need", "wages"),
        PhraseEntry("baas betaalt niet", "exploitation", "labour"),
        PhraseEntry("niet betaald", "need", "wages"),
        PhraseEntry("loverboy", "situation", "loverboy"),
        PhraseEntry("slaapplek", "need", "shelter"),
        PhraseEntry("opvang", "need", "shelter"),
        PhraseEntry("uitbuiting", "exploitation", "labour"),
        PhraseEntry("mensenhandel", "need", "advice"),
        PhraseEntry("geld om van te leven", "need", "income"),
        PhraseEntry("hulp bij de strafzaak", "need", "criminal_case"),
        PhraseEntry("geen papieren", "status", "third_no_permit"),
        PhraseEntry("mag niet naar buiten", "need", "emergency"),
        PhraseEntry("B8/3", "need", "residence"),
        PhraseEntry("zelfmoord", "need", "mental"),
        PhraseEntry("vrouwenhandel", "exploitation", "sexual"),
        PhraseEntry("hoe nu", "need", "advice"),
        PhraseEntry("?", "need", "nothing"),
    ],
    "nl",
)
ENGLISH = PhraseBook.build(
    [
        PhraseEntry("passport taken", "need", "documents"),
        PhraseEntry("boss has my passport", "need", "documents"),
        PhraseEntry("boss does not pay", "need", "wages"),
        PhraseEntry("place to sleep", "need", "shelter"),
        PhraseEntry("help with the criminal case", "need", "criminal_case"),
        PhraseEntry("loverboy", "situation", "loverboy"),
        PhraseEntry("no visa", "status", "third_no_permit"),
    ],
    "en",
)


def values(q: str, book: PhraseBook = DUTCH) -> list[tuple[str, str]]:
    return [(suggestion.facet, suggestion.code) for suggestion in book.suggest(q)]


@pytest.mark.parametrize(
    "q",
    [
        "baas betaalt niet",
        "Mijn baas betaalt mij niet!",
        "niet betaald door mijn baas",
        "baas wil me niet betalen",
    ],
)
def test_a_boss_who_does_not_pay_leads_to_wages_and_labour(q: str) -> None:
    assert set(values(q)) == {("need", "wages"), ("exploitation", "labour")}


@pytest.mark.parametrize(
    ("q", "value"),
    [
        ("loverboys", ("situation", "loverboy")),
        ("slaapplekken", ("need", "shelter")),
        ("ik word uitgebuit", ("exploitation", "labour")),
        ("mensenhandelslachtoffer", ("need", "advice")),
        ("arbeidsuitbuiting", ("exploitation", "labour")),
        ("ik heb geen papieren", ("status", "third_no_permit")),
        ("b8 3", ("need", "residence")),
        ("zelfmoordgedachten", ("need", "mental")),
        ("opvangplek", ("need", "shelter")),
    ],
)
def test_other_forms_and_compounds_are_understood(q: str, value: tuple[str, str]) -> None:
    assert values(q) == [value]


@pytest.mark.parametrize(
    ("q", "value"),
    [
        ("passport taken", ("need", "documents")),
        ("boss took my passport", ("need", "documents")),
        ("my boss hasn't payed, he does not pay", ("need", "wages")),
        ("somewhere, a place to sleep tonight", ("need", "shelter")),
        ("loverboys", ("situation", "loverboy")),
    ],
)
def test_english_phrases_are_understood(q: str, value: tuple[str, str]) -> None:
    assert values(q, ENGLISH) == [value]


@pytest.mark.parametrize("q", ["hulp", "geld", "niet", "papieren", "de zaak", "vrouwen", "trouwen"])
def test_one_word_of_a_longer_phrase_is_not_enough(q: str) -> None:
    assert values(q) == []


@pytest.mark.parametrize("q", ["help", "case", "boss", "passport", "visa", "place", "not"])
def test_one_word_of_a_longer_english_phrase_is_not_enough(q: str) -> None:
    assert values(q, ENGLISH) == []


def test_a_phrase_of_only_small_words_needs_them_all() -> None:
    assert values("hoe nu verder") == [("need", "advice")]
    assert values("hoe werkt dit") == []


def test_the_phrase_that_says_more_comes_first() -> None:
    assert values("geen papieren, geen slaapplek")[0] == ("status", "third_no_permit")
    assert values("slaapplek") == [("need", "shelter")]


@pytest.mark.parametrize("q", ["slaapplkk", "opvnag", "loverbois", "zelfmort"])
def test_a_guess_leads_nowhere_by_itself(q: str) -> None:
    assert values(q) == []


@pytest.mark.parametrize("q", ["verwoorden", "aanbod", "beloverd", "behandeling"])
def test_an_everyday_word_that_holds_a_known_one_stands_for_itself(q: str) -> None:
    assert values(q) == []


def test_a_suggestion_says_which_phrase_it_came_from() -> None:
    assert DUTCH.suggest("ik word niet betaald")[0].phrase == "niet betaald"


def test_at_most_six_values_are_suggested() -> None:
    book = PhraseBook.build([PhraseEntry("hulp", "need", f"need{n}") for n in range(20)], "nl")
    assert values("hulp", book) == [("need", f"need{n}") for n in range(6)]


def test_an_empty_book_suggests_nothing() -> None:
    assert PhraseBook.build([], "en").suggest("boss does not pay") == ()


@given(st.text(max_size=300), st.sampled_from([DUTCH, ENGLISH]))
def test_any_question_gets_an_answer(q: str, book: PhraseBook) -> None:
    suggestions = book.suggest(q)
    assert len(suggestions) <= 6
    assert len({(s.facet, s.code) for s in suggestions}) == len(suggestions)


PHRASES = st.sampled_from("baas betaalt niet|geld om van te leven|mag niet naar buiten".split("|"))


@given(PHRASES, st.permutations(range(5)), st.sampled_from(["", "help mij", "al jaren", "dus"]))
def test_the_order_of_the_words_and_other_words_do_not_matter(
    phrase: str, order: list[int], more: str
) -> None:
    words = phrase.split()
    shuffled = " ".join(words[position] for position in order if position < len(words))
    assert phrase in {suggestion.phrase for suggestion in DUTCH.suggest(f"{more} {shuffled}")}
