"""Measure Datasette answering the same filter and facets over the same rows; print JSON.

In one process and without a network, as our own pages are measured: its suggestions are off, and
its facets and queries get all the time they need.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urlencode

from datasette.app import Datasette

FACETS = ("needs", "phases", "audiences", "exploitation", "age", "status", "situation")
PLENTY = 600_000


def accepts(facet: str, *codes: str) -> str:
    """Return the condition that a service's facet does not rule these codes out."""
    values = ",".join(f"'{code}'" for code in codes)
    return (
        f"({facet}_rule <> 'only' or exists"
        f" (select 1 from json_each({facet}) where value in ({values})))"
    )


def address(areas: list[str], form: str, without: str = "") -> str:
    """Return the address of the page: filters, and facets over every column of them."""
    covered = ",".join(f"'{area}'" for area in areas)
    filters = {
        "needs": ("needs__arraycontains", "shelter"),
        "age": ("_where", accepts("age", "adult")),
        "exploitation": ("_where", accepts("exploitation", "labour")),
        "areas": (
            "_where",
            f"exists (select 1 from json_each(areas) where value in ({covered}))",
        ),
    }
    facets = [without] if without else list(FACETS)
    query = [
        *(pair for facet, pair in filters.items() if facet != without),
        *(("_facet_array", facet) for facet in facets),
        ("_size", "20"),
        ("_facet_size", "max"),
    ]
    return f"/datasette/services{form}?{urlencode(query)}"


async def measure(path: Path, areas: list[str], rounds: int) -> dict[str, float]:
    """Return the medians of the page, its JSON, and the page with our numbers, in milliseconds."""
    datasette = Datasette(
        [str(path)],
        settings={
            "suggest_facets": False,
            "facet_time_limit_ms": PLENTY,
            "sql_time_limit_ms": PLENTY,
            "num_sql_threads": 1,
        },
    )

    async def get(*addresses: str) -> str:
        for one in addresses:
            response = await datasette.client.get(one)
            assert response.status_code == 200, response.text[:500]
        return str(response.text)

    page, answer = address(areas, ""), address(areas, ".json")
    others = [address(areas, ".json", facet) for facet in ("needs", "age", "exploitation")]
    figures = {
        "page": await median_of(rounds, lambda: get(page)),
        "json": await median_of(rounds, lambda: get(answer)),
        "same_numbers": await median_of(rounds, lambda: get(page, *others)),
    }
    results = json.loads(await get(answer))["filtered_table_rows_count"]
    return figures | {"results": results}


async def median_of(rounds: int, call: Callable[[], Awaitable[object]]) -> float:
    """Return the median milliseconds of a call, after one call that does not count."""
    times = []
    for _ in range(rounds + 1):
        begin = perf_counter()
        await call()
        times.append(perf_counter() - begin)
    return median(times[1:]) * 1000


if __name__ == "__main__":
    folder, areas, rounds = Path(sys.argv[1]), sys.argv[2].split(","), int(sys.argv[3])
    print(json.dumps(asyncio.run(measure(folder / "datasette.sqlite3", areas, rounds))))
