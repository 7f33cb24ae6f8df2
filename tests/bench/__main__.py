"""Run the benchmarks and print ratios: ``make bench``. Every side has one process of its own.

Datasette counts a facet's values within the filtered rows. Our number beside an option is the total
of the page that its link opens, which for a facet that filters already takes another query without
that filter; "same numbers" is Datasette giving those too, one JSON request a filtering facet.
"""

import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.picture import draw

ROOT = Path(__file__).resolve().parents[2]
MUNICIPALITY = "GM0228"
SIZES = (1_000, 20_000, 100_000)
SIZES_OF_THE_SIGNPOST = (1_000, 20_000)
SIZE_OF_THE_TABLES = 20_000
YARDSTICK_ROUNDS = {1_000: 20, 20_000: 5, 100_000: 3}
Figures = dict[str, float]


def run(module: str, *arguments: object) -> str:
    """Return what a measuring process prints."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def areas() -> list[str]:
    """Return the codes of the areas that the municipality of the question lies in."""
    with (ROOT / "directory/content/geography/area_members.csv").open() as file:
        rows = csv.DictReader(file)
        return [
            MUNICIPALITY,
            "NL",
            *(row["area"] for row in rows if row["municipality"] == MUNICIPALITY),
        ]


def measure(size: int, folder: Path) -> tuple[Figures, Figures]:
    """Return our figures and those of Datasette at one size."""
    run("site", folder, size)
    ours = json.loads(run("pages", folder))
    theirs = json.loads(run("yardstick", folder, ",".join(areas()), YARDSTICK_ROUNDS[size]))
    return ours, theirs


def show(size: int, ours: Figures, theirs: Figures, first: Figures) -> None:
    """Print the figures of one size as ratios, with what is to be reached."""
    print(
        f"\n{size:,} services, {ours['results']:,.0f} results (Datasette {theirs['results']:,.0f})"
    )
    goal = {1_000: ">= 10", 20_000: ">= 40"}.get(size, "")
    rows = [
        ("page against Datasette's page", theirs["page"] / ours["page"], goal),
        ("page against Datasette's same numbers", theirs["same_numbers"] / ours["page"], ""),
        (
            "matching and counts against Datasette's JSON",
            theirs["json"] / ours["matching"],
            ">= 100",
        ),
        ("page against rendering the same rows", ours["page"] / ours["rendering"], "<= 2"),
        ("page against the page at 1,000", ours["page"] / first["page"], "<= 1.5"),
    ]
    for name, ratio, wanted in rows:
        print(f"  {name:<46} {ratio:>9.2f} x   {wanted}")
    print(
        f"  page {ours['page']:.1f} ms, matching and counts {ours['matching']:.2f} ms,"
        f" rendering {ours['rendering']:.1f} ms;"
        f" Datasette page {theirs['page']:.1f} ms, JSON {theirs['json']:.1f} ms"
    )
    print(f"  snapshot and indexes {ours['build_seconds']:.2f} s, worker {ours['memory']:.0f} MB")


def show_signpost(figures: Figures, first: Figures) -> None:
    """Print what the signpost and the matrix cost, and how that grows with the directory."""
    rows = [
        ("result page of the signpost against 1,000", "answer"),
        ("who does what, for a person, against 1,000", "matrix"),
    ]
    for name, page in rows:
        print(f"  {name:<46} {figures[page] / first[page]:>9.2f} x   <= 1.5")
    print(f"  result page {figures['answer']:.1f} ms, who does what {figures['matrix']:.1f} ms")
    print(
        f"  combinations a second: matcher with rights {figures['combinations']:,.0f}"
        f" (to reach: 500,000), whole answers {figures['answers']:,.0f}"
    )


def show_tables(figures: Figures) -> None:
    """Print what the tables cost; an import that changes nothing must stay under a minute."""
    print(f"  tables of {figures['rows']:,.0f} rows, in seconds (of which the processor worked):")
    for name, work in (
        ("export", "export"),
        ("import of that, which changes nothing", "import"),
        ("writing it as a spreadsheet", "write_xlsx"),
        ("reading the spreadsheet", "read_xlsx"),
    ):
        print(f"    {name:<44} {figures[work]:>6.1f} ({figures[f'{work}_cpu']:.1f})")


def main() -> None:
    """Measure every size, print, and draw the picture of the README."""
    found: dict[int, tuple[Figures, Figures]] = {}
    signpost: dict[int, Figures] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found[size] = measure(size, Path(folder))
            if size in SIZES_OF_THE_SIGNPOST:
                signpost[size] = json.loads(run("signpost", folder))
            tables = json.loads(run("tables", folder)) if size == SIZE_OF_THE_TABLES else None
        show(size, *found[size], first=found[SIZES[0]][0])
        if size in signpost:
            show_signpost(signpost[size], first=signpost[SIZES[0]])
        if tables is not None:
            show_tables(tables)
    draw(found, ROOT / "docs" / "bench.svg")
    print("\n" + run("over_http"), end="")


if __name__ == "__main__":
    main()
