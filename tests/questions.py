"""Addresses with a question that stand for what visitors ask, in both languages.

Every state of a list that looks different: many choices, none, an unknown or ambiguous place, words
with a hint, an empty answer.
"""

ON_LISTS: dict[str, tuple[str, ...]] = {
    "services": (
        "?need=shelter",
        "?need=shelter&need=legal_aid&exploitation=labour&age=minor&age=adult&phase=shelter",
        "?status=undocumented&situation=pregnant&audience=victim&municipality=GM0363",
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
        "?need=nonsense&page=99",
    ),
    "rights": ("?age=minor", "?age=adult&status=undocumented&need=shelter"),
    "organizations": ("?kind=police",),
    "publications": ("?kind=report",),
}

PATHS: dict[str, dict[str, str]] = {
    "nl": {
        "services": "/nl/hulp/",
        "rights": "/nl/rechten/",
        "organizations": "/nl/organisaties/",
        "publications": "/nl/publicaties/",
    },
    "en": {
        "services": "/en/help/",
        "rights": "/en/rights/",
        "organizations": "/en/organisations/",
        "publications": "/en/publications/",
    },
}

QUESTIONS: tuple[str, ...] = tuple(
    paths[name] + query
    for paths in PATHS.values()
    for name, queries in ON_LISTS.items()
    for query in queries
)
"""All of them, as addresses."""

MISTAKES = (
    "/nl/bestaat-niet/",
    "/en/does-not-exist/",
    "/nl/hulp/bestaat-niet/",
    "/en/help/bestaat-niet/",
)
"""Addresses that lead nowhere."""
