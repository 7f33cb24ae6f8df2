"""What stands in a URL and asks nothing: an unknown name, an old code, an "&amp;" too many."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.forms import MultipleChoiceField
from django.http import QueryDict

from directory.service_list.filters import FacetFilterSet, SwitchField

MAX_NAMED: Final = 5
MAX_LENGTH_NAMED: Final = 60
_ESCAPED: Final = "amp;"
_SWITCHED_OFF: Final = frozenset({"", "0", "false", "no", "off"})
_OF_OTHERS: Final = ("utm_", "mc_", "fbclid", "gclid", "msclkid", "_ga", "ref")
"""How the names begin that other sites add to a link, which mean nothing here and do no harm."""


@dataclass(frozen=True, slots=True)
class UrlMistakes:
    """What of a URL was not understood, and the URL as it was probably meant, "" if unclear."""

    named: tuple[str, ...]
    corrected_url: str


def url_mistakes(filterset: FacetFilterSet, path: str) -> UrlMistakes | None:
    """Return what a visitor should be told about the URL, None if all of it was understood."""
    query = filterset.data if isinstance(filterset.data, QueryDict) else QueryDict()
    named = [f"{key}={value}"[:MAX_LENGTH_NAMED] for key, value in _mistakes(filterset, query)]
    if not named:
        return None
    return UrlMistakes(tuple(named[:MAX_NAMED]), _corrected(filterset, query, path))


def _mistakes(filterset: FacetFilterSet, query: QueryDict) -> Iterator[tuple[str, str]]:
    for key, values in query.lists():
        field = filterset.filters[key].field if key in filterset.filters else None
        for value in dict.fromkeys(values):
            if field is None:
                is_mistake = not key.startswith(_OF_OTHERS)
            else:
                is_mistake = bool(value) and not _is_known(field, value)
            if is_mistake:
                yield key, value


def _is_known(field: Any, value: str) -> bool:
    if isinstance(field, MultipleChoiceField):
        return field.valid_value(value)
    if isinstance(field, SwitchField):
        return value.lower() in _SWITCHED_OFF or field.clean(value)
    return True


def _corrected(filterset: FacetFilterSet, query: QueryDict, path: str) -> str:
    """Return the URL with "amp;" taken from its names, if that makes sense of one."""
    corrected = QueryDict(mutable=True)
    for key, values in query.lists():
        name = key.removeprefix(_ESCAPED)
        if name in filterset.filters:
            corrected.setlistdefault(name).extend(values)
    is_better = any(
        key.startswith(_ESCAPED) and key.removeprefix(_ESCAPED) in filterset.filters
        for key in query
    )
    return f"{path}?{corrected.urlencode()}" if is_better else ""
