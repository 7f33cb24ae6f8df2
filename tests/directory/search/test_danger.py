import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.danger import speaks_of_danger

DANGER = """
ambulance|bel een ambulance|ambulancedienst|ik ben gestoken|hij heeft mij neergestoken|messteek
hij wurgt mij|ik ben gewurgd|verwurging wurgen|zij is bewusteloos|bewusteloze vrouw|overdosis
een overdosis heroïne|vergiftigd|vergiftiging|vergif|gif in mijn eten|brand!|het huis staat in brand
brandweer|hij heeft een mes|messen|keukenmes|hij heeft een pistool|vuurwapen|vuurwapens|geschoten
neergeschoten|ze ademt niet|hij ademt niet meer|ik krijg geen lucht|112|bel 112|één één twee
een-een-twee|1-1-2|honderdtwaalf|honderd twaalf|ik ben ontvoerd|gijzeling|opgesloten
hij slaat mij nu|ik word geslagen|ik word gevolgd|hij vermoordt mij|hij maakt me dood|noodgeval
ze reageert niet|hij wordt niet wakker|veel bloed|hij bloedt|te veel pillen geslikt|help mij nu
levensgevaar|hartaanval|hij zit achter mij aan|bel de politie|red mij|explosie|verdrinkt
ambulance please|I was stabbed|he stabbed me|stab wound|he strangled me|being strangled|strangling
she is unconscious|overdose|overdosed|he poisoned me|poison|poisoning|fire!|the house is on fire
he has a knife|knives|he has a gun|guns|gunshot|gunpoint|he shot me|I have been shot|shooting
she is not breathing|I can't breathe|cannot breathe|stopped breathing|one one two|nine-one-one
911|999|nine nine nine|call an ambulance|kidnapped|held captive|locked up|he is hitting me now
I am being beaten|he wants to kill me|he will kill me|I am being followed|emergency|heart attack
bleeding badly|she won't wake up|too many pills|help me now|call the police now|murder|weapons
hostage|choking|drowning|explosion|my life is in danger
"""

CALM = """
opvang|mijn baas betaalt niet|ik ben ontslagen|I was fired|he fired me|firing|volgende week|dames
games|James|names|ik ben van school gestuurd|vergiffenis|twee kinderen|een twee drie|bloedonderzoek
blood test|messenger|stage|gunstig|gunnen|shotje koffie|in de steek gelaten|rood|breath of air
paspoort|passport taken|lawyer|advocaat|stakker|poisson|fireplace manager|brandstof|mest|wapening
hij werkt in de bouw|police report|aangifte doen|wages|loon|hotel|zelfstandig|kilometers|gift
"""


def phrases(text: str) -> list[str]:
    return text.strip().replace("\n", "|").split("|")


@pytest.mark.parametrize("q", phrases(DANGER))
def test_words_of_danger_are_heard(q: str) -> None:
    assert speaks_of_danger(q)


@pytest.mark.parametrize("q", phrases(CALM))
def test_other_words_are_not_taken_for_danger(q: str) -> None:
    assert not speaks_of_danger(q)


@given(st.sampled_from(["mes", "knife", "112", "gestoken"]), st.sampled_from(["", " help", "?!"]))
def test_danger_is_heard_among_other_words_and_in_capitals(word: str, more: str) -> None:
    assert speaks_of_danger(f"Ik heb {word.upper()}{more}")


@given(st.text(max_size=300))
def test_any_words_get_an_answer(q: str) -> None:
    assert speaks_of_danger(q) in {True, False}
