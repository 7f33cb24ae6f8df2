"""What a street is called: the endings, names and small words by which one is known."""

from collections.abc import Iterable
from typing import Final

STREET_ENDINGS: Final = """
    straat straatje str strjitte laan laantje leane weg weggetje plein pleintje gracht kade kaai
    dijk dyk singel steeg pad dreef plantsoen boulevard allee avenue burgwal hofje strasse
""".split()
"""Word endings that nearly always name a street, in Dutch and Frisian."""

NAME_ENDINGS: Final = """
    akker baan blaak bos brink dam diep dok donk eiland einde erf esplanade gaard gaarde haven
    hage heuvel hoek hoeve hof horst hout hoven kamp kanaal kolk markt meent oever oord park
    passage polder poort promenade rak ring sloot sluis spui stede terras tuin tuinen vaart veer
    veld vest veste waard wal wei weide werf wetering zand zijde zoom
""".split()
"""Endings that other words have too: they count with a capital, or where a place is spoken of."""

SQUARES: Final = """
    binnenhof blaak boompjes brink dam damrak haven hof kamp kolkje markt meent neude oever rokin
    spui vismarkt vrijthof wal weena werf zand
""".split()
"""Names that stand by themselves."""

ENGLISH_ENDINGS: Final = """
    Street Road Lane Avenue Square Drive Quay Close Crescent Terrace Row St Rd Ave
""".split()

NO_STREETS: Final = frozenset(
    """
    aanslaan afslaan akkoord antwoord arbeidsmarkt autoweg bedreef beslaan blokkade doorslaan
    einde gadeslaan gerechtshof gewei groeipad handvest heenweg herberg huizenmarkt inslaan invest
    ipad kernwoord leerweg levenseinde lijdensweg loopbaan luchtweg madam middenweg misslaan moord
    neerslaan noord omslaan omweg onderweg ontslaan ontwikkelpad opslaan overdreef overslaan
    rechtsweg slaan snelweg spoorweg sprookje stukslaan tegoed teneinde terugslaan terugweg
    tijdpad toeslaan trefwoord tussenweg uiteinde uitslaan uitweg verslaan vluchtweg voorwoord
    wachtwoord werkveld woningmarkt woord zoekwoord zorgpad zuidoord
    """.split()
)
"""Words that end like a street and are none."""

SMALL_WORDS: Final = "van de der den het ten ter te naar op aan in la 's 't ’s ’t".split()

OPENINGS: Final = frozenset(
    """
    aan achter al alle bij buiten de deze die dit door een elke geen haar het hun iedere in is
    langs mijn naar naast na nu om onze op over per te tot u uit uw van veilig vanaf veel via voor
    wat we wij zij zijn zo a at by for from in of on our the their to your
    """.split()
)
"""Words before "straat" or "weg" that are no part of its name."""

COUNTED: Final = """
    uur uren hour hours dag dagen day days nacht nachten night nights week weken weeks maand maanden
    month months jaar jaren jarige year years minuut minuten minute minutes seconden keer maal times
    euro cent procent percent kilometer km meter personen people persons mensen volwassenen adults
    kinderen children vrouwen women mannen men slachtoffers victims plekken plaatsen places bedden
    beds kamers rooms gemeenten municipalities medewerkers stappen steps januari februari maart
    april mei juni juli augustus september oktober november december january february march may june
    july august october tot am pm u landen organisaties locaties agenten meldingen zaken
""".split()
"""What a number counts; then it is no house number."""

NUMBER_WORDS: Final = [
    *"""
    twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien
    zeventien achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig
    honderd two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty
    """.split(),
    *(
        f"{unit}en{ten}"
        for ten in "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
        for unit in "een twee drie vier vijf zes zeven acht negen".split()
    ),
]


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of whichever of these words it is, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"
