"""Print how easily the pages read in both languages, as the desk says it of a text.

    python -m tools.readability

Over our own prose only: names, legal articles and other languages are left out. 60 and higher is
plain language, 80 easy. It is reported and not a gate, for a formula knows syllables and no
readers; the gate is the length of sentences (tests/site/test_readable.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import mean
from typing import TYPE_CHECKING

from editorial.plain_language.reading_ease import FORMULAS, reading_ease
from editorial.plain_language.sentences import count_words
from tools.prose import Prose
from tools.served_site import ServedPage, serving_fresh_site, walk

if TYPE_CHECKING:
    from editorial.languages import Language

LEGAL = re.compile(r"\b(?:[Aa]rtikel|[Aa]rt\.) \S+|\(EU\) \S+|\b[A-Z]{2,}\d*\b")


def section(path: str) -> str:
    """Return the part of the site that a page belongs to."""
    return "/".join(path.split("?", maxsplit=1)[0].split("/")[:3]) + "/"


def report(pages: list[ServedPage], language: Language) -> None:
    """Print per section the mean ease, the hardest page with its ease, and words a sentence."""
    eases: dict[str, list[tuple[float, str]]] = defaultdict(list)
    lengths: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        prose = Prose(page.text)
        sentences = [LEGAL.sub("", sentence) for sentence in prose.sentences]
        ease = reading_ease(sentences, language)
        if ease is None:
            continue
        eases[section(page.path)].append((ease, page.path))
        lengths[section(page.path)] += map(count_words, sentences)
    print("ease  words  hardest  page")
    for name, found in sorted(eases.items()):
        hardest, path = min(found)
        average = mean(ease for ease, _ in found)
        print(f"{average:4.0f}  {mean(lengths[name]):5.1f}  {hardest:7.0f}  {path}")


if __name__ == "__main__":
    with serving_fresh_site() as url:
        pages = list(walk(url).values())
    for language in FORMULAS:
        report([page for page in pages if page.path.startswith(f"/{language}/")], language)
