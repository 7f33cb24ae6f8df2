"""Measure our own pages, in a process of their own; print the figures as JSON."""

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.site import start_for_visitors

start_for_visitors(Path(sys.argv[1]))

from django.conf import settings  # noqa: E402  (all of these need the set-up)
from django.http import QueryDict  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from directory.service_list.context import service_list_context  # noqa: E402
from directory.service_list.filters import HelpFilterSet  # noqa: E402
from directory.snapshot.snapshot import current_snapshot  # noqa: E402
from editorial.editions.current import reader_of_visitors  # noqa: E402
from editorial.editions.loaded import LoadedEdition  # noqa: E402
from editorial.reading.router import reading  # noqa: E402

QUERY = "need=shelter&age=adult&exploitation=labour&municipality=GM0228"
ROUNDS = 60

visitor = Client(headers={"host": "127.0.0.1"})


def milliseconds(call: Callable[[], object]) -> float:
    """Return the median time of a call, after one call that does not count."""
    call()
    times = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        call()
        times.append(perf_counter() - begin)
    return median(times) * 1000


def memory() -> float:
    """Return the resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def edition() -> LoadedEdition:
    """Return what the visitors of this process read."""
    reader = reader_of_visitors()
    found = reader and reader.edition()
    assert found, "there is no edition to measure"
    return found


def milliseconds_of_page(path: str) -> float:
    """Return the median time of a page."""

    def ask() -> None:
        assert visitor.get(path).status_code == 200, path

    return milliseconds(ask)


def build_seconds() -> float:
    """Return how long the snapshot and its indexes take to build, in a warm process."""
    begin = perf_counter()
    edition().with_parts(timezone.now())
    return perf_counter() - begin


def measure() -> dict[str, float]:
    """Return what the list costs, in milliseconds and MB."""
    translation.activate("nl")
    build, page = build_seconds(), milliseconds_of_page(f"/nl/hulp/?{QUERY}")
    gc.collect()
    resident, per_page = memory(), settings.RESULTS_PER_PAGE
    request = RequestFactory().get(f"/nl/hulp/?{QUERY}")
    with reading(edition()):
        snapshot, moment = current_snapshot(), timezone.localtime()
        filterset = HelpFilterSet(QueryDict(QUERY), snapshot=snapshot, moment=moment)
        context = service_list_context(
            filterset, path="/nl/hulp/", language="nl", per_page=per_page
        )

        def matching() -> None:
            snapshot.matcher.ranked(filterset.question, 0, per_page)
            snapshot.matcher.option_counts(filterset.question)

        def rendering() -> None:
            render_to_string("directory/service_list.html", context, request)

        return {
            "services": len(snapshot.matcher.keys),
            "results": context["total"],
            "build_seconds": build,
            "page": page,
            "matching": milliseconds(matching),
            "rendering": milliseconds(rendering),
            "memory": resident,
        }


if __name__ == "__main__":
    print(json.dumps(measure()))
