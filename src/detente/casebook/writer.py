"""Adding to a casebook: records gather to a run, runs are put in place whole."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from detente.casebook.archive import Original
from detente.casebook.durable import remove_parts, writing
from detente.casebook.ledger import Leaf
from detente.casebook.printings import Printings
from detente.casebook.rows import Arrived, arrived_of
from detente.casebook.runs import join_small, next_number, remove_superseded, write_run
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.casebook.archive import Archive
    from detente.casebook.layout import Layout
    from detente.casebook.ledger import Ledger
    from detente.casebook.rows import Row
    from detente.casebook.snapshot import Tables
    from detente.errors import DetenteError
    from detente.records import Document, ReaderInfo
    from detente.sources.alignment import Alignment

_BATCH: Final = 16
"""Documents read to a run: so many are lost at most when a process is killed."""
_MOST: Final = 256
"""Documents to a run, copies included, which are not read and soon found again."""
_SECONDS: Final = 5.0
"""A run is written when its first document has waited so long."""
_HELD: Final = """
SELECT document, reader_version, reader_model, published, publisher FROM all_documents
WHERE copy_of IS NOT NULL OR seconds IS NOT NULL
"""
_FAILED: Final = "SELECT source, code FROM problems WHERE document IS NULL"

_SETTLED: Final = "SELECT DISTINCT key FROM all_inputs WHERE NOT list_contains(?, outcome)"


class Writer:
    """The one writer of a casebook; made by `Casebook.writer`, which holds the lock for it."""

    def __init__(
        self,
        layout: Layout,
        tables: Tables,
        archive: Archive,
        ledger: Ledger,
        *,
        steady: bool = False,
    ) -> None:
        self._steady = steady
        self._layout = layout
        self._tables = tables
        self._archive = archive
        self._ledger = ledger
        self._printings: Printings | None = None
        self._arrived: dict[tuple[str, str | None], Arrived] = {}
        self._to_read: dict[str, Document] = {}
        self._failures: list[Row] = []
        self._inputs: list[Row] = []
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

    def copy_of(self, document: Document) -> str | None:
        """The document of which this one is a copy, and need not be read.

        Its own id for a text that is held, to the letter, from another publisher. None for a
        document that stands for itself, although it may turn others into its copies.
        """
        return self._known().original_of(document)

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
        at the end of the `with` block. Of a copy the record is kept, and counts nowhere.

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
        raw_id = original.id if original else None
        self._take(Arrived(record, source, media_type, raw_id), original)
        return True

    def add_rows(self, rows: Iterable[tuple[Record, str]]) -> int:
        """Take in rows of a data set, each a record and its source, as one run on the disk.

        They are not compared with other documents: rows of one data set are alike in their words,
        and copy nothing. Their reader's model begins with `IMPORTED`.

        Returns:
            How many were not there.

        Raises:
            CasebookError: D203 if the disk will not take it.
        """
        self.flush()
        for record, source in rows:
            identity = _key(record.document, record.reader)
            if identity not in self._held:
                self._held.add(identity)
                with writing(self._layout.root):
                    self._archive.keep(record.document, None)
                self._put(Arrived(record, source))
        added = len(self._arrived)
        self.flush()
        return added

    def add_copy(
        self,
        document: Document,
        reader: ReaderInfo,
        *,
        raw: bytes | None = None,
        media_type: str | None = None,
        source: str | None = None,
        alignment: Alignment | None = None,
    ) -> None:
        """Take in a document of which `copy_of` says that it need not be read.

        Args:
            document: The document.
            reader: The reader that did not see it.
            raw: As for `add`; so are the others.
            media_type: Its media type.
            source: Its name.
            alignment: Its alignment.

        Raises:
            CasebookError: D203 if the disk will not take it.
        """
        original = None if raw is None else Original(raw, media_type, source, alignment)
        record = Record(document=document, reader=reader)
        raw_id = original.id if original else None
        self._take(Arrived(record, source, media_type, raw_id, was_read=False), original)

    def to_read(self) -> list[Document]:
        """Documents that were taken for copies and stand for themselves since the last addition.

        That comes about when what they copied turned out to be a copy of another, which does not
        hold their story. They are to be read and added.
        """
        documents = list(self._to_read.values())
        self._to_read = {}
        return documents

    def fail(self, source: str, error: DetenteError) -> None:
        """Note that an input could not be read, once an input and code.

        Raises:
            CasebookError: D203 if the disk will not take it.
        """
        if (source, error.code) not in self._failed:
            self._failed.add((source, error.code))
            self._failures.append({"source": source, "code": error.code, "what": error.message})
            self._flush_when_due()

    def settle(
        self, source: str, outcome: str, *, document: str | None, code: str | None, key: str
    ) -> None:
        """Note what became of an input of a batch, with the next run.

        Args:
            source: The input's name.
            outcome: `read`, `copy`, `held`, `failed` or `set-aside`.
            document: The document it became.
            code: Why it was not read.
            key: The hash of the input and of all that its reading depends on.
        """
        row = {"source": source, "outcome": outcome, "document": document, "code": code, "key": key}
        self._inputs.append(row)

    def settled(self, *but: str) -> set[bytes]:
        """The keys of all inputs that are noted on the disk.

        Args:
            but: Outcomes that settle nothing.
        """
        rows = self._tables.stream(_SETTLED, (list(but),))
        return {bytes.fromhex(row["key"]) for row in rows}

    def flush(self) -> None:
        """Put what was added since the last time on the disk, as one run.

        Raises:
            CasebookError: D203 if the disk will not take it.
        """
        if not self._arrived and not self._failures and not self._inputs:
            return
        runs = self._layout.runs
        arrived = list(self._arrived.values())
        with writing(self._layout.root):
            self._archive.put()
            run = write_run(
                runs, next_number(self._tables.runs), arrived, self._failures, self._inputs
            )
            self._arrived, self._failures, self._inputs = {}, [], []
            # A ledger that is busy or full is brought up to date by the next search.
            with suppress(sqlite3.OperationalError):
                self._ledger.add(run.folder.name, map(_leaf, arrived))
            join_small(runs)

    def _take(self, arrived: Arrived, original: Original | None) -> None:
        """Keep a document, and find out what it is a copy of and what is a copy of it."""
        document = arrived.record.document
        with writing(self._layout.root):
            self._archive.keep(document, original)
        former = self._former(document.id)
        if former is not None and (arrived.source, arrived.raw) == (None, None):
            arrived = replace(
                arrived, source=former.source, media_type=former.media_type, raw=former.raw
            )
        self._held.add(_key(document, arrived.record.reader))
        if self._known().stands_otherwise(document):
            self._put(replace(arrived, copy_of=document.id))
        else:
            if former is not None and self._known().is_reprint(document):
                self._put(replace(former, copy_of=document.id))
            self._place(arrived)
        self._flush_when_due()

    def _place(self, arrived: Arrived) -> None:
        """Put a document under its own name, and anew those that it makes a copy or an original."""
        placed = arrived.record.document
        for each, original in self._known().add(placed).items():
            item = arrived if each == placed.id else self._former(each)
            if item is None:
                continue
            item = replace(item, copy_of=original, signature=self._known().signature(each))
            self._put(item)
            if original is None and not item.was_read:
                document = item.record.document
                self._to_read[each] = document
                self._held.discard(_key(document, item.record.reader))

    def _put(self, arrived: Arrived) -> None:
        """Have a document written with the next run; a later word on it counts."""
        document = arrived.record.document
        note = (document.publisher or "") if arrived.copy_of == document.id else None
        self._arrived[document.id, note] = arrived

    def _former(self, document: str) -> Arrived | None:
        """A document as it was put last, or None for a new one."""
        if (document, None) in self._arrived:
            return self._arrived[document, None]
        if document not in self._known():
            return None
        (row,) = self._tables.fetch("SELECT * FROM documents WHERE document = ?", (document,))
        return arrived_of(row)

    def _known(self) -> Printings:
        """The documents of the casebook by their words, looked at when first wanted."""
        if self._printings is None:
            self._printings = Printings(self._tables, self._archive.text)
        return self._printings

    def _flush_when_due(self) -> None:
        if self._steady:
            return
        read = sum(item.was_read for item in self._arrived.values())
        waiting = len(self._arrived) + len(self._failures)
        now = time.monotonic()
        if waiting == 1:
            self._since = now
        due = read + len(self._failures) >= _BATCH or waiting >= _MOST
        if due or now - self._since >= _SECONDS:
            self.flush()

    def _clean(self) -> None:
        """Remove what writers that were killed left behind."""
        self._archive.forget()
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
