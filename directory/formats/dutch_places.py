"""Which postcodes and places there are, from the lists that the starter content has."""

import csv
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

GEOGRAPHY: Final = Path(__file__).parent.parent / "content" / "geography"


@lru_cache(maxsize=1)
def known_postcodes() -> frozenset[str]:
    """Return the four digits of every area where people live: post-office boxes have others.

    Read once, about 10 ms, and so are the places.
    """
    return frozenset(row["pc4"] for row in _rows("postcodes.csv") if row["certainty"] != "C")


@lru_cache(maxsize=1)
def known_places() -> frozenset[str]:
    """Return the names of all towns and villages in small letters."""
    return frozenset(row["name"].casefold() for row in _rows("places.csv"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (GEOGRAPHY / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
