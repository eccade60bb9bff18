"""The tables as they stand: the Parquet files of the runs there are, as views of DuckDB."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import duckdb

from detente.casebook import engine
from detente.casebook.rows import schemas
from detente.casebook.runs import Run, runs_in
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TRIES: Final = 3


class Tables:
    """Queries over the runs in a folder; looks at the folder again before each.

    Runs never change, so a reader needs no lock: it sees what was in place when it looked.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs: tuple[Run, ...] | None = None
        self._connection = engine.connect()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs in place now, oldest first."""
        return runs_in(self._folder)

    def fetch(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a query over the views of `views.sql`.

        Raises:
            CasebookError: D207 if a file of a run is missing or damaged.
            duckdb.Error: The query is wrong.
        """
        for _ in range(_TRIES):
            try:
                self._refresh()
                return engine.fetch(self._connection, sql, parameters)
            except duckdb.IOException as error:
                # A writer may have joined small runs between our look and our reading.
                self._runs = None
                reason = error
        raise CasebookError("D207", str(self._folder.parent), detail=str(reason)) from reason

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def _refresh(self) -> None:
        runs = self.runs
        if runs == self._runs:
            return
        for table, columns in schemas().items():
            rows = engine.empty(columns)
            if runs:
                files = engine.parquet(run.table(table) for run in runs)
                # S608: only our own quoted paths go into the statement
                rows += f" UNION ALL BY NAME SELECT * FROM {files}"  # noqa: S608
            self._execute(f"CREATE OR REPLACE VIEW all_{table} AS {rows}")
        self._execute(_views())
        self._runs = runs

    def _execute(self, sql: str) -> None:
        """Execute a statement of ours: what is wrong with it is a file."""
        try:
            engine.run(self._connection, sql)
        except duckdb.IOException:
            raise
        except duckdb.Error as error:
            raise CasebookError("D207", str(self._folder.parent), detail=str(error)) from error


@cache
def _views() -> str:
    return resources.files(__package__).joinpath("views.sql").read_text("utf-8")
