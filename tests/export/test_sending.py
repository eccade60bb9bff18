"""Exports straight to a real S3-compatible server, and to a folder that stands for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pytest

from detente.casebook import Filter
from detente.casebook.objects import Objects
from detente.errors import CasebookError
from detente.export import export, sending

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook

_EVENTS = {
    "events/month=2020-01/events.parquet": b"january",
    "events/month=2020-02/events.parquet": b"february",
    "actors.parquet": b"actors",
}


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is sent from now on."""
    names: list[str] = []
    put = Objects.put

    def noted(self: Objects, name: str, content: Path | bytes) -> None:
        names.append(name)
        put(self, name, content)

    monkeypatch.setattr(Objects, "put", noted)
    return names


def _written(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def _there(address: str) -> dict[str, bytes]:
    objects = Objects(address)
    return {n: objects.get(n) for n in objects.sizes() if n != "export.json"}


def _here(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("monthly", [True, False])
def test_what_lies_there_is_what_would_lie_on_the_disk(
    hard: Casebook, address: str, tmp_path: Path, *, monthly: bool
) -> None:
    tallies = [
        export(hard, "parquet", out, Filter(), monthly=monthly)
        for out in (address, tmp_path / "out")
    ]
    assert tallies[0] == tallies[1]
    assert _there(address) == _here(tmp_path / "out")


def test_the_months_are_read_as_one_table_from_a_copy(
    hard: Casebook, address: str, tmp_path: Path
) -> None:
    export(hard, "parquet", address, monthly=True)
    copy = _written(tmp_path / "copy", _there(address))
    found = duckdb.execute(
        "SELECT document, id FROM read_parquet($1, hive_partitioning = true)"
        " WHERE month = '2020-02'",
        [str(copy / "events" / "*" / "*.parquet")],
    ).fetchall()
    rows = [row for row in hard.events() if (row["date"] or "").startswith("2020-02")]
    assert sorted(found) == sorted((row["document"], row["id"]) for row in rows)
    assert len(pl.read_parquet(copy / "events", hive_partitioning=True)) == len(hard.events())


def test_what_is_there_and_the_same_is_not_sent_again(
    hard: Casebook, address: str, sent: list[str]
) -> None:
    export(hard, "parquet", address, monthly=True)
    assert len(sent) > 10
    sent.clear()
    export(hard, "parquet", address, monthly=True)
    assert sent == []


def test_only_the_month_that_changed_is_sent_though_it_be_as_long(
    address: str, tmp_path: Path, sent: list[str]
) -> None:
    february = "events/month=2020-02/events.parquet"
    folder = _written(tmp_path / "out", _EVENTS)
    sending.Place(address).send(folder)
    sent.clear()
    (folder / february).write_bytes(b"frbruary")
    sending.Place(address).send(folder)
    assert sent == ["export.json", february, "export.json"]
    assert _there(address)[february] == b"frbruary"


def test_months_that_are_no_more_go_and_what_is_of_others_stays(
    address: str, tmp_path: Path
) -> None:
    others = {
        "notes.txt": b"x",
        "mine.parquet": b"x",
        "events/month=2019-01/mine.parquet": b"x",
        "mine/month=2019-01/mine.parquet": b"x",
        "claims/month=2019-01/claims.parquet": b"x",
    }
    for name, content in (others | {"events.parquet": b"whole"}).items():
        Objects(address).put(name, content)
    sending.Place(address).send(_written(tmp_path / "one", _EVENTS))
    fewer = {name: content for name, content in _EVENTS.items() if "2020-01" not in name}
    sending.Place(address).send(_written(tmp_path / "two", fewer))
    assert _there(address) == others | fewer


def test_after_a_cut_all_that_was_to_change_is_sent_again(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending.Place(address).send(_written(tmp_path / "one", _EVENTS))
    changed = {name: content.upper() for name, content in _EVENTS.items()}
    put = Objects.put

    def cut(self: Objects, name: str, content: Path | bytes) -> None:
        if "2020-01" in name:
            raise CasebookError("D210", address)
        put(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(Objects, "put", cut)
        with pytest.raises(CasebookError, match="D210"):
            sending.Place(address).send(_written(tmp_path / "two", changed))
    assert _there(address)["actors.parquet"] == b"ACTORS"
    sending.Place(address).send(tmp_path / "one")
    assert _there(address) == _EVENTS


def test_two_formats_share_a_place(address: str, tmp_path: Path, sent: list[str]) -> None:
    tables, gdelt = _written(tmp_path / "a", _EVENTS), _written(tmp_path / "b", {"x.CSV": b"x"})
    for folder in (tables, gdelt):
        sending.Place(address).send(folder)
    sent.clear()
    for folder in (tables, gdelt):
        sending.Place(address).send(folder)
    assert sent == []


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"format": "detente-export/9"}'])
def test_a_list_that_is_not_understood_counts_for_nothing(
    address: str, tmp_path: Path, content: bytes
) -> None:
    folder = _written(tmp_path / "out", _EVENTS)
    sending.Place(address).send(folder)
    Objects(address).put("export.json", content)
    sending.Place(address).send(folder)
    assert _there(address) == _EVENTS


def test_one_file_goes_to_its_name(hard: Casebook, address: str, tmp_path: Path) -> None:
    for out in (f"{address}/assaults.csv", tmp_path / "a.csv"):
        export(hard, "csv", out, table="events")
    assert _there(address) == {"assaults.csv": (tmp_path / "a.csv").read_bytes()}


def test_an_export_is_not_mixed_with_a_casebook(hard: Casebook, address: str) -> None:
    Objects(address).put("casebook.json", b"{}")
    with pytest.raises(CasebookError, match=r"a casebook.*D211"):
        export(hard, "parquet", address)
    with pytest.raises(CasebookError, match=r"a casebook.*D211"):
        export(hard, "parquet", hard.path)


def test_nothing_is_sent_of_an_export_that_fails(
    hard: Casebook, address: str, sent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise CasebookError("D207", "casebook")

    monkeypatch.setattr(type(hard), "problems", failing)
    with pytest.raises(CasebookError, match="D207"):
        export(hard, "parquet", address)
    assert sent == []
