"""What the pages of lists show, as plain values: questions with options, results, notices."""

from dataclasses import dataclass

from directory.facets import Text
from directory.formats.opening_hours import OpenState
from directory.models import Channel, Service


@dataclass(slots=True)
class Option:
    """One answer to a question: a link, or a choice of a form.

    ``count`` is how many results the link gives; None where an answer leaves nothing out. Not
    frozen: a page makes eighty, and to make a frozen one takes five times as long.
    """

    code: str
    label: Text
    url: str = ""
    selected: bool = False
    group: Text = ""
    count: int | None = None
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question with its options; ``is_open`` if they are unfolded, else ``chosen`` is named."""

    label: Text
    options: tuple[Option, ...]
    is_open: bool = False
    help_text: Text = ""

    @property
    def chosen(self) -> list[Text]:
        """Return the labels of what is chosen."""
        return [option.label for option in self.options if option.selected]


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
    first_channel: Channel | None

    @property
    def url(self) -> str:
        """Return the URL of the service's own page."""
        return self.service.get_absolute_url()

    @property
    def is_checked(self) -> bool:
        """Return whether somebody ever checked the service, or a way to reach it: no query."""
        channels = self.service.channels_in_order
        return bool(self.service.assured_date) or any(one.assured_date for one in channels)


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """What became of a typed place."""

    typed: str
    area_name: str
    place_name: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    guesses: tuple[tuple[str, str], ...] = ()
    region: str = ""
    unknown: bool = False
    is_postcode: bool = False
    is_country: bool = False
    caribbean: bool = False
    may_be_caribbean: bool = False


@dataclass(frozen=True, slots=True)
class SuggestedFilter:
    """A filter that the typed words lead to."""

    label: Text
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class GuessedQuestion:
    """Words that somebody may have meant, with the link that asks them instead."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class HintResult:
    """An explanation that the typed words lead to, with services."""

    explanation: str
    results: tuple[ServiceResult, ...]
