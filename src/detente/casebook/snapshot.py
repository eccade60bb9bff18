"""The tables as they stand: the Parquet files of runs and of the merged state, as views."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import duckdb

from detente.casebook import engine, merge_state
from detente.casebook.rows import schemas
from detente.casebook.runs import Run, runs_in
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from detente.casebook.decided import Decided
    from detente.casebook.merge_state import State

_TRIES: Final = 3
_REMEMBERED: Final = 256
"""Answers that are kept, those asked for last."""


class Tables:
    """Queries over the runs in a folder; looks at the folder again before each.

    Runs and merged states never change, so a reader needs no lock: it sees what was in place when
    it looked.

    Args:
        folder: Where the runs are.
        merged: Where the merged states are.
        decided: What people decided, which is laid over them; None for the tables as read.
    """

    def __init__(self, folder: Path, merged: Path, decided: Decided | None = None) -> None:
        self._folder = folder
        self._merged = merged
        self._decided = decided
        self._seen: tuple[tuple[Run, ...], State | None] | None = None
        self._heard: int | None = None
        self._answers: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self._connection = engine.connect()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The runs in place now, oldest first."""
        return runs_in(self._folder)

    @property
    def state(self) -> State | None:
        """The merged state in place now."""
        return merge_state.latest(self._merged)

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
                self._seen = None
                reason = error
        raise CasebookError("D207", str(self._folder.parent), detail=str(reason)) from reason

    def counted(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """The rows of a query as `fetch` gives them, kept as long as the tables stay the same.

        For queries over many rows that give few, which are asked for with every page of a list.
        Whoever gets the rows leaves them as they are.

        Raises:
            CasebookError: As `fetch`.
            duckdb.Error: The query is wrong.
        """
        asked = (sql, repr(tuple(parameters)))
        known = self._answers.pop(asked, None) if self._is_seen() else None
        rows = self.fetch(sql, parameters) if known is None else known
        self._answers[asked] = rows
        if len(self._answers) > _REMEMBERED:
            del self._answers[next(iter(self._answers))]
        return rows

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
        """The rows of a query as `fetch` gives them, some thousands in memory at a time.

        Raises:
            CasebookError: As `fetch`, and so does a file that goes missing on the way.
            duckdb.Error: The query is wrong.
        """
        for _ in range(_TRIES):
            try:
                self._refresh()
                return self._guarded(engine.stream(self._connection, sql, parameters))
            except duckdb.IOException as error:
                self._seen = None
                reason = error
        raise CasebookError("D207", str(self._folder.parent), detail=str(reason)) from reason

    def _guarded(self, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        try:
            yield from rows
        except duckdb.IOException as error:
            raise CasebookError("D207", str(self._folder.parent), detail=str(error)) from error

    def fetch_tuples(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query over what `execute` and `append` made, as tuples."""
        return engine.fetch_tuples(self._connection, sql)

    def fetch_arrays(self, sql: str) -> dict[str, NDArray[Any]]:
        """The columns of a query of numbers over what `execute` and `append` made, as arrays."""
        return engine.fetch_arrays(self._connection, sql)

    def append(self, table: str, rows: Iterable[dict[str, Any]], columns: dict[str, str]) -> None:
        """Add rows to a table in memory, as `engine.append` does."""
        engine.append(self._connection, table, rows, columns)

    def copy_parquet(self, path: Path, source: str) -> None:
        """Write all rows of a table expression as one Parquet file."""
        engine.copy_parquet(self._connection, path, source)

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def _is_seen(self) -> bool:
        """Whether what is in place now is what the views show."""
        return (self.runs, self.state) == self._seen and self._last() == self._heard

    def _last(self) -> int:
        """The last decision; -1 where the ledger cannot be read. Whoever shows what may have been
        decided on asks it himself: documents are there without it.
        """
        try:
            return self._decided.last() if self._decided else 0
        except CasebookError:
            return -1

    def _refresh(self) -> None:
        if self._is_seen():
            return
        self._answers.clear()
        self._show_runs()
        last = self._last()
        if self._decided is not None and last >= 0:
            self._decided.lay(self._connection)
        self._heard = last

    def _show_runs(self) -> None:
        runs, state = seen = self.runs, self.state
        if seen == self._seen:
            return
        for table, columns in schemas().items():
            self._show(table, columns, [run.table(table) for run in runs if run.has(table)])
        for table, columns in merge_state.schemas().items():
            self._show(table, columns, [state.table(table)] if state else [])
        self.execute(_views())
        self._seen = seen

    def _show(self, table: str, columns: dict[str, str], files: list[Path]) -> None:
        """Make the view of everything that files of a table hold."""
        rows = engine.empty(columns)
        if files:
            # S608: only our own quoted paths go into the statement
            rows += f" UNION ALL BY NAME SELECT * FROM {engine.parquet(files)}"  # noqa: S608
        self.execute(f"CREATE OR REPLACE VIEW all_{table} AS {rows}")

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Execute statements of ours that give nothing back: what is wrong with one is a file.

        With parameters it is one statement.

        Raises:
            CasebookError: D207 if a file is damaged.
            duckdb.IOException: A file is gone.
        """
        try:
            engine.run(self._connection, sql, parameters)
        except duckdb.IOException:
            raise
        except duckdb.Error as error:
            raise CasebookError("D207", str(self._folder.parent), detail=str(error)) from error


@cache
def _views() -> str:
    return resources.files(__package__).joinpath("views.sql").read_text("utf-8")
