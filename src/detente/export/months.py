"""Tables with a date as folders of months, a Parquet file each.

The folders are named as Hive names them, `events/month=2020-01/`, and so are found by what reads
such folders as one table. DuckDB can part a table so itself, but then the rows of a month come in
an order, and the file in bytes, that differ from one time to the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from detente.casebook import engine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from detente.casebook.rows import Row

_DATED: Final = ("date", "published")
"""The columns by which a table is parted: the first that it has."""
_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?!\d)")
"""How a date in EDTF begins that has a month; seasons have higher numbers in its place."""
_NONE: Final = "__HIVE_DEFAULT_PARTITION__"
"""What Hive calls the month of rows without one."""
_HELD: Final = 1 << 25
"""Bytes of rows that are held in memory at once."""
PLACES: Final = ("*.parquet", "*/month=*/*.parquet")
"""Patterns of the names by which tables may lie in a folder."""
_PLACE: Final = re.compile(r"(?P<table>\w+)(?:/month=[\w-]+/(?P=table))?\.parquet")
"""Where a table lies, whole or a month of it."""


def column_of(columns: Collection[str]) -> str | None:
    """The column by which a table with these columns is parted; None if it has no date."""
    return next((each for each in _DATED if each in columns), None)


def write_months(rows: Iterable[Row], types: Mapping[str, str], folder: Path) -> None:
    """Write the rows of a table into the months in which their dates begin.

    Rows of a month keep their order. Without rows there is one file that holds the columns.

    Args:
        rows: The rows, which are drawn once; some of them are in memory at a time.
        types: Their columns with DuckDB types, a date among them.
        folder: The folder to make, whose name is that of the table.

    Raises:
        OSError, duckdb.IOException: The disk would not take it.
    """
    longest = _by_month(rows, column_of(types) or "", folder)
    with engine.connect(threads=1) as connection:
        for lines in sorted(folder.glob("*/*")):
            source = engine.of_lines(lines, types, longest)
            engine.copy_parquet(connection, lines.with_suffix(".parquet"), source)
            lines.unlink()


def left_over(there: Iterable[str], new: Collection[str]) -> list[str]:
    """Of the names of files in a folder, those by which an earlier export of tables lies there.

    Args:
        there: The names, with slashes.
        new: Those of the export that takes its place.

    Returns:
        Months that are no more, and tables that were whole and are parted now, or the reverse.
    """
    tables = {match["table"] for name in new if (match := _PLACE.fullmatch(name))}
    places = ((name, _PLACE.fullmatch(name)) for name in there if name not in new)
    return [name for name, match in places if match and match["table"] in tables]


def _by_month(rows: Iterable[Row], column: str, folder: Path) -> int:
    """Lay rows down as lines of JSON in the folders of their months; bytes of the longest."""
    held: defaultdict[str, list[bytes]] = defaultdict(list)
    longest = size = 0
    for row in rows:
        line = engine.line(row)
        match = _MONTH.match(row[column] or "")
        held[match[0] if match else _NONE].append(line)
        longest, size = max(longest, len(line)), size + len(line)
        if size >= _HELD:
            _append(folder, held)
            held.clear()
            size = 0
    _append(folder, held if longest else {_NONE: []})
    return longest


def _append(folder: Path, held: Mapping[str, list[bytes]]) -> None:
    for month, lines in held.items():
        path = _lines(folder, month)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.writelines(lines)


def _lines(folder: Path, month: str) -> Path:
    return folder / f"month={month}" / f"{folder.name}.ndjson"
