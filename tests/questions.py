"""What is asked of the served site beside its plain pages, in both languages.

Every state of a list that looks different: many choices, none, an unknown or ambiguous place, words
with a hint, an empty answer; and URLs that lead nowhere.
"""

import re

UNKNOWN_CODE = "?need=nonsense&page=99"
"""The one that asks on purpose what does not exist."""

ON_LISTS: dict[str, tuple[str, ...]] = {
    "services": (
        "?need=shelter",
        "?need=shelter&need=legal&exploitation=labour&age=minor&age=adult&phase=shelter&language=ar",
        "?status=third_no_permit&situation=pregnant&audience=victim&municipality=GM0363",
        "?place=6711AB",
        "?place=Bergen",
        "?place=Nergenshuizen",
        "?place=Kralendijk",
        "?q=baas+betaalt+niet",
        "?q=ik+wil+dood",
        "?q=mensensmokkel",
        "?q=xyzzyxyzzy",
        "?q=xyzzyxyzzy&age=minor&open_now=1",
        "?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E&place=%3Cb%3E",
        "?page=2",
        UNKNOWN_CODE,
    ),
    "rights": ("?age=minor", "?age=adult&status=third_no_permit&need=shelter", "?status=dutch"),
    "right": ("?age=adult&status=dutch", "?age=minor&status=asylum&step=reflection", "?age=minor"),
    "publications": ("?kind=guidance",),
    "answer": (
        "?need=shelter&age=adult&status=third_no_permit",
        "?age=minor&exploitation=sexual",
        "?audience=professional&place=Groningen",
        "?audience=near&danger=1",
        "?place=Nergenshuizen",
    ),
    "full_answer": ("?audience=professional&place=Groningen", "?danger=1&place=Bergen"),
    "matrix": ("?phases=all&municipality=GM0363", "?page=2", "?place=Bergen", "?q=xyzzyxyzzy"),
    "municipalities": ("?q=berg", "?q=xyzzyxyzzy"),
    "search": (
        "?q=opvang+rotterdam",
        "?q=opvagn+limburg",
        "?q=ik+ben+gestoken",
        "?q=zelfmoord",
        "?q=artikel+273f",
        "?q=slachtoffer",
        "?q=Kralendijk",
        "?q=advocaat&place=Nergenshuizen",
        "?q=tolk&place=6711AB",
        "?q=xyzzyxyzzy",
        "?q=%D9%85%D8%B3%D8%A7%D8%B9%D8%AF%D8%A9",
        "?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    ),
}

PATHS: dict[str, dict[str, str]] = {
    "nl": {
        "services": "/nl/hulp/",
        "rights": "/nl/rechten/",
        "right": "/nl/rechten/toelage/",
        "publications": "/nl/publicaties/",
        "answer": "/nl/wegwijzer/antwoord/",
        "full_answer": "/nl/wegwijzer/antwoord/volledig/",
        "matrix": "/nl/wie-doet-wat/",
        "municipalities": "/nl/gemeenten/",
        "search": "/nl/zoeken/",
    },
    "en": {
        "services": "/en/help/",
        "rights": "/en/rights/",
        "right": "/en/rights/toelage/",
        "publications": "/en/publications/",
        "answer": "/en/signpost/answer/",
        "full_answer": "/en/signpost/answer/full/",
        "matrix": "/en/who-does-what/",
        "municipalities": "/en/municipalities/",
        "search": "/en/search/",
    },
}

QUESTIONS: tuple[str, ...] = tuple(
    paths[name] + query
    for paths in PATHS.values()
    for name, queries in ON_LISTS.items()
    for query in queries
)
"""All of them, as URLs."""

UNLINKED = (
    "/nl/zoeken/",
    "/en/search/",
    "/nl/klopt-niet/service/comensha-helpdesk/",
    "/nl/klopt-niet/service/comensha-helpdesk/bedankt/",
    "/en/not-right/service/comensha-helpdesk/",
    "/en/not-right/service/comensha-helpdesk/thanks/",
)
"""Pages to which a form leads, and no link."""

ANSWER_BY_CODE = ("/nl/wegwijzer/sorsvnrbc6pb4/", "/en/signpost/sorsvnrbc6pb4/")
"""The answer of the signpost to who skipped every question."""

MUNICIPALITY = re.compile(r"/gm(\d+)/$", re.IGNORECASE)


def is_one_of_many(path: str) -> bool:
    """Return whether a page is left out of a walk: of twenty municipalities, one stands for all.

    `make audit` leaves none out.
    """
    municipality = MUNICIPALITY.search(path)
    return municipality is not None and int(municipality[1]) % 20 != 3


MISTAKES = (
    "/nl/bestaat-niet/",
    "/en/does-not-exist/",
    "/nl/hulp/bestaat-niet/",
    "/en/help/bestaat-niet/",
)
"""URLs that lead nowhere."""
