"""Parquet with a column of text: each row is a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import duckdb

from detente.sources import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from detente.errors import SourceError
    from detente.sources.source import Source

_AT_ONCE: Final = 64
"""Rows held at a time."""


def documents(path: Path) -> Iterator[Source | SourceError]:
    """Yield the document of each row, in order.

    Only the columns that are wanted are read.

    Raises:
        duckdb.Error: It is cut off or damaged, or is no Parquet.
        SourceError: D103, it has no column of text.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        cursor = connection.cursor()
        cursor.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)])
        known = [row[0] for row in cursor.fetchall()]
        wanted = [name for field in table_rows.names() if (name := table_rows.column(field, known))]
        if table_rows.column("text", known) is None:
            found = table_rows.document({}, str(path))
            raise found if isinstance(found, Exception) else AssertionError
        listed = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' for name in wanted)
        # S608: names of columns in quotation marks, with theirs doubled
        cursor.execute(f"SELECT {listed} FROM read_parquet(?)", [str(path)])  # noqa: S608
        number = 0
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                number += 1
                yield table_rows.document(dict(zip(wanted, row, strict=True)), f"{path}#{number}")
