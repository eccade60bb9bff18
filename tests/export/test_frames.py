from __future__ import annotations

import builtins
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest

from detente.casebook import Filter
from detente.errors import InstallationError, UsageError
from detente.export import export
from detente.export.frames import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook


@pytest.mark.parametrize("shape", ["csv", "jsonl", "parquet", "arrow"])
def test_a_whole_casebook_is_a_folder_of_tables(hard: Casebook, tmp_path: Path, shape: str) -> None:
    tally = export(hard, shape, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        f"{table}.{shape}" for table in TABLES
    )
    assert tally.written == sum(len(getattr(hard, table)()) for table in TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_and_arrow_hold_the_rows_with_their_types(
    hard: Casebook, tmp_path: Path, table: str
) -> None:
    for shape, read in (("parquet", pl.read_parquet), ("arrow", pl.read_ipc)):
        out = tmp_path / f"a.{shape}"
        export(hard, shape, out, table=table)
        frame = read(out)
        assert frame.columns == hard.columns(table)
        assert frame.to_dicts() == getattr(hard, table)()


def test_pandas_reads_csv(hard: Casebook, tmp_path: Path) -> None:
    export(hard, "csv", tmp_path / "a.csv", table="events")
    frame = pd.read_csv(tmp_path / "a.csv", dtype={"cameo": str})
    assert list(frame) == hard.columns("events")
    assert frame["cameo"].tolist() == [row["cameo"] for row in hard.events()]


def test_a_line_of_json_is_a_row(hard: Casebook, tmp_path: Path) -> None:
    export(hard, "jsonl", tmp_path / "a.jsonl", Filter(status="denied"), table="events")
    (line,) = (tmp_path / "a.jsonl").read_text().splitlines()
    assert json.loads(line)["status"] == "denied"


def test_arrow_without_polars_says_what_to_install(
    hard: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "polars":
            raise ImportError(name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InstallationError, match=r"detente\[frames\].*D402"):
        export(hard, "arrow", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_format_of_events_has_no_other_tables(hard: Casebook, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="D302"):
        export(hard, "polecat", tmp_path / "out", table="claims")
