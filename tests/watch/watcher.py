"""Watches a feed into a casebook, again and again, each time killed a little later.

    python watcher.py CASEBOOK FEED STEP

Every pass runs in a process of its own, an hour after the one before. The nth is killed when for
the nth time, counted in steps of STEP, it is about to open a file, a database or a connection, or
to rename a file. It ends when a pass ends unharmed, and prints how many were killed.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import trafilatura  # noqa: F401 - loaded once for all passes

from detente.casebook import Casebook
from detente.records import ReaderInfo, Record
from detente.sources.fetch import Manners
from detente.watch import Courier, Settings, Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Document, Problem

_EVENTS = frozenset({"open", "os.rename", "socket.connect", "sqlite3.connect"})


class Clock:
    def __init__(self, time: datetime) -> None:
        self.time = time

    def now(self) -> datetime:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


class Echo:
    info = ReaderInfo(version="1", model="echo", seconds=0.0)

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        return Record(document=document, problems=tuple(problems), reader=self.info)


def kill_at(count: int) -> None:
    """Kill this process at that event."""
    seen = 0

    def look(event: str, arguments: object) -> None:
        nonlocal seen
        if event in _EVENTS:
            seen += 1
            if seen >= count:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def watch(folder: str, feed: str, time: datetime) -> None:
    settings = Settings.model_validate({"pause": 0, "feed": [{"url": feed}]})
    clock = Clock(time)
    courier = Courier(clock, manners=Manners(allow_private=True), pause=0)
    with Casebook(folder) as casebook:
        for _ in Watch(casebook, settings, reader=Echo, courier=courier, clock=clock).once():
            pass


def main() -> None:
    folder, feed, step = sys.argv[1:]
    killed = 0
    while True:
        child = os.fork()
        if child == 0:
            kill_at((killed + 1) * int(step))
            watch(folder, feed, datetime(2020, 5, 13, tzinfo=UTC) + timedelta(hours=killed))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print(killed)  # noqa: T201 - what the test asks for
            sys.exit(os.waitstatus_to_exitcode(status))
        killed += 1


if __name__ == "__main__":
    main()
