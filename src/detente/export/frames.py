"""A casebook's tables as CSV, JSON Lines, Parquet and Arrow files, one a table, in our columns."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Final, Literal

from detente.casebook.formats import plain
from detente.casebook.result import write_parquet
from detente.errors import InstallationError
from detente.export import months
from detente.export.placing import text_file
from detente.export.tally import Tally
from detente.inquiries import chained

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row

Shape = Literal["csv", "jsonl", "parquet", "arrow"]
TABLES: Final = (
    "documents", "entities", "actors", "events", "mentions", "claims", "causes", "relations",
    "problems",
)  # fmt: skip
"""The tables of a whole casebook, in the order in which they are written."""

_MANY: Final = frozenset({"entities", "events", "mentions", "causes", "relations"})
"""Tables whose rows the casebook gives one by one."""
_Columns = dict[str, str]
"""Column to DuckDB type."""


def write_folder(casebook: Casebook, asked: Filter, out: Path, shape: Shape) -> Tally:
    """Write every table into the folder `out`, each as a file of its name."""
    tally = Tally("row")
    for table in TABLES:
        tally.written += write_table(casebook, asked, out / f"{table}.{shape}", table, shape)
    return tally


def write_months(casebook: Casebook, asked: Filter, out: Path) -> Tally:
    """Write every table as Parquet into the folder `out`, those with a date as folders of months.

    What has no month is under `month=__HIVE_DEFAULT_PARTITION__`.
    """
    tally = Tally("row")
    for table in TABLES:
        rows, types = _Counted(_rows(casebook, asked, table)), casebook.types(table)
        if months.column_of(types):
            months.write_months(rows, types, out / table)
        else:
            write_parquet(rows, types, out / f"{table}.parquet")
        tally.written += rows.count
    return tally


def write_table(casebook: Casebook, asked: Filter, out: Path, table: str, shape: Shape) -> int:
    """Write one table to the file `out` and give the number of its rows.

    Raises:
        InstallationError: D402 for Arrow without polars.
    """
    rows = _Counted(_rows(casebook, asked, table))
    _WRITERS[shape](rows, casebook.types(table), out)
    return rows.count


def _rows(casebook: Casebook, asked: Filter, table: str) -> Iterable[Row]:
    """The rows of a table; those of which there are most come one by one."""
    if table in _MANY:
        return casebook.each(table, asked)
    found: list[Row] = getattr(casebook, table)(asked)
    return chained(casebook, found) if table == "claims" else found


class _Counted:
    """Rows, counted as they go by."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.count += 1
            yield row


def _write_csv(rows: Iterable[Row], columns: _Columns, out: Path) -> None:
    """A header and a line a row, as `detente events --format csv` prints them."""
    with text_file(out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([csv_cell(row[column]) for column in columns])


def csv_cell(value: object) -> object:
    """A value as a cell: words of a list joined with `|`, what has parts of its own as JSON."""
    if isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            return "|".join(value)
        return json.dumps(value, ensure_ascii=False, default=plain)
    return value


def _write_jsonl(rows: Iterable[Row], columns: _Columns, out: Path) -> None:
    del columns
    with text_file(out) as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False, default=plain) + "\n" for row in rows)


def _write_arrow(rows: Iterable[Row], columns: _Columns, out: Path) -> None:
    """Arrow's IPC file format, streamed from a Parquet file beside it."""
    try:
        import polars  # noqa: ICN001, PLC0415 - an extra, and no short name for one use
    except ImportError as error:
        raise InstallationError("D402", "arrow", detail="pip install 'detente[frames]'") from error
    parquet = out.with_suffix(".parquet")
    write_parquet(rows, columns, parquet)
    polars.scan_parquet(parquet).sink_ipc(out)
    parquet.unlink()


_WRITERS: Final[dict[Shape, Callable[[Iterable[Row], _Columns, Path], None]]] = {
    "csv": _write_csv,
    "jsonl": _write_jsonl,
    "parquet": write_parquet,
    "arrow": _write_arrow,
}
