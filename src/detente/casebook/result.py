"""Rows that were asked for: a list of dictionaries that shows itself in a notebook, and goes on as
a table of Arrow, polars or pandas where those are installed.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, SupportsIndex, overload

from detente import display
from detente.casebook import engine
from detente.casebook.rows import Row
from detente.errors import InstallationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from polars import DataFrame

_PANDAS: Final = {
    "DATE": "datetime64[s]",
    "INTEGER": "Int64",
    "BIGINT": "Int64",
    "DOUBLE": "float64",
    "BOOLEAN": "boolean",
    "VARCHAR": "string",
}
"""DuckDB's types to those of pandas that hold what is unknown; others stay Python's own."""


class Rows(list[Row]):
    """Rows of a casebook, as plain Python values under the names of their columns.

    Args:
        rows: The rows.
        types: Gives the columns with their DuckDB types, so that a table has them though it be
            empty or a column unknown throughout. Of rows without, types are found from the values.
    """

    __slots__ = ("_types",)

    def __init__(
        self, rows: Iterable[Row] = (), types: Callable[[], Mapping[str, str]] | None = None
    ) -> None:
        super().__init__(rows)
        self._types = types

    @overload
    def __getitem__(self, at: SupportsIndex) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Rows: ...

    def __getitem__(self, at: SupportsIndex | slice) -> Row | Rows:
        """A row, or some of them, which show themselves too."""
        if isinstance(at, slice):
            return Rows(super().__getitem__(at), self._types)
        return super().__getitem__(at)

    def __reduce__(self) -> tuple[type[list[Row]], tuple[list[Row]]]:
        """Pickled it is a plain list: its casebook stays behind."""
        return list, (list(self),)

    def _repr_html_(self) -> str:
        """The first rows as a table, for a notebook."""
        columns = self._types() if self._types else dict.fromkeys(self[0] if self else ())
        return display.of_rows(self, list(columns))

    def to_polars(self) -> DataFrame:
        """The rows as a polars frame; lists and structures stay what they are.

        Raises:
            InstallationError: D402 without the extra `frames`.
        """
        module = _needed("polars", "pip install 'detente[frames]'")
        if self._types is None:
            made: DataFrame = module.DataFrame(list(self), infer_schema_length=None)
            return made
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.parquet"
            write_parquet(self, self._types(), file)
            read: DataFrame = module.read_parquet(file, memory_map=False)
        return read

    def to_arrow(self) -> Any:  # noqa: ANN401 - of a package that may be absent
        """The rows as a `pyarrow.Table`.

        Raises:
            InstallationError: D402 without pyarrow.
        """
        module = _needed("pyarrow", "pip install pyarrow")
        if self._types is None:
            return module.Table.from_pylist(list(self))
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "rows.parquet"
            write_parquet(self, self._types(), file)
            return _needed("pyarrow.parquet", "pip install pyarrow").read_table(file)

    def to_pandas(self) -> Any:  # noqa: ANN401 - it ships no types
        """The rows as a pandas frame; lists and structures are Python's own.

        Raises:
            InstallationError: D402 without pandas.
        """
        module = _needed("pandas", "pip install pandas")
        if self._types is None:
            return module.DataFrame(list(self))
        types = self._types()
        known = {name: _PANDAS[kind] for name, kind in types.items() if kind in _PANDAS}
        return module.DataFrame(list(self), columns=list(types)).astype(known)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows for any library that takes Arrow data, through polars.

        Raises:
            InstallationError: D402 without the extra `frames`.
        """
        return self.to_polars().__arrow_c_stream__(requested_schema)


def write_parquet(rows: Iterable[Row], types: Mapping[str, str], file: Path) -> None:
    """Write rows as a Parquet file, the same to the byte wherever they are written.

    Args:
        rows: The rows.
        types: Their columns with DuckDB types.
        file: The file to make.

    Raises:
        OSError, duckdb.IOException: The disk would not take it.
    """
    with engine.connect(threads=1) as connection:
        engine.write_parquet(connection, file, rows, types)


def _needed(name: str, install: str) -> Any:  # noqa: ANN401 - a module that may be absent
    try:
        return import_module(name)
    except ImportError as error:
        raise InstallationError("D402", name.partition(".")[0], detail=install) from error
