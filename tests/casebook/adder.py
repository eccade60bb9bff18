"""Adds fifty documents to the casebook named first; dies at the n-th flush to disk if n is given.

Run as a program, so that it can be killed: what it dies of is SIGKILL, which nothing can catch.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from detente.casebook import Casebook
from detente.records import Document, Event, ReaderInfo, Record, span

if TYPE_CHECKING:
    from _typeshed import HasFileno

FIFTY = 50


def record(number: int) -> Record:
    """A record with one event, of a text that no other number has."""
    text = f"Envoy {number} accused envoy {number + 1} of delay."
    return Record(
        document=Document(id=f"sha256:{sha256(text.encode()).hexdigest()}", text=text),
        events=(
            Event(id="v1", type="ACCUSE", quad_class=3, goldstein=-2, evidence=(span(text, 0, 5),)),
        ),
        reader=ReaderInfo(version="1", model="fake", seconds=0.0),
    )


def die_at_flush(number: int) -> None:
    """Let the process be killed when it flushes to disk for that time, before it does."""
    calls = itertools.count(1)
    flush = os.fsync

    def counted(fd: int | HasFileno) -> None:
        if next(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        flush(fd)

    os.fsync = counted


def main() -> None:
    """Add the fifty, saying each on standard output when it is taken in."""
    if len(sys.argv) > 2:
        die_at_flush(int(sys.argv[2]))
    with Casebook(sys.argv[1]) as casebook, casebook.writer() as writer:
        for number in range(FIFTY):
            made = record(number)
            writer.add(made, raw=made.document.text.encode(), media_type="text/plain")
            print(number, flush=True)  # noqa: T201 - whoever kills it counts these lines


if __name__ == "__main__":
    main()
