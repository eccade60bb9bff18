"""What was handed in at the desk: it waits, is read one after another, and is kept.

One thread reads. A casebook has one writer at a time, who may be another process: documents are
read before the writer's place is taken, so that it is held for moments, and what is read waits for
it as long as it takes. What waits lies in memory, and is gone when the desk ends.
"""

from __future__ import annotations

import secrets
import time
from collections import deque
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from threading import Condition, Thread
from typing import TYPE_CHECKING, Final

import detente
from detente import verbs
from detente.errors import CasebookError, DetenteError, SourceError, UsageError
from detente.sources.fetch import fetch
from detente.sources.source import Source
from detente.web.ahead import Ahead
from detente.web.handed import Batch, Piece
from detente.web.packed import archive_of, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from detente.casebook import Casebook, Writer
    from detente.verbs import Arrived, Failure, Reads
    from detente.web.handed import State

MOST_WAITING: Final = 1_000
"""Pieces that may wait."""
MOST_BYTES: Final = 400_000_000
"""Bytes that may wait."""
MOST_UNPACKED: Final = 1_000
"""Documents of an archive that are read at the desk."""
_LARGE: Final = 32_000_000
"""Bytes of pieces kept in one go, about."""
_REMEMBERED: Final = 50
"""Batches whose course is shown, the latest."""
_LONGEST: Final = 300
"""Characters of an address that are shown."""
_TOGETHER: Final = 16
"""Pieces kept in one go."""
_SECONDS: Final = 4.0
"""After so many the pieces read so far are kept."""
_PATIENCE: Final = 1.0
"""Seconds between two looks at whether the desk ends, while another writes."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A piece that waits: where it stands, what it is, and what is said of it."""

    batch: str
    number: int
    what: Source | str
    date: str | None
    publisher: str | None

    @property
    def name(self) -> str:
        return _name(self.what)

    @property
    def size(self) -> int:
        return len(self.what.data) if isinstance(self.what, Source) else 0


