"""The URLs of filtered lists: all state stands in the link, and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ListURL:
    """A list's path with its query as pairs in a stable order; every change drops the page."""

    path: str
    pairs: tuple[Pair, ...]

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.pairs else self.path

    @property
    def query(self) -> str:
        """Return what stands behind the question mark, for another page that takes the same."""
        return "&".join(map(encoded, self.pairs))

    @property
    def continued(self) -> str:
        """Return the URL up to where one more pair is added, for a page with many links."""
        url = str(self.without())
        return f"{url}{'&' if '?' in url else '?'}"

    def toggled(self, key: str, value: str) -> "ListURL":
        """Add a value, or remove it if it is there."""
        pair = (key, value)
        rest = tuple(given for given in self.pairs if given != pair and given[0] != "page")
        return self._with(rest if pair in self.pairs else (*rest, pair))

    def without(self, *keys: str) -> "ListURL":
        """Remove all values of these keys."""
        return self._with(
            tuple(pair for pair in self.pairs if pair[0] not in keys and pair[0] != "page")
        )

    def replaced(self, key: str, value: str) -> "ListURL":
        """Give a key this one value."""
        return self._with((*self.without(key).pairs, (key, value)))

    def at_page(self, number: int) -> "ListURL":
        """Turn to a page of the same list."""
        rest = self.without().pairs
        return self._with(rest if number <= 1 else (*rest, ("page", str(number))))

    def hidden(self, *shown: str) -> Iterable[Pair]:
        """Yield what a form must carry along besides the fields that it shows."""
        return (pair for pair in self.pairs if pair[0] not in shown and pair[0] != "page")

    def _with(self, pairs: tuple[Pair, ...]) -> "ListURL":
        return ListURL(self.path, pairs)


def encoded(pair: Pair) -> str:
    """Write one pair; codes, which a page has hundreds of, need no quoting."""
    key, value = pair
    return f"{key}={value if value.isalnum() and value.isascii() else quote_plus(value)}"
