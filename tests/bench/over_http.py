"""Ask the production server over HTTP, and compare every kind of page with a static file.

A ratio holds on any machine, for both sides are of one run: requests a second, and the time of the
processor that the server needs for one. A page that depends on a question gets a new one each time.
"""

import os
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from itertools import cycle, islice
from operator import attrgetter
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

from tools.served_site import serving_fresh_site

CONNECTIONS = 4
REQUESTS = 300
ROUNDS = 3
"""The one in which the server worked least is told: what else the machine did is in the others."""
SEED = 1
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
MIN_RATE, MAX_COST = 0.7, 10
HEADERS = {"Accept-Encoding": "br, gzip"}

NEEDS = ("emergency", "shelter", "talk", "medical", "legal", "residence", "wages", "exit")
PLACES = ("GM0014", "GM0344", "GM0363", "GM0518", "GM0599", "GM0758", "GM0855", "GM0935", "GM0193")
AGES = ("minor", "adult")
PAPERS = ("dutch", "eu", "third_permit", "third_no_permit", "asylum")

WITHOUT_A_QUESTION = {
    "home": ["/nl/"],
    "privacy": ["/nl/privacy/"],
    "municipality": [f"/nl/gemeenten/{place}/" for place in PLACES],
    "who does what, when": ["/nl/wie-doet-wat/"],
    "rights": ["/nl/rechten/"],
    "legislation": ["/nl/wetgeving/"],
    "sitemap": ["/sitemap.xml"],
}


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a number of requests; ``slowest`` is the slowest but one in a hundred."""

    rate: float
    milliseconds_of_processor: float
    slowest_milliseconds: float
    failed: int


def questions(path: str, seed: int = SEED) -> Iterator[str]:
    """Yield URLs of one page, with another question each time."""
    chance = random.Random(seed)
    while True:
        asked = {
            "need": chance.choice(NEEDS),
            "municipality": chance.choice(PLACES),
            "age": chance.choice(AGES),
            "status": chance.choice(PAPERS),
        }
        kept = {name: value for name, value in asked.items() if chance.random() < 0.8}
        yield f"{path}?" + "&".join(f"{name}={value}" for name, value in kept.items())


def busy_hour(pages: dict[str, list[str]], seed: int = SEED) -> Iterator[str]:
    """Yield what is asked in a busy hour.

    In 100: 40 home and signpost, half of those answers, each to a new question; 30 lists with other
    filters each time; 20 services and rights; 10 of the rest.
    """
    chance = random.Random(seed)
    lists, answers = questions("/nl/hulp/"), questions("/nl/wegwijzer/antwoord/")
    while True:
        part = chance.random()
        if part < 0.2:
            yield chance.choice(["/nl/", "/nl/wegwijzer/"])
        elif part < 0.4:
            yield next(answers)
        elif part < 0.7:
            yield next(lists)
        elif part < 0.9:
            yield chance.choice(pages["entries"])
        else:
            yield chance.choice(pages["rest"])


def load(url: str, paths: Sequence[str], process: int) -> Load:
    """Ask for all of these over a few connections; the times are those of a whole answer."""
    shares = [paths[number::CONNECTIONS] for number in range(CONNECTIONS)]
    before, begin = processor_seconds(process), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        asked = [one for share in pool.map(lambda share: _ask(url, share), shares) for one in share]
    seconds, worked = time.perf_counter() - begin, processor_seconds(process) - before
    times = [took for took, is_fine in asked if is_fine]
    return Load(
        rate=len(asked) / seconds,
        milliseconds_of_processor=1000 * worked / len(asked),
        slowest_milliseconds=1000 * quantiles(times, n=100)[-1],
        failed=len(asked) - len(times),
    )


def _ask(url: str, paths: Sequence[str]) -> list[tuple[float, bool]]:
    connection, found = HTTPConnection(urlsplit(url).netloc, timeout=30), []
    for path in paths:
        begin = time.perf_counter()
        connection.request("GET", path, headers=HEADERS)
        response = connection.getresponse()
        response.read()
        found.append((time.perf_counter() - begin, response.status == 200))
    connection.close()
    return found


def processor_seconds(process: int) -> float:
    """Return what a process and all below it have worked, as Linux counts it: to 10 ms."""
    total = 0.0
    for one in _family(process):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
    return total


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _family(int(child))


def children(process: int) -> list[int]:
    """Return the processes that a process has started and that still run."""
    return [one for one in _family(process) if one != process]


def pages_of(url: str) -> dict[str, list[str]]:
    """Return the pages that the mix asks for, as the sitemap names them."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", "/sitemap.xml")
    text = connection.getresponse().read().decode()
    paths = [urlsplit(part.partition("<")[0]).path for part in text.split("<loc>")[1:]]
    dutch = [path for path in paths if path.startswith("/nl/")]
    entries = [path for path in dutch if path.startswith(("/nl/hulp/", "/nl/rechten/"))]
    return {"entries": entries, "rest": [path for path in dutch if path not in entries]}


def measure(url: str, server: int, requests: int = REQUESTS) -> Iterator[tuple[str, str, Load]]:
    """Yield kind, name and figures of every load, the static file first."""
    style_sheet = _style_sheet(url)
    loads: list[tuple[str, str, Iterator[str]]] = [
        ("static", "a static file", cycle([style_sheet]))
    ]
    loads += [("stored", name, cycle(paths)) for name, paths in WITHOUT_A_QUESTION.items()]
    loads += [
        ("asked", "the list", questions("/nl/hulp/")),
        ("asked", "the answer", questions("/nl/wegwijzer/antwoord/")),
        ("asked", "who does what, for a person", questions("/nl/wie-doet-wat/")),
        ("mix", "a busy hour", busy_hour(pages_of(url))),
    ]
    for kind, name, paths in loads:
        load(url, list(islice(paths, 50)), server)
        rounds = [load(url, list(islice(paths, requests)), server) for _ in range(ROUNDS)]
        least = min(rounds, key=attrgetter("milliseconds_of_processor"))
        yield kind, name, replace(least, failed=sum(one.failed for one in rounds))


def _style_sheet(url: str) -> str:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
    connection.request("GET", "/nl/")
    page = connection.getresponse().read().decode()
    return "/static/" + page.partition('href="/static/')[2].partition('"')[0]


def show(figures: Iterator[tuple[str, str, Load]]) -> None:
    """Print one line a load, as ratios to the static file."""
    static: Load | None = None
    print("over HTTP, one worker of four threads, starter content")
    for kind, name, found in figures:
        static = static or found
        rate = found.rate / static.rate
        cost = found.milliseconds_of_processor / static.milliseconds_of_processor
        goal = {"stored": f"rate >= {MIN_RATE}", "asked": f"processor <= {MAX_COST}"}.get(kind, "")
        print(
            f"  {name:<28} {found.rate:>6.0f} a second ({rate:>4.2f} x)"
            f"  processor {found.milliseconds_of_processor:>5.2f} ms ({cost:>5.1f} x)"
            f"  p99 {found.slowest_milliseconds:>5.1f} ms  failed {found.failed}   {goal}"
        )


def main() -> None:
    """Serve the starter content and measure it: two minutes."""
    with serving_fresh_site() as url:
        [server, *_] = children(os.getpid())
        show(measure(url, server))


if __name__ == "__main__":
    main()
