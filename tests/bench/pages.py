"""Measure our own pages, in a process of their own; print the figures as JSON."""

import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.bench.site import start

start(Path(sys.argv[1]))

from django.conf import settings  # noqa: E402  (all of these need the set-up)
from django.http import QueryDict  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from directory.service_list.context import service_list_context  # noqa: E402
from directory.service_list.filters import HelpFilterSet  # noqa: E402
from directory.snapshot.service_rows import load_service_rows  # noqa: E402
from directory.snapshot.snapshot import current_snapshot  # noqa: E402
from editorial.reading.parts import forget_everything  # noqa: E402

QUERY = "need=shelter&age=adult&exploitation=labour&municipality=GM0228"
ROUNDS = 60


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


def build_seconds() -> float:
    """Return how long the snapshot and its indexes take to build, in a warm process."""
    current_snapshot()
    forget_everything()
    begin = perf_counter()
    current_snapshot()
    return perf_counter() - begin


def measure() -> dict[str, float]:
    """Return what the pages cost, in milliseconds and MB."""
    translation.activate("nl")
    build = build_seconds()
    snapshot, moment, client = current_snapshot(), timezone.localtime(), Client()
    filterset = HelpFilterSet(QueryDict(QUERY), snapshot=snapshot, moment=moment)
    question = filterset.question
    per_page = settings.RESULTS_PER_PAGE

    def matching() -> None:
        snapshot.matcher.ranked(question, 0, per_page)
        snapshot.matcher.option_counts(question)

    def page() -> None:
        assert client.get(f"/nl/hulp/?{QUERY}").status_code == 200

    page()
    gc.collect()
    resident = memory()

    request = RequestFactory().get(f"/nl/hulp/?{QUERY}")
    context = service_list_context(filterset, path="/nl/hulp/", language="nl", per_page=per_page)

    def rendering() -> None:
        render_to_string("directory/service_list.html", context, request)

    def anew(call: Callable[[], object]) -> Callable[[], None]:
        def forgetting_the_cards() -> None:
            for row in load_service_rows(match.key for match in matches).values():
                vars(row).pop("_cards", None)
                vars(row).pop("_card_heads", None)
            call()

        matches = filterset.matches(per_page)
        return forgetting_the_cards

    return {
        "services": len(snapshot.matcher.keys),
        "results": context["total"],
        "build_seconds": build,
        "page": milliseconds(page),
        "matching": milliseconds(matching),
        "rendering": milliseconds(rendering),
        "memory": resident,
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
