"""How long it takes to weigh a relation in a casebook of a million events.

    python benchmarks/relations.py [--events 1000000] [--casebook DIR]

Makes a casebook of made-up events between 150 states, a few of which act far more often than the
rest: exact days, weeks, and no date; what happened and what was planned. Then it times the parts of
`detente relation` for the two that have most to do with each other, for two that seldom meet, and
for an organisation with its members. With `--casebook` a casebook that is there is asked instead,
merged before. Each line gives the best of three, in seconds of the clock and of the processor; the
last, how many events were counted.
"""

from __future__ import annotations

import argparse
import datetime as dt
import tempfile
import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, get_args

from detente.casebook import Casebook, engine
from detente.casebook.layout import opened
from detente.casebook.lock import locked
from detente.casebook.rows import schemas
from detente.casebook.runs import _finish, _fresh, _named
from detente.gazetteer import countries
from detente.ontology import plover_types
from detente.relations import (
    By,
    chains,
    channels,
    relation,
    series,
    sides,
    spillover,
    turning_points,
)

if TYPE_CHECKING:
    from collections.abc import Callable

STATES: Final = 150
FIRST: Final = dt.date(2000, 1, 1)
DAYS: Final = 9000
PER_DOCUMENT: Final = 10
BUSY, OTHER, THIRD, FOURTH = range(4)
QUIET: Final = (60, 90)
"""Places of the states that are asked about: the first act most."""

Given = TypeVar("Given")


def codes() -> list[str]:
    """The states that act, the busiest first."""
    return [country.code for country in countries() if country.status == "state"][:STATES]


def source(events: int) -> str:
    """A table expression of made-up events."""
    kinds = list(plover_types().values())
    states, types = codes(), [kind.type for kind in kinds]
    quads, scores = [kind.quad_class for kind in kinds], [kind.score for kind in kinds]
    sectors = ["GOV", "MIL", "LEG", "BUS", "CVL", "REB"]

    def drawn_by(salt: str) -> str:
        """A number from 0 to 1, the same every time."""
        return f"(hash(number, '{salt}') % 1000003 / 1000003.0)"

    def busy(salt: str) -> str:
        """The same, small numbers far more often."""
        return f"pow({drawn_by(salt)}, 3)"

    def one_of(count: int, drawn: str) -> str:
        return f"1 + CAST(floor({count} * {drawn}) AS INTEGER)"

    drawn = (
        f"SELECT number, {one_of(STATES, busy('one'))} AS one, "  # noqa: S608 - of this file's words
        f"{one_of(STATES, busy('other'))} AS other, "
        f"{drawn_by('told')} AS when_told, {drawn_by('status')} AS status, "
        f"{one_of(len(kinds), drawn_by('kind'))} AS kind, "
        f"DATE '{FIRST}' + {one_of(DAYS, drawn_by('day'))} AS day, "
        f"{one_of(len(sectors), drawn_by('sector'))} AS sector "
        f"FROM range({events}) AS made(number)"
    )

    def party(state: str) -> str:
        code = f"{states}[{state}] || {sectors}[sector]"
        return (
            f"[{{'entity': 'e1', 'text': {code}, 'start': 0, 'end': 6, 'name': {code}, "
            f"'code': {code}, 'country': {states}[{state}]}}]"
        )

    def keys(state: str) -> str:
        code = f"lower({states}[{state}] || {sectors}[sector])"
        return f"[{code}[:3], {code}[:4], {code}[:5], {code}]"

    columns = {
        "document": f"'sha256:' || lpad(CAST(number // {PER_DOCUMENT} AS VARCHAR), 64, '0')",
        "run": "1",
        "id": f"'v' || (1 + number % {PER_DOCUMENT})",
        "type": f"{types}[kind]",
        "quad_class": f"{quads}[kind]",
        "goldstein": f"{scores}[kind]",
        "actors": party("one"),
        "recipients": party("other"),
        "actor_keys": keys("one"),
        "recipient_keys": keys("other"),
        "earliest": "CASE WHEN when_told > 0.2 THEN day END",
        "latest": "CASE WHEN when_told > 0.4 THEN day WHEN when_told > 0.2 THEN day + 6 END",
        "status": "CASE WHEN status < 0.8 THEN 'occurred' ELSE 'planned' END",
        "evidence": "[{'start': 0, 'end': 3, 'quote': 'met'}]",
    }
    typed = (
        f"CAST({columns.get(column, 'NULL')} AS {kind}) AS {engine.name(column)}"
        for column, kind in schemas()["events"].items()
    )
    return f"(SELECT {', '.join(typed)} FROM ({drawn}))"  # noqa: S608 - made of this file's words


