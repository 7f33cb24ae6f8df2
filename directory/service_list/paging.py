"""Lists in pages: how one is cut, and the links from one page to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar, overload

from django.core.paginator import Page

from directory.service_list.query_url import ListURL

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class CountedList(Sequence[Item]):
    """A list whose length is known, for a ``Paginator``; only the shown part is ever made.

    ``part`` returns the items from an offset on, as many as it is asked for.
    """

    length: int
    part: Callable[[int, int], list[Item]]

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> list[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | list[Item]:
        if isinstance(index, slice):
            start, stop, _step = index.indices(self.length)
            return self.part(start, stop - start)
        return self.part(range(self.length)[index], 1)[0]


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where the visitor is in a list of pages."""

    number: int
    num_pages: int
    previous_url: str
    next_url: str

    @classmethod
    def of(cls, page: Page[Any], url: ListURL) -> Self:
        """Return the links around a page of the list at a URL."""
        number = page.number
        return cls(
            number=number,
            num_pages=page.paginator.num_pages,
            previous_url=str(url.at_page(number - 1)) if page.has_previous() else "",
            next_url=str(url.at_page(number + 1)) if page.has_next() else "",
        )
