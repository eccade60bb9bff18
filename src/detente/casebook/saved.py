"""Saved views: a name for what is asked of a table again and again.

A view is a line of a table in the ledger that only grows: saving under a name that is taken, or
removing a view, adds a line, and the last line of a name counts.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from detente.casebook import journal
from detente.casebook.filter import Filter
from detente.casebook.listed import LISTED
from detente.errors import CasebookError, UsageError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

__all__ = ["SavedView", "SavedViews"]

_LONGEST: Final = 60
"""Characters of a name."""
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS views (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL, listed TEXT NOT NULL,
  asked TEXT,
  author TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""
_READ: Final = "SELECT name, listed, asked, author, at FROM views ORDER BY number"
_WRITE: Final = "INSERT INTO views (name, listed, asked, author, at) VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A name for rows of a table.

    Attributes:
        name: What it is called, without regard to case.
        table: A table that a casebook lists, as `events`.
        asked: Which of its rows.
        author: Who saved it.
        at: When, in ISO 8601.
    """

    name: str
    table: str
    asked: Filter
    author: str
    at: str

    def query(self) -> dict[str, object]:
        """What it asks for, by the parameters of an address and the options of a command."""
        return _query(self.asked)


class SavedViews:
    """The views saved in a casebook's ledger.

    Args:
        path: The ledger, a SQLite file; made when first written to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def all(self) -> list[SavedView]:
        """Every view there is, by name.

        Raises:
            CasebookError: D207 if the ledger cannot be read.
        """
        found: dict[str, SavedView | None] = {}
        for name, view in journal.read(self._path, "views", _lines):
            found[name.casefold()] = view
        return [view for _, view in sorted(found.items()) if view]

    def get(self, name: str) -> SavedView:
        """The view of that name.

        Raises:
            CasebookError: D209 if there is none.
        """
        for view in self.all():
            if view.name.casefold() == " ".join(name.split()).casefold():
                return view
        raise CasebookError("D209", name)

    def save(self, name: str, table: str, asked: Filter, *, author: str, at: str) -> SavedView:
        """Save a view; one of that name there was is no more.

        Raises:
            UsageError: D302 if there is no such table, or the name is empty or too long.
            CasebookError: D203 if the ledger cannot be written.
        """
        if table not in LISTED:
            raise UsageError("D302", table, detail=", ".join(LISTED))
        named = " ".join(name.split())
        if not named or len(named) > _LONGEST:
            raise UsageError(
                "D302", name[:_LONGEST], detail=f"a name of 1 to {_LONGEST} characters"
            )
        self._write((named, table, json.dumps(_query(asked), ensure_ascii=False), author, at))
        return SavedView(named, table, asked, author, at)

    def remove(self, name: str, *, author: str, at: str) -> SavedView:
        """Let there be no view of that name; that there was one is kept.

        Raises:
            CasebookError: D209 if there is none, D203 if the ledger cannot be written.
        """
        gone = self.get(name)
        self._write((gone.name, gone.table, None, author, at))
        return gone

    def _write(self, row: tuple[object, ...]) -> None:
        with journal.adding(self._path, _SCHEMA) as ledger:
            ledger.execute(_WRITE, row)


def _lines(connection: sqlite3.Connection) -> list[tuple[str, SavedView | None]]:
    return [
        (name, None if asked is None else SavedView(name, table, _filter(asked), author, at))
        for name, table, asked, author, at in connection.execute(_READ)
    ]


def _query(asked: Filter) -> dict[str, object]:
    given = asdict(asked)
    given["from"] = given.pop("from_")
    return {name: value for name, value in given.items() if value is not None}


def _filter(written: str) -> Filter:
    """The filter of a line; what a newer detente asks besides is not known here."""
    given = json.loads(written)
    pair = given.get("between")
    return Filter(
        between=(pair[0], pair[1]) if pair else None,
        from_=given.get("from"),
        **{name: given.get(name) for name in ("actor", "type", "status", "country", "to", "text")},
    )
