"""What reads at the desk: one reader for all, and ahead of the casebook's writer.

The writer's place is taken when a document is read, so that nobody waits for it meanwhile.
"""

from __future__ import annotations

from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from detente.casebook import Casebook
    from detente.records import Document, Problem, ReaderInfo, Record
    from detente.sources import Arrival
    from detente.verbs import Reads


class Shared:
    """A reader that is made when it is first needed, and reads one document at a time.

    Args:
        make: Makes it.
    """

    def __init__(self, make: Callable[[], Reads]) -> None:
        self._make = make
        self._reader: Reads | None = None
        self._lock = RLock()

    @property
    def info(self) -> ReaderInfo:
        """That of the reader."""
        return self._made().info

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """Read a document, when those before it are read."""
        with self._lock:
            return self._made().read(document, problems=problems)

    def _made(self) -> Reads:
        with self._lock:
            if self._reader is None:
                self._reader = self._make()
            return self._reader


class Ahead:
    """A reader that has read some documents before they are asked of it.

    Args:
        reader: What reads.
    """

    def __init__(self, reader: Reads) -> None:
        self._reader = reader
        self._records: dict[tuple[str, str | None, str | None], Record] = {}

    @property
    def info(self) -> ReaderInfo:
        """That of the reader."""
        return self._reader.info

    def look(self, casebook: Casebook, arrival: Arrival) -> None:
        """Read a document that the casebook does not hold; what goes wrong does so when asked."""
        document = arrival.document
        if casebook.has(document.id, reader=self.info):
            return
        # What cannot be read now is read again when it is asked for, and then says why.
        with suppress(Exception):
            record = self._reader.read(document, problems=arrival.problems)
            self._records[_key(document)] = record

    def read(self, document: Document, *, problems: Sequence[Problem] = ()) -> Record:
        """The record of a document, read by now if it was looked at."""
        known = self._records.pop(_key(document), None)
        return known or self._reader.read(document, problems=problems)


def _key(document: Document) -> tuple[str, str | None, str | None]:
    return document.id, document.published, document.publisher
