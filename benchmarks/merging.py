"""How long merging takes, and how much memory, in a casebook of a million events.

    python benchmarks/merging.py [--events 1000000] [--documents 1000] [--days 10957] [--into DIR]

Makes a casebook of made-up happenings (`made_up.sql`), its runs written as Parquet and without
texts. Then it merges all, adds documents, merges them, and asks some questions. Each step is a
process of its own, of which it prints the seconds by the clock and of the processor, and the peak
of memory. With `--into` the casebook is kept, and used again if it is there.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente import __version__
from detente.casebook import Casebook, Filter, engine
from detente.casebook.rows import schemas

if TYPE_CHECKING:
    from collections.abc import Callable

    from duckdb import DuckDBPyConnection

_RUN: Final = 25_000
"""Documents to a run."""
_PER_DOCUMENT: Final = 4
_DAYS: Final = 10_957
"""Thirty years: of a million events some ninety on a day, as news tells of conflicts."""
_LATER: Final = "later"
"""Where the documents to be added wait."""


def make(folder: Path, events: int, extra: int, *, days: int = _DAYS) -> None:
    """A casebook of so many events of so many days, and so many documents more beside it."""
    Casebook(folder).close()
    sql = Path(__file__).with_name("made_up.sql").read_text("utf-8")
    # A happening has two mentions and a bit, so that half as many happenings are always enough.
    sql = sql.replace("$events", str(events + extra * _PER_DOCUMENT)).replace("$days", str(days))
    documents = events // _PER_DOCUMENT
    with engine.connect() as connection:
        engine.run(connection, sql)
        runs = range(1, 2 + (documents - 1) // _RUN)
        for run in runs:
            first, last = (run - 1) * _RUN, min(run * _RUN, documents)
            _write(connection, folder / "runs", run, (first, last))
        _write(connection, folder / _LATER, len(runs) + 1, (documents, documents + extra))


def _write(
    connection: DuckDBPyConnection, folder: Path, run: int, documents: tuple[int, int]
) -> None:
    """A run of the documents of those numbers, the second excluded."""
    made = folder / f"{run:08d}-{run:08d}"
    made.mkdir(parents=True)
    first, last = documents
    held = (
        f"SELECT * EXCLUDE (number) REPLACE ({run} AS run, {_PER_DOCUMENT} AS events), 0 AS claims "  # noqa: S608
        "FROM made_documents "
        f"WHERE number >= {first} AND number < {last}"
    )
    told = (
        f"SELECT * EXCLUDE (number) REPLACE ({run} AS run) FROM made_events "  # noqa: S608
        f"WHERE number >= {first} AND number < {last}"
    )
    for table, columns in schemas().items():
        rows = {"documents": held, "events": told}.get(table, engine.empty(columns))
        source = f"({engine.empty(columns)} UNION ALL BY NAME {rows})"
        engine.copy_parquet(connection, made / f"{table}.parquet", source)
    manifest = {"run": made.name, "detente": __version__, "models": ["made-up"], "documents": []}
    (made / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def add(folder: Path) -> None:
    """Put the documents that wait into the casebook."""
    for run in (folder / _LATER).iterdir():
        run.rename(folder / "runs" / run.name)


def merge(folder: Path) -> None:
    """Bring the merged state up to date."""
    with Casebook(folder) as casebook:
        casebook.query("SELECT 1")


_COUNTS: Final = "SELECT count(*) AS events, sum(reports) AS reports, sum(origins) AS origins"
_MARCH: Final = Filter(between=("USA", "IRQ"), from_="2020-03", to="2020-04")
_QUESTIONS: Final[dict[str, Callable[[Casebook], list[dict[str, object]]]]] = {
    "opening": lambda casebook: casebook.query("SELECT 1 AS one"),
    "count events": lambda casebook: casebook.query("SELECT count(*) AS events FROM events"),
    "count three ways": lambda casebook: casebook.query(f"{_COUNTS} FROM events"),
    "events between two": lambda casebook: casebook.events(_MARCH),
    "mentions of these": lambda casebook: casebook.mentions(_MARCH),
    "by country and type": lambda casebook: casebook.events(Filter(country="SYR", type="ASSAULT")),
    "one event whole": lambda casebook: [
        casebook.event(row["happening"])
        for row in casebook.query("SELECT happening FROM members LIMIT 1")
    ],
}


def ask(folder: Path) -> None:
    """Print how long questions take."""
    with Casebook(folder) as casebook:
        for name, question in _QUESTIONS.items():
            started, used = time.perf_counter(), time.process_time()
            found = question(casebook)
            took, used = time.perf_counter() - started, time.process_time() - used
            said = found[0] if name.startswith("count ") else f"{len(found)} rows"
            print(f"  {name:20} {took:6.2f} s, {used:6.2f} s of the processor   {said}")


_STEPS: Final = {"add": add, "merge": merge, "ask": ask}


def step(name: str, folder: Path) -> None:
    """Run a step in a process of its own and print what it took."""
    started = time.perf_counter()
    command = [sys.executable, __file__, "--step", name, "--into", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 - this program
    print(f"{name:8} {time.perf_counter() - started:8.1f} s", flush=True)


def main() -> None:
    """Make, merge, add, merge, ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=1000, help="added after the first merging")
    parser.add_argument("--days", type=int, default=_DAYS, help="over which the events lie")
    parser.add_argument("--into", type=Path, help="keep the casebook here")
    parser.add_argument("--step", choices=_STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        _STEPS[given.step](given.into)
        usage = resource.getrusage(resource.RUSAGE_SELF)
        seconds = usage.ru_utime + usage.ru_stime
        print(f"  {given.step}: {seconds:.1f} s of the processor, {usage.ru_maxrss / 2**20:.2f} GB")
        return
    folder = given.into or Path(tempfile.mkdtemp()) / "casebook"
    if not folder.exists():
        started = time.perf_counter()
        make(folder, given.events, given.documents, days=given.days)
        print(f"made in {time.perf_counter() - started:.1f} s", flush=True)
    for name in ("merge", "add", "merge", "ask"):
        step(name, folder)
    if not given.into:
        shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()