def tellers(count: int) -> str:
    """A table expression of the documents that tell of them."""
    known = {"document": "'sha256:' || lpad(CAST(number AS VARCHAR), 64, '0')", "run": "1"}
    typed = (
        f"CAST({known.get(column, 'NULL')} AS {kind}) AS {engine.name(column)}"
        for column, kind in schemas()["documents"].items()
    )
    return f"(SELECT {', '.join(typed)} FROM range({count}) AS made(number))"  # noqa: S608 - as above


def make(folder: Path, events: int) -> None:
    """Write a casebook of one run, without texts."""
    with Casebook(folder):
        runs = folder / "runs"
    runs.mkdir(exist_ok=True)
    made = _named(runs, 1, 1)
    part = _fresh(made.folder)
    with engine.connect() as connection:
        for table, kinds in schemas().items():
            rows = f"({engine.empty(kinds)})"
            if table == "events":
                rows = source(events)
            elif table == "documents":
                rows = tellers(-(-events // PER_DOCUMENT))
            engine.copy_parquet(connection, part / f"{table}.parquet", rows)
    _finish(part, made, [], [], {})


def timed(what: str, act: Callable[[], Given]) -> Given:
    """Do something three times, and say how long the quickest took."""
    best = (float("inf"), float("inf"))
    for _ in range(3):
        start, worked = time.perf_counter(), time.process_time()
        given = act()
        best = min(best, (time.perf_counter() - start, time.process_time() - worked))
    print(f"{best[0]:8.2f} s  {best[1]:6.2f} s  {what}")
    return given


def ask(casebook: Casebook, first: str, second: str) -> None:
    """Time the parts of one relation."""
    one, other = sides(casebook, first, second)
    print(f"{one.name} and {other.name}")
    for by in get_args(By):
        timed(f"series by {by}", partial(series, casebook, one, other, by=by))
    monthly = series(casebook, one, other, from_="2000", to="2024-08")
    third = series(
        casebook, one, sides(casebook, first, codes()[FOURTH])[1], from_="2000", to="2024-08"
    )
    timed("turning points by month", lambda: turning_points(casebook, monthly))
    timed("channels", lambda: channels(casebook, one, other))
    timed("chains", lambda: chains(casebook, one, other))
    timed("spillover by month", lambda: spillover(casebook, monthly, third))
    timed("the whole relation by month", lambda: relation(casebook, first, second))
    print(f"{sum(point.both.events for point in monthly.points):10.0f} events counted\n")


def main() -> None:
    """Make a casebook unless one is given, and ask it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--casebook", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.casebook is None:
            make(Path(folder) / "casebook", asked.events)
        path = asked.casebook or Path(folder) / "casebook"
        # While another writes, nothing is merged: made-up events are each a happening of its own.
        held = nullcontext() if asked.casebook else locked(opened(path, create=False).lock, wait=0)
        with held, Casebook(path, create=False) as casebook:
            casebook.query("SELECT 1 FROM events LIMIT 1")
            states = codes()
            ask(casebook, states[BUSY], states[OTHER])
            ask(casebook, *(states[place] for place in QUIET))
            ask(casebook, "NATO+members", states[THIRD])


if __name__ == "__main__":
    main()
