"""Links to the lists, asked with what this person said."""

from collections.abc import Iterator

from directory.facets import FACETS
from directory.matching.question import Circumstances
from directory.service_list.query_url import ListURL, Pair
from rights.filters import RightFilterSet
from wegwijzer.page_urls import page_url

OF_RIGHTS = (*RightFilterSet.facets, "step")


def services_url(choices: Circumstances) -> str:
    """Return the list of all help that fits, in the language asked for before the rest."""
    return _url("directory:services", _pairs(choices, (*FACETS, "language")), choices.municipality)


def rights_url(choices: Circumstances) -> str:
    """Return the list of all rights, for this person."""
    return _url("rights:rights", _pairs(choices, OF_RIGHTS))


def who_does_what_url(choices: Circumstances) -> str:
    """Return the table of who does what, when; a need would leave most of it out."""
    facets = tuple(facet for facet in FACETS if facet != "need")
    return _url("who_does_what", _pairs(choices, facets), choices.municipality)


def _url(name: str, pairs: Iterator[Pair], municipality: str | None = None) -> str:
    place: tuple[Pair, ...] = (("municipality", municipality),) if municipality else ()
    return str(ListURL(page_url(name), (*pairs, *place)))


def _pairs(choices: Circumstances, facets: tuple[str, ...]) -> Iterator[Pair]:
    for name in facets:
        key = FACETS[name].query_key if name in FACETS else name
        for code in sorted(choices.said(name)):
            yield key, code
