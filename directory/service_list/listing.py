"""A list of services as somebody asked for it: what each part of its page starts from."""

from collections.abc import Iterator
from dataclasses import dataclass

from directory.facets import BY_QUERY_KEY
from directory.service_list.filters import ServiceFilterSet
from directory.service_list.query_url import ListURL, Pair
from directory.snapshot.snapshot import ServiceSnapshot


@dataclass(frozen=True, slots=True)
class ServiceListing:
    """What was asked, the URL that asks it in one way, and the language of the answer."""

    filterset: ServiceFilterSet
    url: ListURL
    language: str

    @classmethod
    def of(cls, filterset: ServiceFilterSet, path: str, language: str) -> "ServiceListing":
        """Return the listing at a path; whatever asked nothing is gone from its URL."""
        return cls(filterset, ListURL(path, tuple(_pairs(filterset))), language)

    @property
    def snapshot(self) -> ServiceSnapshot:
        """Return the directory that was asked."""
        return self.filterset.snapshot


def _pairs(filterset: ServiceFilterSet) -> Iterator[Pair]:
    asked = filterset.cleaned_data
    for key in (*BY_QUERY_KEY, "language"):
        for code in asked.get(key, ()):
            yield key, code
    if filterset.municipality_found:
        yield "municipality", filterset.municipality_found.code
    elif asked["place"]:
        yield "place", asked["place"]
    if asked["q"]:
        yield "q", asked["q"]
    if asked["open_now"]:
        yield "open_now", "1"
