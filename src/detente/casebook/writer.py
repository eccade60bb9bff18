"""Adding to a casebook: records gather to a run, runs are put in place whole."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from detente.casebook.archive import Original
from detente.casebook.durable import remove_parts, writing
from detente.casebook.ledger import Leaf
from detente.casebook.rows import Arrived
from detente.casebook.runs import join_small, next_number, remove_superseded, write_run

if TYPE_CHECKING:
    from detente.casebook.archive import Archive
    from detente.casebook.layout import Layout
    from detente.casebook.ledger import Ledger
    from detente.casebook.rows import Row
    from detente.casebook.snapshot import Tables
    from detente.errors import DetenteError
    from detente.records import Document, ReaderInfo, Record
    from detente.sources.alignment import Alignment

_BATCH: Final = 16
"""Documents to a run: so many are lost at most when a process is killed."""
_SECONDS: Final = 5.0
"""A run is written when its first document has waited so long."""
_HELD: Final = """
SELECT document, reader_version, reader_model, published, publisher FROM all_documents
"""
_FAILED: Final = "SELECT source, code FROM problems WHERE document IS NULL"


class Writer:
    """The one writer of a casebook; made by `Casebook.writer`, which holds the lock for it."""

    def __init__(self, layout: Layout, tables: Tables, archive: Archive, ledger: Ledger) -> None:
        self._layout = layout
        self._tables = tables
        self._archive = archive
        self._ledger = ledger
        self._arrived: list[Arrived] = []
        self._failures: list[Row] = []
        self._since = 0.0
        with writing(layout.root):
            self._clean()
        self._held = {_digest(*row.values()) for row in tables.fetch(_HELD)}
        self._failed = {(row["source"], row["code"]) for row in tables.fetch(_FAILED)}

    def has(self, document: Document, reader: ReaderInfo) -> bool:
        """Whether that version and model of the reader already read this text.

        The same text under another date of publication or publisher reads otherwise, and counts
        as not yet read.
        """
        return _key(document, reader) in self._held

    def add(
        self,
        record: Record,
        *,
        raw: bytes | None = None,
        media_type: str | None = None,
        source: str | None = None,
        alignment: Alignment | None = None,
    ) -> bool:
        """Take a record in, unless it is there; false if it was.

        It is on the disk when the run it belongs to is: after sixteen documents, five seconds, or
        at the end of the `with` block.

        Args:
            record: What was read.
            raw: The bytes it was read from, kept by their hash.
            media_type: As in `text/html`.
            source: What the document was called where it was found.
            alignment: Where each character of the text stood in what was read.

        Raises:
            CasebookError: D203 if the disk will not take it.
        """
        identity = _key(record.document, record.reader)
        if identity in self._held:
            return False
        original = None if raw is None else Original(raw, media_type, source, alignment)
        with writing(self._layout.root):
            self._archive.keep(record.document, original)
        self._held.add(identity)
        raw_id = original.id if original else None
        self._arrived.append(Arrived(record, source=source, media_type=media_type, raw=raw_id))
        self._flush_when_due()
        return True

    def fail(self, source: str, error: DetenteError) -> None:
        """Note that an input could not be read, once an input and code.

        Raises:
            CasebookError: D203 if the disk will not take it.
        """
        if (source, error.code) not in self._failed:
            self._failed.add((source, error.code))
            self._failures.append({"source": source, "code": error.code, "what": error.message})
            self._flush_when_due()

    def flush(self) -> None:
        """Put what was added since the last time on the disk, as one run.

        Raises:
            CasebookError: D203 if the disk will not take it.
        """
        if not self._arrived and not self._failures:
            return
        runs = self._layout.runs
        arrived = self._arrived
        with writing(self._layout.root):
            run = write_run(runs, next_number(self._tables.runs), arrived, self._failures)
            self._arrived, self._failures = [], []
            # A ledger that is busy or full is brought up to date by the next search.
            with suppress(sqlite3.OperationalError):
                self._ledger.add(run.folder.name, map(_leaf, arrived))
            join_small(runs)

    def _flush_when_due(self) -> None:
        waiting = len(self._arrived) + len(self._failures)
        now = time.monotonic()
        if waiting == 1:
            self._since = now
        if waiting >= _BATCH or now - self._since >= _SECONDS:
            self.flush()

    def _clean(self) -> None:
        """Remove what writers that were killed left behind."""
        for folder in (self._layout.documents, self._layout.runs):
            folder.mkdir(exist_ok=True)
            remove_parts(folder)
        remove_parts(self._layout.root)
        remove_superseded(self._layout.runs)


def _leaf(arrived: Arrived) -> Leaf:
    document = arrived.record.document
    return Leaf(document.id, document.title, lambda: document.text)


def _key(document: Document, reader: ReaderInfo) -> bytes:
    return _digest(
        document.id, reader.version, reader.model, document.published, document.publisher
    )


def _digest(*parts: str | None) -> bytes:
    """Sixteen bytes for what makes a reading the same, so that a million fit in memory."""
    return blake2b("\x1f".join(part or "" for part in parts).encode(), digest_size=16).digest()