class Intake:
    """What was handed in for a casebook.

    Args:
        path: The casebook.
        reader: What reads.
    """

    def __init__(self, path: Path, reader: Reads) -> None:
        self._path = path
        self._reader = reader
        self._changed = Condition()
        self._batches: dict[str, Batch] = {}
        self._waiting: deque[_Waiting] = deque()
        self._thread: Thread | None = None
        self._closing = False

    def hand_in(
        self, what: Sequence[Source | str], *, at: str, date: str | None, publisher: str | None
    ) -> Batch:
        """Take sources and addresses in, to be read one after another.

        Args:
            what: What is read: bytes with their name, or an address to fetch.
            at: When, ISO 8601.
            date: When all of them were published, EDTF; else each is asked.
            publisher: Who published all of them; else each is asked.

        Raises:
            UsageError: D323 if more waits than may.
        """
        pieces = tuple(Piece(_name(each)) for each in what)
        batch = Batch(secrets.token_hex(6), at, pieces)
        coming = [_Waiting(batch.id, n, each, date, publisher) for n, each in enumerate(what)]
        with self._changed:
            waiting = [*self._waiting, *coming]
            if len(waiting) > MOST_WAITING or sum(each.size for each in waiting) > MOST_BYTES:
                raise UsageError("D323", f"{len(coming)} documents")
            self._waiting.extend(coming)
            self._batches[batch.id] = batch
            self._forget()
            if self._thread is None:
                self._thread = Thread(target=self._run, name="intake", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return batch

    def batch(self, name: str) -> Batch | None:
        """A batch by its id; None if there is none, or it was long ago."""
        with self._changed:
            return self._batches.get(name)

    def batches(self) -> list[Batch]:
        """The batches that are remembered, the latest first."""
        with self._changed:
            return list(self._batches.values())[::-1]

    def wait(self, name: str, seconds: float) -> bool:
        """Wait until a batch is done with, for so long; whether it is."""
        with self._changed:
            return self._changed.wait_for(lambda: self._is_settled(name), seconds)

    def close(self, *, patience: float = 10.0) -> None:
        """Read no more; what is being read is kept, if it takes no longer than `patience`."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(patience)

    def _is_settled(self, name: str) -> bool:
        batch = self._batches.get(name)
        return batch is None or batch.settled == len(batch.pieces)

    def _forget(self) -> None:
        """Forget the oldest batches that are done with."""
        for name in list(self._batches)[:-_REMEMBERED]:
            if self._is_settled(name):
                del self._batches[name]

    def _run(self) -> None:
        while (first := self._next()) is not None:
            coming = self._coming(first)
            while (piece := next(coming, None)) is not None:
                self._take(piece, coming)

    def _next(self) -> _Waiting | None:
        """The piece that comes next, when there is one; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closing)
            return None if self._closing else self._waiting.popleft()

    def _more(self) -> _Waiting | None:
        """The piece that comes next, if it is there."""
        with self._changed:
            return self._waiting.popleft() if self._waiting and not self._closing else None

    def _coming(self, first: _Waiting) -> Iterator[_Waiting]:
        """A piece and those that wait behind it; of an archive the documents in it."""
        piece: _Waiting | None = first
        while piece is not None:
            if archive := archive_of(piece.what):
                yield from self._unpacked(piece, archive)
            else:
                yield piece
            piece = self._more()

    def _unpacked(self, piece: _Waiting, archive: Source) -> Iterator[_Waiting]:
        """The documents of an archive, each when it is asked for and as a piece of its own."""
        self._set(piece, state="reading")
        count = 0
        for found in unpacked(archive, most=MOST_UNPACKED):
            if self._closing:
                return
            if isinstance(found, SourceError) and found.subject == archive.name:
                self._fail([piece], found)
                return
            count += 1
            added = self._added(piece, found)
            if isinstance(found, SourceError):
                self._fail([added], found)
            else:
                yield added
        self._set(piece, state="unpacked", documents=count)

    def _added(self, archive: _Waiting, found: Source | SourceError) -> _Waiting:
        """A document of an archive as one more piece of its batch."""
        with self._changed:
            batch = self._batches[archive.batch]
            number = len(batch.pieces)
            self._batches[batch.id] = replace(batch, pieces=(*batch.pieces, Piece(_name(found))))
            self._changed.notify_all()
        what = found if isinstance(found, Source) else found.subject
        return replace(archive, number=number, what=what)

    def _take(self, first: _Waiting, coming: Iterator[_Waiting]) -> None:
        """Read a piece and those that come behind it for some seconds, and keep them in one go."""
        some: list[_Waiting] = [first]
        self._set(first, state="reading")
        try:
            with detente.Casebook(self._path) as casebook:
                reader = Ahead(self._reader)
                arrived = [self._look(casebook, reader, first)]
                size, since = first.size, time.monotonic()
                while (
                    len(some) < _TOGETHER
                    and size < _LARGE
                    and time.monotonic() - since < _SECONDS
                    and (piece := next(coming, None)) is not None
                ):
                    some.append(piece)
                    size += piece.size
                    arrived.append(self._look(casebook, reader, piece))
                self._keep(casebook, reader, some, arrived)
        except DetenteError as error:
            self._fail(some, error)
        except Exception as error:  # noqa: BLE001 - the thread must outlive whatever a document does
            name = type(error).__name__
            self._fail(some, SourceError("D111", "what was handed in", detail=name))

    def _look(self, casebook: Casebook, reader: Ahead, piece: _Waiting) -> Arrived | Failure:
        """A piece as a document, read ahead, or why it is none."""
        self._set(piece, state="reading")
        arrived = _arrived(piece)
        if isinstance(arrived, verbs.Arrived):
            reader.look(casebook, arrived.arrival)
        return arrived

    def _keep(
        self,
        casebook: Casebook,
        reader: Ahead,
        some: Sequence[_Waiting],
        arrived: Sequence[Arrived | Failure],
    ) -> None:
        with self._writer(casebook) as writer:
            became = [
                outcome for each in arrived for outcome in verbs.outcomes([each], reader, writer)
            ]
        for piece, outcome in zip(some, became, strict=True):  # on the disk by now
            if isinstance(outcome, verbs.Failure):
                self._fail([piece], outcome.error)
            else:
                self._set(piece, **_told(outcome))

    @contextmanager
    def _writer(self, casebook: Casebook) -> Iterator[Writer]:
        """The casebook's writer, when whoever else writes is done."""
        with ExitStack() as stack:
            while True:
                try:
                    writer = stack.enter_context(casebook.writer(wait=_PATIENCE))
                    break
                except CasebookError as error:
                    if error.code != "D204" or self._closing:
                        raise
            yield writer

    def _fail(self, pieces: Sequence[_Waiting], error: DetenteError) -> None:
        for each in pieces:
            self._set(each, state="failed", code=error.code, message=error.message)

    def _set(self, piece: _Waiting, **became: object) -> None:
        with self._changed:
            batch = self._batches[piece.batch]
            pieces = list(batch.pieces)
            pieces[piece.number] = replace(pieces[piece.number], **became)  # type: ignore[arg-type]
            self._batches[piece.batch] = replace(batch, pieces=tuple(pieces))
            self._changed.notify_all()


def _name(what: Source | SourceError | str) -> str:
    """What something is called on the page: an address may be of any length."""
    if isinstance(what, Source):
        return what.name
    return (what.subject if isinstance(what, SourceError) else what)[:_LONGEST]


def _arrived(piece: _Waiting) -> Arrived | Failure:
    """A piece as a document with its original, or why it is none."""
    what = piece.what
    try:
        source = what if isinstance(what, Source) else fetch(what).source(what)
    except DetenteError as error:
        return verbs.Failure(_name(what), error)
    except Exception as error:  # noqa: BLE001 - one server must not end the reading of others
        name = _name(what)
        return verbs.Failure(name, SourceError("D111", name, detail=type(error).__name__))
    return verbs.arrived(source, date=piece.date, publisher=piece.publisher)


def _told(reading: verbs.Reading) -> dict[str, object]:
    """What became of a piece that was read."""
    record = reading.record
    state: State = "copy" if reading.copy_of else "read" if record else "held"
    return {
        "state": state,
        "document": reading.document,
        "copy_of": reading.copy_of,
        "events": len(record.events) if record else 0,
        "claims": len(record.claims) if record else 0,
    }
