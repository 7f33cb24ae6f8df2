"""Measure the tables of the desk, in a process of their own; print the figures as JSON."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

from tests.bench.site import start

start(Path(sys.argv[1]))

from editorial.models import VersionReason  # noqa: E402
from editorial.publishing.bulk import ChangeContext  # noqa: E402  (all of these need the set-up)
from editorial.tables.exporting import export_table  # noqa: E402
from editorial.tables.files import Sheet, csv_bytes, read_table, xlsx_bytes  # noqa: E402
from editorial.tables.importing import TableImport  # noqa: E402
from editorial.tables.table import Table, tables  # noqa: E402

Result = TypeVar("Result")

figures: dict[str, float] = {}


def timed(name: str, work: Callable[[], Result]) -> Result:
    """Do some work, and note the seconds that it took: by the clock and of the processor."""
    began, began_working = perf_counter(), process_time()
    result = work()
    figures[name] = perf_counter() - began
    figures[f"{name}_cpu"] = process_time() - began_working
    return result


def main() -> None:
    """Take the services out and in again, which must change nothing."""
    table = tables()["services"]
    exported = timed("export", lambda: export_table(table))
    as_csv = csv_bytes(exported)
    as_xlsx = timed("write_xlsx", lambda: xlsx_bytes(exported))
    timed("read_xlsx", lambda: read_table(as_xlsx, "services.xlsx"))
    hand = ChangeContext(None, "bench", VersionReason.IMPORTED, at_once=True)
    read = read_table(as_csv, "services.csv")
    found = timed("import", lambda: take_in(table, read, hand))
    figures["rows"] = found.unchanged
    print(json.dumps(figures))


def take_in(table: Table, sheet: Sheet, hand: ChangeContext) -> TableImport:
    """Import a table."""
    found = TableImport(table, hand)
    found.check(sheet)
    found.write()
    return found


if __name__ == "__main__":
    main()
