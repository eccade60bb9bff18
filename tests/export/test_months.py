"""Tables as folders of months: what is where, in which order, and what makes way for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest

from detente.errors import UsageError
from detente.export import export, months
from detente.export.frames import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook

_TYPES = {"id": "VARCHAR", "date": "VARCHAR", "parts": "STRUCT(a INTEGER, b VARCHAR)[]"}
_NONE = "month=__HIVE_DEFAULT_PARTITION__"


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _rows(*dates: str | None) -> list[dict[str, Any]]:
    return [{"id": f"v{n}", "date": date, "parts": []} for n, date in enumerate(dates)]


def _read(path: Path) -> list[dict[str, Any]]:
    return pl.read_parquet(path, hive_partitioning=False).to_dicts()


def test_a_table_with_dates_is_a_file_a_month_and_nothing_else(
    hard: Casebook, tmp_path: Path
) -> None:
    tally = export(hard, "parquet", tmp_path / "out", monthly=True)
    assert tally.written == sum(len(getattr(hard, table)()) for table in TABLES)
    dates = [row["date"] for row in hard.events()]
    expected = {f"month={date[:7]}" if date and len(date) >= 7 else _NONE for date in dates}
    found = set(_files(tmp_path / "out"))
    assert {name for name in found if name.startswith("events")} == {
        f"events/{month}/events.parquet" for month in expected
    }
    assert {name for name in found if "/" not in name} == {
        f"{table}.parquet" for table in ("actors", "entities", "causes", "problems")
    }


@pytest.mark.parametrize("table", ["documents", "events", "mentions", "claims", "relations"])
def test_months_hold_the_rows_of_the_table_in_their_order(
    hard: Casebook, tmp_path: Path, table: str
) -> None:
    export(hard, "parquet", tmp_path / "out", monthly=True)
    rows = getattr(hard, table)()
    column = "published" if table == "documents" else "date"
    for folder in (tmp_path / "out" / table).iterdir():
        month = None if folder.name == _NONE else folder.name.removeprefix("month=")
        there = _read(folder / f"{table}.parquet")
        assert there == [
            r for r in rows if (months._MONTH.match(r[column] or "") or [None])[0] == month
        ]
        rows = [row for row in rows if row not in there]
    assert rows == []


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2020-05-13", "2020-05"),
        ("2020-05", "2020-05"),
        ("2020-05~", "2020-05"),
        ("2020-12-30/2021-01-02", "2020-12"),
        ("2020", None),
        ("2020-21", None),
        ("2020-34", None),
        ("202X", None),
        ("../2020-05", None),
        (None, None),
    ],
)
def test_a_date_stands_in_the_month_in_which_it_begins(
    tmp_path: Path, date: str | None, month: str | None
) -> None:
    months.write_months(_rows(date), _TYPES, tmp_path / "events")
    assert list(_files(tmp_path / "events")) == [
        f"{f'month={month}' if month else _NONE}/events.parquet"
    ]


def test_a_table_without_rows_keeps_its_columns(tmp_path: Path) -> None:
    months.write_months([], _TYPES, tmp_path / "events")
    frame = pl.read_parquet(tmp_path / "events" / "**" / "*.parquet", hive_partitioning=False)
    assert (frame.columns, len(frame)) == (list(_TYPES), 0)


def test_rows_keep_their_order_however_few_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"id": "ü" * n, "date": f"2020-{n % 7 + 1:02d}-01", "parts": [{"a": n, "b": "\u2028"}]}
        for n in range(50)
    ]
    months.write_months(iter(rows), _TYPES, tmp_path / "all" / "events")
    monkeypatch.setattr(months, "_HELD", 200)
    months.write_months(iter(rows), _TYPES, tmp_path / "few" / "events")
    assert _files(tmp_path / "few") == _files(tmp_path / "all")
    may = _read(tmp_path / "few" / "events" / "month=2020-05" / "events.parquet")
    assert may == [row for row in rows if row["date"] == "2020-05-01"]


def test_rows_are_held_no_longer_than_until_they_are_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    append = months._append

    def counted(folder: Path, lines: Any) -> None:
        held.append(sum(len(each) for line in lines.values() for each in line))
        append(folder, lines)

    monkeypatch.setattr(months, "_append", counted)
    monkeypatch.setattr(months, "_HELD", 1000)
    months.write_months(_rows(*["2020-05", "2020-06"] * 500), _TYPES, tmp_path / "events")
    assert len(held) > 30
    assert max(held) < 1100


def test_written_again_it_is_the_same_to_the_byte(hard: Casebook, tmp_path: Path) -> None:
    for name in ("one", "two", "two"):
        export(hard, "parquet", tmp_path / name, monthly=True)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


def test_what_an_earlier_export_left_makes_way_and_others_stay(
    hard: Casebook, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    others = [
        "mine.parquet",
        "events/notes.txt",
        "events/month=1999-01/mine.parquet",
        "events/month=1999-02/deep/events.parquet",
        "mine/month=1999-01/mine.parquet",
    ]
    for name in [
        *others,
        "events/month=1999-01/events.parquet",
        "events/month=1999-03/events.parquet",
    ]:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("was here")
    export(hard, "parquet", out, monthly=True)
    export(hard, "parquet", tmp_path / "fresh", monthly=True)
    assert set(_files(out)) == set(_files(tmp_path / "fresh")) | set(others)
    assert not (out / "events" / "month=1999-03").exists()


@pytest.mark.parametrize("monthly", [True, False])
def test_a_table_lies_there_whole_or_by_month_not_both(
    hard: Casebook, tmp_path: Path, *, monthly: bool
) -> None:
    export(hard, "parquet", tmp_path / "out", monthly=not monthly)
    export(hard, "parquet", tmp_path / "out", monthly=monthly)
    export(hard, "parquet", tmp_path / "fresh", monthly=monthly)
    assert _files(tmp_path / "out") == _files(tmp_path / "fresh")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        p.name for p in (tmp_path / "fresh").iterdir()
    }


def test_duckdb_and_polars_read_a_folder_of_months_as_one_table(
    hard: Casebook, tmp_path: Path
) -> None:
    export(hard, "parquet", tmp_path / "out", monthly=True)
    ours = {(row["document"], row["id"]): row["date"] for row in hard.events()}
    frame = pl.read_parquet(tmp_path / "out" / "events", hive_partitioning=True)
    assert {(r["document"], r["id"]): r["date"] for r in frame.to_dicts()} == ours
    found = duckdb.execute(
        "SELECT document, id, date FROM read_parquet($1, hive_partitioning = true)"
        " WHERE month = '2020-02'",
        [str(tmp_path / "out" / "events" / "*" / "*.parquet")],
    ).fetchall()
    assert {(d, i): date for d, i, date in found} == {
        key: date for key, date in ours.items() if (date or "")[:7] == "2020-02"
    }
    assert found


@pytest.mark.parametrize(("form", "table"), [("csv", None), ("parquet", "events"), ("gdelt", None)])
def test_months_are_for_all_tables_as_parquet(
    hard: Casebook, tmp_path: Path, form: str, table: str | None
) -> None:
    with pytest.raises(UsageError, match="D302"):
        export(hard, form, tmp_path / "out", table=table, monthly=True)
