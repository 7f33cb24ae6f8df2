"""Words that say how a sentence is built, not what it is about; folded, per language.

Two sets, because a phrase is short and a text is long: in "baas betaalt niet" the "niet" is what
the phrase is about; in a description of forty words it is not.
"""

from collections.abc import Mapping
from typing import Final

# Left out everywhere: articles, pronouns, auxiliary verbs, prepositions, loose letters.
GRAMMAR_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "nl": frozenset(
        """
        a aan al als ben bent bij ben d daar dan dat de deze die dit doe doen doet door dus e een
        en er ga gaan gaat had hadden heb hebben hebt heeft hem het hier hij hoe hun ik in is iets
        ie je jij jou jouw jullie kan kon konden kun kunnen kunt m maar me met mij mijn mocht moest
        moet moeten mag mogen n naar nu of om omdat ons onze ook op over per s sinds t te tegen ten
        ter toen tot u uit uw van via voor waar waarom wanneer want waren was wat we welk welke werd
        werden wie wij wil wilde wilden willen word worden wordt wou zal ze zelf zich zij zijn zo
        zou zouden zullen zult
        """.split()
    ),
    "en": frozenset(
        """
        a about all am an and any are as at be because been being but by can could d did do does
        doing for from had has have having he her here hers him his how i if in into is it its just
        ll m me might mine must my of on or our ours re s shall she should so some t than that the
        their theirs them then there these they this those to us ve was we were what when where
        which while who whom whose why will with would you your yours
        """.split()
    ),
}

# Left out of long texts as well: negations, and adverbs that every description has.
TEXT_STOP_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "nl": GRAMMAR_WORDS["nl"]
    | frozenset(
        """
        alle alleen alles altijd ander andere anders bijvoorbeeld binnen eens eerst elk elke ergens
        even geen heel iedereen iemand ieder iedere meer meest mee na naast net niemand niet niets
        nog nodig nooit onder soms steeds sommige tijdens toch tussen vaak veel verder vooral weer
        weg wel weinig zeer zoals zonder zodat
        """.split()
    ),
    "en": GRAMMAR_WORDS["en"]
    | frozenset(
        """
        after again also always another before between both during each either else even ever every
        everyone everything few more most much need needs never no nobody none nor not nothing now
        often only other others out over someone something sometimes still such through too under
        until very without yet
        """.split()
    ),
}
