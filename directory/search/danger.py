"""Words of danger: whoever types one sees 112 before anything else.

They stand in the code, for both languages at once and in the very forms that people type. No edit
at the desk can lose one, no stem makes "fired" of "fire", and no guess is made.
"""

from typing import Final

from directory.search.lexicon import words_of_question

_BEGINNINGS: Final = tuple(
    """
    ambulance bewusteloo bewusteloz brandstich brandweer brandwond dodelijk doodbloed doodgeschoten
    doodgeslagen doodgestoken doodsbedreig doodslaan doodsteken eerstehulp explosie geschoten
    gestoken gewurgd gijzel hartaanval hartstilstand levensbedreig levensgevaar machete messteek
    mestrek moordenaar neergeschoten neergestoken noodgeval noodhulp noodnummer noodsituatie
    ontvoer opgesloten overdos pistool pistolen reanim revolver schietpartij schotwond steekpartij
    steekwond stikt verdrink vergiftig vermoord verstikk vuurwapen wurg

    ambush choke choking drown explod explosion gunman gunmen gunpoint gunshot gunned hostage
    kidnap knife knives lethal murder poison stabb strangl strangulat suffocat unconscious
    unresponsive
    """.split()
)
"""How words of danger begin, so that their other forms and their compounds are known too."""

_WORDS: Final = frozenset(
    """
    112 911 999 sos
    bloeden bom bommen brand brandt bloedend bloedt bijl doodt gevaar geweer gif giftig granaat
    keukenmes leeggebloed mes messen moord moorden stikken vastgehouden verbloedt vergif
    vleesmes wapen wapens zakmes
    ablaze axe bleeding bleeds bomb captive danger dying emergency fire fires flames
    grenade gun guns heartattack hitman pistol pistols rifle shooting shotgun shoots stab stabs
    weapon weapons
    """.split()
)

_PHRASES: Final = tuple(
    frozenset(phrase.split())
    for phrase in """
    ademt niet|niet ademen|ademen lukt niet|niet meer ademen|geen adem|geen lucht|haalt geen adem
    bel de politie|bel politie|buiten bewustzijn|niet bij bewustzijn|niet meer bij kennis
    reageert niet|wordt niet wakker|niet wakker te krijgen|bloedt erg|veel bloed|bloed verliest
    te veel pillen|te veel drugs|te veel geslikt|teveel pillen|teveel geslikt|hart stopt
    hij slaat mij nu|slaat mij nu|word ik geslagen|ik word geslagen|word nu geslagen|word geslagen
    in elkaar geslagen|help snel|help me nu|help mij nu|nu hulp nodig|staat voor de deur
    word gevolgd|word achtervolgd|zit achter mij aan|maakt mij dood|maakt me dood|gaat mij doden
    mij vermoorden|steekt mij|steekt me|mij steken|schiet op mij|huis in brand|gaat dood|ga dood nu
    red mij|red me|ik stik|wil mij doden|zit opgesloten|houdt mij vast|houdt me vast
    not breathing|cannot breathe|can t breathe|cant breathe|stopped breathing|not breathe
    no pulse|heart attack|not waking up|won t wake up|wont wake up|will not wake up|passed out
    too many pills|took too many|bleeding badly|lot of blood|losing blood
    call police|call the police now|call an ambulance|help me now|help now|need help now
    hitting me now|is hitting me|is beating me|being beaten|am being beaten|beating me up
    is at the door|outside my door|held captive|locked up|locked in|being followed|following me now
    kill me|going to kill|killing me|wants to kill|shot me|been shot|got shot|shoot me|shoot us
    set on fire|life in danger|dying now
    """.replace("\n", "|").split("|")
    if phrase.strip()
)
"""Words that together speak of danger, in any order."""


def speaks_of_danger(q: str) -> bool:
    """Return whether typed words speak of danger to somebody's life, in Dutch or English.

    The number of the emergency services counts, in figures and in words. About 10 microseconds.
    """
    words = frozenset(words_of_question(q))
    return (
        not words.isdisjoint(_WORDS)
        or any(word.startswith(_BEGINNINGS) for word in words)
        or any(phrase <= words for phrase in _PHRASES)
    )
