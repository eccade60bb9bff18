"""The ledger: a SQLite file with the full-text index of the documents.

It is never the truth for records. What it lacks is added from the runs, and where it cannot be
written the index is built in memory.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
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

Page = tuple[str, str, str]
"""A document's id, title and text."""


class Ledger:
    """The full-text index of a casebook.

    Args:
        path: The SQLite file; made when first needed.
        pages: Gives the pages of the run of that name.
    """

    def __init__(self, path: Path, pages: Callable[[str], Iterable[Page]]) -> None:
        self._path = path
        self._pages = pages

    def update(self, runs: Iterable[str]) -> None:
        """Index the documents of those runs that are not indexed yet.

        Raises:
            sqlite3.Error: The file cannot be written, or is none of SQLite's.
        """
        with self._open(str(self._path)) as connection:
            self._add(connection, runs)

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
                self._add(connection, named)
                return _fetch(connection, query)
        except sqlite3.Error:
            with self._open(":memory:") as connection:
                self._add(connection, named)
                return _fetch(connection, query)

    @contextmanager
    def _open(self, path: str) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)
            yield connection

    def _add(self, connection: sqlite3.Connection, runs: Iterable[str]) -> None:
        known = {row["run"] for row in connection.execute("SELECT run FROM indexed_runs")}
        for run in runs:
            if run in known:
                continue
            with connection:
                connection.execute("INSERT OR IGNORE INTO indexed_runs VALUES (?)", (run,))
                for page in self._pages(run):
                    _index(connection, page)


def _index(connection: sqlite3.Connection, page: Page) -> None:
    new = connection.execute("INSERT OR IGNORE INTO indexed_documents VALUES (?)", page[:1])
    if new.rowcount:
        connection.execute("INSERT INTO full_text (document, title, text) VALUES (?, ?, ?)", page)


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
