"""The full-text index of the documents, in the ledger: a SQLite file.

It is never the truth for records. What it lacks is added from the runs, and where it cannot be
written the index is built in memory. What people note lies in other tables of the same file and
cannot be built again.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS indexed_runs (run TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS indexed_documents (document TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE IF NOT EXISTS full_text USING fts5(
  document UNINDEXED, title, text, tokenize = "porter unicode61 remove_diacritics 2"
);
"""
_SEARCH: Final = """
SELECT document, snippet(full_text, 2, '[', ']', ' … ', 16) AS snippet, -rank AS score
FROM full_text WHERE full_text MATCH ? ORDER BY rank
"""
_PATIENCE: Final = 10.0
"""Seconds to wait for another process that is writing to the ledger."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A document as the index takes it in; its text is asked for when it is needed."""

    document: str
    title: str | None
    text: Callable[[], str]


class Ledger:
    """The full-text index of a casebook.

    Args:
        path: The SQLite file; made when first needed.
        leaves: Gives the documents of the run of that name.
    """

    def __init__(self, path: Path, leaves: Callable[[str], Iterable[Leaf]]) -> None:
        self._path = path
        self._leaves = leaves

    def add(self, run: str, leaves: Iterable[Leaf]) -> None:
        """Index the documents of a run.

        Raises:
            sqlite3.Error: The file cannot be written, or is none of SQLite's.
        """
        with self._open(str(self._path)) as connection:
            _index(connection, run, leaves)

    def search(self, words: str, runs: Iterable[str]) -> list[dict[str, Any]]:
        """Documents that hold all the words, best first, each with a snippet and a score.

        Words are matched by their stem, without case and accents; "quoted words" as a phrase.
        """
        query = _match(words)
        if not query:
            return []
        named = list(runs)
        try:
            with self._open(str(self._path)) as connection:
                self._catch_up(connection, named)
                return _fetch(connection, query)
        except sqlite3.Error:
            with self._open(":memory:") as connection:
                self._catch_up(connection, named)
                return _fetch(connection, query)

    @contextmanager
    def _open(self, path: str) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)
            yield connection

    def _catch_up(self, connection: sqlite3.Connection, runs: Iterable[str]) -> None:
        known = {row["run"] for row in connection.execute("SELECT run FROM indexed_runs")}
        for run in runs:
            if run not in known:
                _index(connection, run, self._leaves(run))


def _index(connection: sqlite3.Connection, run: str, leaves: Iterable[Leaf]) -> None:
    """Take a run in whole or not at all; a document that is there already is passed over."""
    with connection:
        connection.execute("INSERT OR IGNORE INTO indexed_runs VALUES (?)", (run,))
        for leaf in leaves:
            new = connection.execute(
                "INSERT OR IGNORE INTO indexed_documents VALUES (?)", (leaf.document,)
            )
            if new.rowcount:
                connection.execute(
                    "INSERT INTO full_text (document, title, text) VALUES (?, ?, ?)",
                    (leaf.document, leaf.title or "", leaf.text()),
                )


def _fetch(connection: sqlite3.Connection, query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(_SEARCH, (query,))]


def _match(words: str) -> str:
    """The words as FTS5 wants them, each in quotation marks so that none is an operator.

    >>> _match('paused "training mission"')
    '"paused" "training mission"'
    """
    terms: list[str] = []
    for index, stretch in enumerate(words.split('"')):
        terms += [stretch.strip()] if index % 2 else stretch.split()
    return " ".join(f'"{term}"' for term in terms if term.strip())
