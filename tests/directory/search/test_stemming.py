import pytest

from directory.search.stemming import stem
from editorial.languages import Language


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nl", "betalen betaalt betaald betaal betaling"),
        ("nl", "bedreigen bedreigt bedreigd bedreiging bedreigingen"),
        ("nl", "uitbuiting uitgebuit uitbuiten"),
        ("nl", "melden meldt meld melding meldingen gemeld"),
        ("nl", "schuld schulden"),
        ("nl", "kind kinderen"),
        ("nl", "loverboy loverboys"),
        ("nl", "traumas trauma"),
        ("nl", "advocaat advocaten"),
        ("nl", "zorgcoordinator zorgcoordinatoren"),
        ("nl", "slaapplek slaapplekken"),
        ("nl", "gestolen stelen steelt"),
        ("nl", "opgesloten opsluiten"),
        ("en", "take takes taking taken took"),
        ("en", "exploited exploitation exploiting"),
        ("en", "pay pays paying paid"),
        ("en", "woman women"),
        ("en", "shelter shelters"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(language: Language, forms: str) -> None:
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "begeleiding", "beleid"),
        ("nl", "gemeente", "mening"),
        ("nl", "kas", "kast"),
        ("nl", "huis", "huid"),
        ("nl", "vrouwen", "trouwen"),
        ("en", "police", "policy"),
    ],
)
def test_different_words_keep_different_stems(language: Language, one: str, other: str) -> None:
    assert stem(one, language) != stem(other, language)


@pytest.mark.parametrize("code", ["b8", "273f", "112", "24"])
def test_a_word_with_a_digit_stays_as_it_is(code: str) -> None:
    assert stem(code, "nl") == stem(code, "en") == code
