"""What the pages of services show, as plain values: options with their counts, results, notices."""

from dataclasses import dataclass

from directory.facets import Text
from directory.formats.opening_hours import OpenState
from directory.models import Channel, Service


@dataclass(slots=True)
class Option:
    """One value of a facet, with how many results its link gives.

    Not frozen: a page makes eighty, and to make a frozen one takes five times as long.
    """

    code: str
    label: Text
    count: int
    url: str
    selected: bool
    group: Text = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question with its options."""

    key: str
    label: Text
    options: tuple[Option, ...]
    is_active: bool
    is_open: bool
    help_text: Text = ""


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that is on, with the link that removes it."""

    label: Text
    url: str


@dataclass(frozen=True, slots=True)
class ServiceResult:
    """A service in a list, and why it stands there."""

    service: Service
    reasons: tuple[Text, ...]
    level_label: Text
    unknown_facets: tuple[Text, ...]
    is_overdue: bool
    open_state: OpenState

    @property
    def url(self) -> str:
        """Return the address of the service's own page."""
        return self.service.get_absolute_url()

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Return how to reach the service: no query if its channels are loaded."""
        return tuple(self.service.channels.all())


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """What became of a typed place."""

    typed: str
    area_name: str
    choices: tuple[tuple[str, str], ...] = ()
    unknown: bool = False
    caribbean: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A filter that the typed words lead to."""

    label: Text
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Hint:
    """An explanation that the typed words lead to, with services."""

    explanation: str
    results: tuple[ServiceResult, ...]


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where the visitor is in a list of pages."""

    number: int
    num_pages: int
    previous_url: str
    next_url: str
