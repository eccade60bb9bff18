"""DuckDB, as the casebook uses it: in memory, over Parquet files, no file of its own.

Rows go in through newline-delimited JSON, since single inserts are slow; results come out with
`cursor().execute(…).fetchall()`, since an unread result owns its connection.
"""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from detente.casebook.formats import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

_AT_ONCE: Final = 4096
"""Rows that are drawn from a result together."""
_NO_MONTHS: Final = "hive_partitioning = false"
"""Keeps a folder called `month=2020-01` on the way to a file from being a column of it."""
_MINIMUM_LINE: Final = 1 << 24
"""Bytes DuckDB allows a JSON line unless told otherwise."""


def connect(*, threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A fresh database in memory, which fetches no extension and leaves no file behind.

    Args:
        threads: How many compute; as many as there are cores unless given. With one, what it
            writes is the same to the byte on any machine.
    """
    config: dict[str, Any] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": tempfile.gettempdir(),
    }
    if threads is not None:
        config["threads"] = threads
    return duckdb.connect(config=config)


def fetch(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()
) -> list[dict[str, Any]]:
    """The rows a query gives, as dictionaries of plain Python values."""
    cursor = connection.cursor()
    try:
        rows = cursor.execute(sql, list(parameters)).fetchall()
        names = [column[0] for column in cursor.description or ()]
    finally:
        cursor.close()
    return [dict(zip(names, row, strict=True)) for row in rows]


def stream(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()
) -> Iterator[dict[str, Any]]:
    """The rows of a query as `fetch` gives them, some thousands in memory at a time.

    The query is executed at once; what is wrong with it is raised here, not at the first row.
    """
    cursor = connection.cursor()
    try:
        cursor.execute(sql, list(parameters))
    except duckdb.Error:
        cursor.close()
        raise
    return _drawn(cursor)


def _drawn(cursor: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    try:
        while rows := cursor.fetchmany(_AT_ONCE):
            for row in rows:
                yield dict(zip(names, row, strict=True))
    finally:
        cursor.close()


def run(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[object] = ()) -> None:
    """Execute statements that give nothing back; with parameters, one."""
    cursor = connection.cursor()
    try:
        cursor.execute(sql, list(parameters)).fetchall()
    finally:
        cursor.close()


def fetch_tuples(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """The rows a query gives, as tuples: for many rows of few numbers."""
    cursor = connection.cursor()
    try:
        return cursor.execute(sql).fetchall()
    finally:
        cursor.close()


def fetch_arrays(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, NDArray[Any]]:
    """The columns a query of numbers gives, none of them null, as arrays."""
    cursor = connection.cursor()
    try:
        columns: dict[str, NDArray[Any]] = cursor.execute(sql).fetchnumpy()
    finally:
        cursor.close()
    return columns


def write_parquet(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    rows: Iterable[Mapping[str, object]],
    columns: Mapping[str, str],
) -> int:
    """Write rows as one Parquet file and give their number.

    Args:
        connection: Any connection.
        path: The file to make.
        rows: Column to value, dates and what JSON knows; a column left out is null.
        columns: Column to DuckDB type.

    Raises:
        OSError, duckdb.IOException: The disk would not take it.
    """
    with _as_table(path.with_suffix(".ndjson"), rows, columns) as source:
        return copy_parquet(connection, path, source)


def append(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: Iterable[Mapping[str, object]],
    columns: Mapping[str, str],
) -> None:
    """Add rows of plain JSON values to a table in memory, which is made if it is not there.

    Raises:
        OSError, duckdb.IOException: The disk would not take what is written on the way.
    """
    run(connection, f"CREATE TABLE IF NOT EXISTS {name(table)} AS {empty(columns)}")
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        _as_table(Path(folder) / "rows.ndjson", chain([first], coming), columns) as source,
    ):
        # S608: `source` is built in this module, of quoted parts
        run(connection, f"INSERT INTO {name(table)} SELECT * FROM {source}")  # noqa: S608


@contextmanager
def _as_table(
    lines: Path, rows: Iterable[Mapping[str, object]], columns: Mapping[str, str]
) -> Iterator[str]:
    """Write rows to a file that is removed afterwards, and give the table expression of it."""
    longest = 0
    with lines.open("wb") as file:
        for row in rows:
            longest = max(longest, file.write(line(row)))
    yield of_lines(lines, columns, longest)
    lines.unlink()


def line(row: Mapping[str, object]) -> bytes:
    """A row of dates and what JSON knows as a line of JSON, with its end."""
    # A file's name may hold bytes that are no text: DuckDB takes no lone surrogates.
    return json.dumps(row, ensure_ascii=False, default=plain).encode("utf-8", "replace") + b"\n"


def of_lines(lines: Path, columns: Mapping[str, str], longest: int) -> str:
    """The expression that reads lines of JSON as a table.

    Args:
        lines: The file.
        columns: Column to DuckDB type; a column left out is null.
        longest: Bytes of the longest line.
    """
    return (
        f"read_json({text(_literal(lines))}, format = 'newline_delimited', {_NO_MONTHS}, "
        f"columns = {_types(columns)}, maximum_object_size = {max(2 * longest, _MINIMUM_LINE)})"
    )


def copy_parquet(connection: duckdb.DuckDBPyConnection, path: Path, source: str) -> int:
    """Write all rows of a table expression as one Parquet file and give their number.

    Raises:
        duckdb.IOException: The disk would not take it.
    """
    # S608: `source` is built in this module, of quoted parts
    sql = (
        f"COPY (SELECT * FROM {source}) "  # noqa: S608
        f"TO {text(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    )
    (row,) = fetch(connection, sql)
    return int(row["Count"])


def parquet(paths: Iterable[Path]) -> str:
    """The expression that reads the files as one table; columns go by name."""
    files = ", ".join(text(_literal(path)) for path in paths)
    return f"read_parquet([{files}], union_by_name = true, {_NO_MONTHS})"


def empty(columns: Mapping[str, str]) -> str:
    """The query that gives a table's columns and no row."""
    nulls = ", ".join(f"NULL::{kind} AS {name(column)}" for column, kind in columns.items())
    return f"SELECT {nulls} WHERE false"


def text(value: str) -> str:
    """A string as SQL writes it."""
    quoted = value.replace("'", "''")
    return f"'{quoted}'"


def name(value: str) -> str:
    """A column's name as SQL writes it."""
    return f'"{value}"'


def _types(columns: Mapping[str, str]) -> str:
    return (
        "{" + ", ".join(f"{text(column)}: {text(kind)}" for column, kind in columns.items()) + "}"
    )


def _literal(path: Path) -> str:
    """The path with the signs of file patterns taken literally."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(path))
