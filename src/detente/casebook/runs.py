"""Runs: what one batch of reading gave, as a folder of Parquet files that never changes.

A run's folder is named by the numbers it covers, `00000007-00000007` when fresh. When many small
runs have gathered they are joined into one that covers them all, `00000001-00000016`; a run whose
numbers lie inside another's is superseded and no longer read, so that joining needs no moment at
which both or neither count.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from detente import __version__
from detente.casebook.durable import part_of, place_folder
from detente.casebook.engine import connect, copy_parquet, parquet, write_parquet
from detente.casebook.rows import Arrived, Row, rows_of, schemas

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

_NAME: Final = re.compile(r"(\d{8,})-(\d{8,})")
_OPTIONAL: Final = frozenset({"inputs"})
"""Tables that a run has only where there are rows for it."""
_FAN: Final = 16
"""So many runs of about the same size are joined into one of the next size."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """A run's folder and the run numbers it covers, both ends included."""

    first: int
    last: int
    folder: Path

    def table(self, table: str) -> Path:
        """The file of one of its tables."""
        return self.folder / f"{table}.parquet"

    def has(self, table: str) -> bool:
        """Whether it has that table: some have no inputs of a batch."""
        return table not in _OPTIONAL or self.table(table).is_file()

    def covers(self, other: Run) -> bool:
        """Whether it stands for all the numbers of another."""
        return self.first <= other.first and other.last <= self.last

    def manifest(self) -> dict[str, Any]:
        """What `manifest.json` says: counts, hashes, documents, reader."""
        manifest: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        return manifest


def run_at(folder: Path) -> Run | None:
    """The run that a folder of that name is, wherever it lies; None for another name."""
    match = _NAME.fullmatch(folder.name)
    return Run(int(match[1]), int(match[2]), folder) if match else None


def runs_in(folder: Path) -> tuple[Run, ...]:
    """The runs that count, oldest first; none where the folder is absent."""
    return standing(_all_in(folder)) if folder.is_dir() else ()


def standing(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Of some runs those that no other stands for, oldest first."""
    widest_first = sorted(runs, key=lambda item: (item.first, -item.last))
    kept: list[Run] = []
    for item in widest_first:
        if not kept or item.last > kept[-1].last:
            kept.append(item)
    return tuple(kept)


def remove_superseded(folder: Path) -> None:
    """Remove runs that lie inside another, left by a joining that was cut off.

    Only the one writer may call it.

    Raises:
        OSError: One cannot be removed.
    """
    kept = {item.folder for item in runs_in(folder)}
    for item in _all_in(folder):
        if item.folder not in kept:
            shutil.rmtree(item.folder)


def next_number(runs: Sequence[Run]) -> int:
    """The number of the run to be written after these."""
    return runs[-1].last + 1 if runs else 1


def write_run(
    folder: Path,
    number: int,
    arrived: Sequence[Arrived],
    failures: Iterable[Row] = (),
    inputs: Iterable[Row] = (),
) -> Run:
    """Write a batch of records as the run of that number and put it in place whole.

    Args:
        folder: The casebook's `runs`.
        number: One more than the newest run's.
        arrived: The records.
        failures: Lines of `problems` for inputs that could not be read.
        inputs: Lines of `inputs`, of a batch.

    Raises:
        OSError, duckdb.IOException: The disk would not take it; nothing is in place.
    """
    tables: dict[str, list[Row]] = {table: [] for table in schemas()}
    for item in arrived:
        for table, rows in rows_of(item, number).items():
            tables[table] += rows
    tables["problems"] += [{"run": number} | failure for failure in failures]
    tables["inputs"] += [{"run": number} | each for each in inputs]
    tables = {table: rows for table, rows in tables.items() if rows or table not in _OPTIONAL}
    made = _named(folder, number, number)
    part = _fresh(made.folder)
    with connect(threads=1) as connection:  # the same to the byte on any machine
        for table, rows in tables.items():
            write_parquet(connection, part / f"{table}.parquet", rows, schemas()[table])
    readers = sorted({item.record.reader.model for item in arrived})
    documents = list(dict.fromkeys(item.record.document.id for item in arrived))
    _finish(part, made, documents, readers, {table: len(rows) for table, rows in tables.items()})
    return made


def join_small(folder: Path) -> None:
    """Join the newest runs into one wherever sixteen of a size stand in a row.

    Rows are kept as they are, superseded ones too, each under the number of the run that wrote it.
    Only the one writer may call it.

    Raises:
        OSError, duckdb.IOException: The disk would not take it; the small runs still count.
    """
    while (tail := runs_in(folder)[-_FAN:]) and _is_ripe(tail):
        _join(folder, tail)
        remove_superseded(folder)


def _is_ripe(tail: Sequence[Run]) -> bool:
    widths = [item.last - item.first + 1 for item in tail]
    return len(tail) == _FAN and max(widths) < min(widths) * _FAN


def _join(folder: Path, runs: Sequence[Run]) -> None:
    made = _named(folder, runs[0].first, runs[-1].last)
    part = _fresh(made.folder)
    counts: dict[str, int] = {}
    with connect(threads=1) as connection:  # the same to the byte on any machine
        for table in schemas():
            if files := [item.table(table) for item in runs if item.has(table)]:
                path = part / f"{table}.parquet"
                counts[table] = copy_parquet(connection, path, parquet(files))
    manifests = [item.manifest() for item in runs]
    documents = sorted({each for manifest in manifests for each in manifest["documents"]})
    models = sorted({model for manifest in manifests for model in manifest["models"]})
    _finish(part, made, documents, models, counts)


def _finish(
    part: Path, made: Run, documents: list[str], models: list[str], counts: dict[str, int]
) -> None:
    manifest = {
        "run": made.folder.name,
        "detente": __version__,
        "models": models,
        "documents": documents,
        "rows": counts,
        "sha256": {path.name: _hash(path) for path in sorted(part.iterdir())},
    }
    (part / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    place_folder(part, made.folder)


def _named(folder: Path, first: int, last: int) -> Run:
    return Run(first, last, folder / f"{first:08d}-{last:08d}")


def _all_in(folder: Path) -> list[Run]:
    """Every run in place, superseded or not; what is named otherwise is none of ours."""
    return [run for path in folder.iterdir() if (run := run_at(path))]


def _fresh(folder: Path) -> Path:
    part = part_of(folder)
    if part.exists():
        shutil.rmtree(part)
    part.mkdir(parents=True)
    return part


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
