"""Where changes are kept: a table of the casebook's ledger that only grows.

The ledger's full-text index can be built again from the runs; the journal cannot. SQLite itself
refuses to change or remove a line of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field, TypeAdapter, ValidationError

from detente.casebook import journal
from detente.errors import CasebookError
from detente.inquiries.changes import Change, Entry, Stamp

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS inquiry_changes (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  inquiry TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  change TEXT NOT NULL
);
""" + journal.guards("inquiry_changes", "the journal of inquiries only grows")
_READ: Final = "SELECT number, inquiry, at, by, change FROM inquiry_changes ORDER BY number"
_WRITE: Final = "INSERT INTO inquiry_changes (inquiry, at, by, change) VALUES (?, ?, ?, ?)"

_CHANGE: TypeAdapter[Change] = TypeAdapter(Annotated[Change, Field(discriminator="kind")])


class Journal:
    """The changes of all inquiries of a casebook, oldest first.

    Args:
        path: The casebook's ledger; made when first written to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> list[Entry]:
        """Every change there is; none where nothing was written.

        Raises:
            CasebookError: D207 if the ledger is damaged.
        """
        return journal.read(self._path, "inquiry_changes", _entries)

    def append(self, stamp: Stamp, decide: Callable[[Sequence[Entry]], tuple[str, Change]]) -> str:
        """Add the change that `decide` makes of those there are; nobody adds one in between.

        Args:
            stamp: When and by whom.
            decide: Gives the inquiry's reference and the change, or raises: then nothing is added.

        Returns:
            The inquiry's reference.

        Raises:
            CasebookError: D203 if the ledger cannot be written, D207 if it is damaged.
        """
        with journal.adding(self._path, _SCHEMA) as connection:
            reference, change = decide(_entries(connection))
            body = _CHANGE.dump_json(change).decode()
            connection.execute(_WRITE, (reference, stamp.at, stamp.by, body))
        return reference


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    return [_entry(*row) for row in connection.execute(_READ)]


def _entry(number: int, inquiry: str, at: str, by: str, change: str) -> Entry:
    try:
        return Entry(number, inquiry, Stamp(at, by), _CHANGE.validate_json(change))
    except ValidationError as error:
        detail = f"change {number}: {error.errors()[0]['msg']}"
        raise CasebookError("D207", f"inquiry {inquiry}", detail=detail) from error
