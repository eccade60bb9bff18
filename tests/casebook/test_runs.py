from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook import rows, runs
from detente.casebook.engine import connect, fetch, parquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.records import Record


def _make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).mkdir()


@pytest.mark.parametrize(
    ("names", "counting"),
    [
        ([], []),
        (["00000001-00000001"], [(1, 1)]),
        (["00000002-00000002", "00000001-00000001"], [(1, 1), (2, 2)]),
        (["00000001-00000016", "00000003-00000003", "00000017-00000017"], [(1, 16), (17, 17)]),
        (["00000001-00000016", "00000001-00000256", "00000016-00000016"], [(1, 256)]),
        (["99999999-99999999", "100000000-100000000"], [(99999999,) * 2, (100000000,) * 2]),
        (["notes", ".00000001-00000001.part", "1-1"], []),
    ],
)
def test_the_runs_that_count_are_those_inside_no_other(
    tmp_path: Path, names: list[str], counting: list[tuple[int, int]]
) -> None:
    _make(tmp_path, *names)
    assert [(run.first, run.last) for run in runs.runs_in(tmp_path)] == counting


def test_there_are_no_runs_where_there_is_no_folder(tmp_path: Path) -> None:
    assert runs.runs_in(tmp_path / "none") == ()


def test_only_superseded_runs_are_removed(tmp_path: Path) -> None:
    _make(tmp_path, "00000001-00000016", "00000003-00000003", "00000017-00000017", "notes")
    runs.remove_superseded(tmp_path)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["00000001-00000016", "00000017-00000017", "notes"]


@pytest.mark.parametrize(("names", "number"), [([], 1), (["00000001-00000016"], 17)])
def test_the_next_run_has_the_number_after_the_last(
    tmp_path: Path, names: list[str], number: int
) -> None:
    _make(tmp_path, *names)
    assert runs.next_number(runs.runs_in(tmp_path)) == number


def test_sixteen_times_sixteen_runs_become_one(
    tmp_path: Path, small_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "_FAN", 3)
    for number in range(1, 10):
        arrived = rows.Arrived(small_record(f"Text {number}."))
        runs.write_run(tmp_path, number, [arrived])
        runs.join_small(tmp_path)
    (joined,) = runs.runs_in(tmp_path)
    assert (joined.first, joined.last) == (1, 9)
    assert len(joined.manifest()["documents"]) == 9
    with connect() as connection:
        sql = f"SELECT run FROM {parquet([joined.table('events')])} ORDER BY run"  # noqa: S608
        assert [row["run"] for row in fetch(connection, sql)] == list(range(1, 10))


def test_every_row_has_only_columns_of_its_table(gulf_wire: Record) -> None:
    made = rows.rows_of(rows.Arrived(gulf_wire, "wire.txt", "text/plain", "sha256:00"), 7)
    assert {*made, "inputs"} == set(rows.schemas())
    for table, found in made.items():
        assert found, table
        for row in found:
            assert set(row) <= set(rows.schemas()[table])
            assert (row["document"], row["run"]) == (gulf_wire.document.id, 7)


def test_parties_are_looked_up_by_name_words_country_and_code(gulf_wire: Record) -> None:
    (row,) = [
        row for row in rows.rows_of(rows.Arrived(gulf_wire), 1)["events"] if row["id"] == "v2"
    ]
    assert row["actor_keys"] == ["iran-backed militia", "irq", "irqr", "irqre", "irqreb"]
    assert "two american soldiers" in row["recipient_keys"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("The Pentagon", "pentagon"),
        ("  an  Iran-backed\nmilitia ", "iran-backed militia"),
        ("Theodore", "theodore"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
    ],
)
def test_keys_are_folded_names_without_articles(name: str, key: str) -> None:
    assert rows.key(name) == key
