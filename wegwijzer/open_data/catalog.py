"""The catalog by which portals of open data find the feed: DCAT-AP-NL 3.0, as JSON-LD.

One document in both languages. It names no kind of publisher and no date of issue: those are for
the owner of a copy to say. What it says of the values of others (a language, a theme) is their
type, which those who check a catalog would otherwise have to look up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from directory.facets import Text
from editorial.languages import LANGUAGES
from wegwijzer.open_data.answers import API_VERSION
from wegwijzer.open_data.feed import Feed
from wegwijzer.open_data.texts import BASE, absolute, moment_text

Node: TypeAlias = dict[str, Any]

PATH = f"{BASE}/catalog"
EU = "http://publications.europa.eu/resource/authority"
IANA = "http://www.iana.org/assignments/media-types"
HSDS = "https://docs.openreferral.org/en/3.1/"

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

LANGUAGE_URIS = {"nl": f"{EU}/language/NLD", "en": f"{EU}/language/ENG"}
THEMES = {
    f"{EU}/data-theme/SOCI": "Population and society",
    f"{EU}/data-theme/JUST": "Justice, legal system and public safety",
}
PUBLIC = f"{EU}/access-right/PUBLIC"
CONTINUOUS = f"{EU}/frequency/CONT"
NETHERLANDS = f"{EU}/country/NLD"

LICENSE_URIS = {
    "https://creativecommons.org/licenses/by/4.0/": (
        "http://creativecommons.org/licenses/by/4.0/deed.nl"
    ),
}
"""How the list of licences of DCAT-AP-NL calls those that have another URL elsewhere."""

NAME = _("Wegwijzer Mensenhandel: help, rights and organisations")
SUBJECT = _(
    "Help, rights and organisations for victims of human trafficking in the Netherlands: for whom, "
    "where and how, and how sure that is. Secret addresses are not in it."
)
KEYWORDS = (_("human trafficking"), _("help for victims"), _("rights of victims"))


def catalog(feed: Feed) -> Node:
    """Return the catalog of the feed: its data, each file of it, and the API."""
    nodes = [
        _catalog(feed),
        _dataset(feed),
        *(node for language in LANGUAGES for node in _distributions(language)),
        *(_api(language) for language in LANGUAGES),
        {
            "@id": _part("publisher"),
            "@type": "foaf:Agent",
            "foaf:name": settings.SITE_OWNER,
        },
        _contact(),
        *_values_of_others(),
    ]
    return {"@context": CONTEXT, "@graph": nodes}


def _catalog(feed: Feed) -> Node:
    return {
        **_common("catalog", "dcat:Catalog", NAME, SUBJECT),
        **_published(feed),
        "dct:license": _license(),
        "foaf:homepage": _page("nl"),
        "dcat:themeTaxonomy": _uri(f"{EU}/data-theme"),
        "dcat:dataset": _uri(_part("data")),
        "dcat:service": [_uri(_part(f"api-{language}")) for language in LANGUAGES],
    }


def _dataset(feed: Feed) -> Node:
    return {
        **_common("data", "dcat:Dataset", NAME, SUBJECT),
        **_published(feed),
        **_described(),
        "dct:accrualPeriodicity": _uri(CONTINUOUS),
        "dct:conformsTo": _uri(HSDS),
        "dcat:version": API_VERSION,
        "dcat:distribution": [
            _uri(_part(f"{file}-{language}")) for language in LANGUAGES for file in ("zip", "json")
        ],
    }


def _distributions(language: str) -> Iterator[Node]:
    """Yield the files in a language: all tables, and the whole list of what is offered."""
    feed = f"{BASE}/{language}"
    for file, path, title in (
        ("zip", "export.zip", _("All tables (Tabular Data Package)")),
        ("json", "services?full=true&per_page=1000", _("All help (JSON)")),
    ):
        yield {
            "@id": _part(f"{file}-{language}"),
            "@type": "dcat:Distribution",
            "dct:title": _texts(title),
            "dct:description": _texts(title),
            "dcat:accessURL": _page(language),
            "dcat:downloadURL": _uri(absolute(f"{feed}/{path}")),
            "dcat:accessService": _uri(_part(f"api-{language}")),
            "dcat:mediaType": _uri(f"{IANA}/application/{file}"),
            "dct:format": _uri(f"{EU}/file-type/{file.upper()}"),
            "dct:conformsTo": _uri(HSDS),
            "dct:license": _license(),
            "dct:language": _uri(LANGUAGE_URIS[language]),
        }


def _api(language: str) -> Node:
    feed = f"{BASE}/{language}"
    title = _("API of the Wegwijzer Mensenhandel (HSDS 3.1)")
    said = _(
        "Anyone can read it, without a key. "
        "Nobody is asked who they are or what they are looking for."
    )
    return {
        **_common(f"api-{language}", "dcat:DataService", title, said),
        **_described(),
        "dct:license": _license(),
        "dct:language": _uri(LANGUAGE_URIS[language]),
        "dct:conformsTo": _uri(HSDS),
        "dct:format": _uri(f"{EU}/file-type/JSON"),
        "dcat:endpointURL": _uri(absolute(feed)),
        "dcat:endpointDescription": _uri(absolute(f"{feed}/openapi.json")),
        "dcat:servesDataset": _uri(_part("data")),
    }


def _common(name: str, kind: str, title: Text, description: Text) -> Node:
    return {
        "@id": _part(name),
        "@type": kind,
        "dct:identifier": _part(name),
        "dct:title": _texts(title),
        "dct:description": _texts(description),
        "dct:publisher": _uri(_part("publisher")),
        "dct:creator": _uri(_part("publisher")),
        "dcat:contactPoint": _uri(_part("contact")),
    }


def _published(feed: Feed) -> Node:
    modified = {"@value": moment_text(feed.made_at), "@type": "xsd:dateTime"}
    return {
        "dct:modified": modified,
        "dct:language": [_uri(uri) for uri in LANGUAGE_URIS.values()],
        "dct:spatial": _uri(NETHERLANDS),
    }


def _described() -> Node:
    """Return what a portal asks of data and of an API alike."""
    return {
        "dct:accessRights": _uri(PUBLIC),
        "dcat:keyword": [text for keyword in KEYWORDS for text in _texts(keyword)],
        "dcat:theme": [_uri(theme) for theme in THEMES],
        "dcat:landingPage": _page("nl"),
        "foaf:page": _page("nl"),
    }


def _contact() -> Node:
    with override("nl"):
        page = absolute(reverse("contact"))
    contact = {
        "@id": _part("contact"),
        "@type": ["vcard:Organization", "vcard:Kind"],
        "vcard:fn": settings.SITE_OWNER,
        "vcard:hasURL": _uri(page),
    }
    email = f"mailto:{settings.CONTACT_EMAIL}"
    return {**contact, "vcard:hasEmail": _uri(email)} if settings.CONTACT_EMAIL else contact


def _values_of_others() -> Iterator[Node]:
    """Yield the type of every value that is named above and belongs to somebody else."""
    for language in LANGUAGE_URIS.values():
        yield {"@id": language, "@type": "dct:LinguisticSystem"}
    yield {"@id": f"{EU}/data-theme", "@type": "skos:ConceptScheme", "dct:title": "Data theme"}
    for theme, label in THEMES.items():
        yield {
            "@id": theme,
            "@type": "skos:Concept",
            "skos:prefLabel": {"@value": label, "@language": "en"},
            "skos:inScheme": _uri(f"{EU}/data-theme"),
        }
    yield {"@id": PUBLIC, "@type": "dct:RightsStatement"}
    yield {"@id": CONTINUOUS, "@type": "dct:Frequency"}
    yield {"@id": NETHERLANDS, "@type": "dct:Location"}
    yield {**_license(), "@type": "dct:LicenseDocument"}
    for kind in ("zip", "json"):
        yield {"@id": f"{IANA}/application/{kind}", "@type": "dct:MediaType"}
        yield {"@id": f"{EU}/file-type/{kind.upper()}", "@type": "dct:MediaTypeOrExtent"}
    yield {"@id": HSDS, "@type": "dct:Standard"}
    for language in LANGUAGES:
        yield {**_page(language), "@type": "foaf:Document"}


def _texts(text: Text) -> list[Node]:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append({"@value": str(text), "@language": language})
    return said


def _part(name: str) -> str:
    """Return the URI of a part of this document."""
    return absolute(f"{PATH}#{name}")


def _page(language: str) -> Node:
    with override(language):
        return _uri(absolute(reverse("open_data")))


def _license() -> Node:
    return _uri(LICENSE_URIS.get(settings.CONTENT_LICENSE, settings.CONTENT_LICENSE))


def _uri(uri: str) -> Node:
    return {"@id": uri}
