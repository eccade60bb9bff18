"""Tables of a casebook's ledger that only grow: how they are read, and how a line is added.

What people decided lies there; it cannot be built again from the runs, as the ledger's index can.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

from detente.casebook.durable import writing
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["adding", "guards", "read"]

_Lines = TypeVar("_Lines")

_IS_THERE: Final = "SELECT 1 FROM sqlite_master WHERE name = ?"
_PATIENCE: Final = 10.0
"""Seconds to wait for another process that is writing to the ledger."""


def read(
    path: Path, table: str, lines: Callable[[sqlite3.Connection], list[_Lines]]
) -> list[_Lines]:
    """The lines of a table; none where nothing was written. Nothing is written, so that another's
    writing stops no reader.

    Args:
        path: The ledger.
        table: The table's name.
        lines: Takes them out of the ledger, where the table is there.

    Raises:
        CasebookError: D207 if the ledger cannot be read.
    """
    if not path.is_file():
        return []
    address = path.absolute().as_uri()
    # A folder that nobody may write to has no place for what SQLite puts beside a file.
    for name in (address, f"{address}?immutable=1"):
        try:
            with closing(sqlite3.connect(name, timeout=_PATIENCE, uri=True)) as connection:
                known = connection.execute(_IS_THERE, (table,)).fetchone()
                return lines(connection) if known else []
        except sqlite3.Error as error:
            reason = error
    raise CasebookError("D207", str(path), detail=str(reason)) from reason


def guards(table: str, refusal: str) -> str:
    """The SQL by which no line of a table is changed or removed.

    Args:
        table: The table's name.
        refusal: What is said to whoever tries.
    """
    return "".join(
        f"CREATE TRIGGER IF NOT EXISTS {table}_{name} BEFORE {verb} ON {table}\n"
        f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END;\n"
        for name, verb in (("stay", "UPDATE"), ("remain", "DELETE"))
    )


@contextmanager
def adding(path: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """A connection that holds the right to write, and keeps all or nothing.

    Args:
        path: The ledger; made if it is not there.
        schema: Makes the table where it is not there.

    Raises:
        CasebookError: D203 if the ledger cannot be written.
    """
    with writing(path), closing(sqlite3.connect(path, timeout=_PATIENCE)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(schema)
        connection.execute("BEGIN IMMEDIATE")
        with connection:
            yield connection
