"""How large the type of a sheet can be so that it stays one page: reckoned, for no script measures.

Lengths are in points, and those of a text in em: what it is at any size. A letter is taken to be
wide, so that a page is rather a little empty than two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final
from unicodedata import combining, east_asian_width

from wegwijzer.hand_over.sheet import ContactColumn, ContactRow, Sheet, SheetColumn

LETTER: Final = 0.58
"""The width of a letter in the widest of the fonts of systems; of a Chinese one it is 1."""

LINE: Final = 1.25
NUMBER: Final = 1.4
BETWEEN: Final = 0.15
RULE: Final = 0.6
PICTURE: Final = 70


@dataclass(frozen=True, slots=True)
class Paper:
    """The height of a page, the width of both columns and between them, and sizes of type."""

    height: float
    column: float
    gap: float
    sizes: dict[str, float]


PAPERS: Final = {
    "a4": Paper(774, 254, 18, {"large": 15.5, "": 12, "small": 10}),
    "card": Paper(527, 352, 68, {"large": 12.5, "": 10, "small": 8}),
}


def type_size(sheet: Sheet, paper: str) -> str:
    """Return the name of the largest size in which a sheet is one page: large, "" or small."""
    on = PAPERS[paper]
    fitting = (name for name, size in on.sizes.items() if _height(sheet, on, size) < on.height)
    return next(fitting, "small")


def _height(sheet: Sheet, paper: Paper, size: float) -> float:
    column, whole = paper.column / size, (2 * paper.column + paper.gap) / size
    start = max(_paragraphs(_start_of(one), column) for one in sheet.columns)
    rows = sum(_row(row, column, whole) for row in sheet.rows)
    unchecked = max(_paragraphs([one.texts["unchecked"].text], column) for one in sheet.columns)
    return (start + NUMBER + rows) * size + max(PICTURE, unchecked * size)


def _start_of(column: SheetColumn) -> list[str]:
    texts = column.texts
    return [f"{texts['danger'].text} {texts['call'].text}", texts["ask_first"].text]


def _row(row: ContactRow, column: float, whole: float) -> float:
    heading = _paragraphs([f"{row.name} – {row.about}"], whole / 1.1)
    return RULE + heading + max(_paragraphs(_lines_of(one), column) for one in row.columns)


def _lines_of(column: ContactColumn) -> Iterator[str]:
    """Yield what stands below each other, a number as wide as it is."""
    contact, texts = column.contact, column.language.texts
    for number in contact.numbers[:1]:
        yield f"{texts['call'].text} {number.channel.display}      {number.cost.text}"
        yield "; ".join(f"{row.days}: {row.times}" for row in number.hours)
    if not contact.numbers:
        yield from (channel.display for channel in contact.written[:2])
    yield contact.ages.text if contact.ages else ""
    yield f"{texts['languages'].text} {contact.languages}" if contact.languages else ""
    yield texts["interpreter"].text if contact.has_interpreter else ""
    yield column.disclosure


def _paragraphs(texts: Iterator[str] | list[str], width: float) -> float:
    return sum(ceil(_width(text) / width) * LINE + BETWEEN for text in texts if text)


def _width(text: str) -> float:
    letters = [one for one in text if not combining(one)]
    return sum(1 if east_asian_width(one) in "FW" else LETTER for one in letters)
