from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

TABLES = ("actors", "causes", "claims", "documents", "events", "relations")


def _json(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


@pytest.mark.parametrize("table", TABLES)
def test_all_formats_agree(run: Run, filled: Path, table: str) -> None:
    rows = _json(run(table, "--format", "json"))
    lines = run(table, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == rows
    cells = list(csv.DictReader(io.StringIO(run(table, "--format", "csv").stdout)))
    assert [list(cell) for cell in cells] == [list(row) for row in rows]
    for row, cell in zip(rows, cells, strict=True):
        for column, value in row.items():
            assert cell[column] == _as_cell(value)
    shown = run(table, "--format", "table").stdout
    assert shown.splitlines()[-1].startswith(f"{len(rows)} {table[:-1]}")


def _as_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            return "|".join(value)
        return json.dumps(value, ensure_ascii=False)
    return str(value)


@pytest.mark.parametrize("table", TABLES)
def test_an_empty_result_is_an_empty_table(run: Run, filled: Path, table: str) -> None:
    nobody = (table, "--actor", "nobody at all")
    assert _json(run(*nobody)) == []
    assert run(*nobody, "--format", "jsonl").stdout == ""
    header = run(table, "--format", "csv").stdout.splitlines()[0]
    assert run(*nobody, "--format", "csv").stdout.splitlines() == [header]
    result = run(*nobody, "--format", "table")
    assert (result.stdout, result.stderr) == ("", f"no {table}\n")


def test_events_have_whole_numbers_of_reports_and_origins(run: Run, filled: Path) -> None:
    rows = _json(run("events"))
    assert [(row["reports"], row["origins"]) for row in rows] == [(1, 1)] * 3


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("events", "--between", "IRQ", "USA"), ["v2", "v1"]),
        (("events", "--actor", "coalition"), ["v3"]),
        (("events", "--type", "assault"), ["v2"]),
        (("events", "--status", "Occurred", "--country", "IRQ"), ["v2"]),
        (("events", "--from", "2020-03-12", "--to", "2020-04"), ["v1"]),
        (("events", "--text", "paused"), ["v3"]),
        (("claims", "--actor", "Pentagon", "--text", "officials"), ["c2"]),
        (("relations", "--type", "training", "--status", "suspended"), ["r1"]),
        (("relations", "--status", "resumed"), []),
    ],
)
def test_filters_narrow(run: Run, filled: Path, arguments: tuple[str, ...], ids: list[str]) -> None:
    assert [row["id"] for row in _json(run(*arguments))] == ids


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("events", "--type", "WAR"), "D302"),
        (("events", "--status", "suspended"), "D302"),
        (("relations", "--type", "ASSAULT"), "D302"),
        (("events", "--from", "May"), "D301"),
        (("events", "--casebook", "nowhere"), "D205"),
    ],
)
def test_bad_values_are_refused(
    run: Run, filled: Path, arguments: tuple[str, ...], code: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"[{code}]\n")


def test_the_casebook_is_the_one_named_in_the_environment(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = filled.rename(tmp_path / "elsewhere")
    assert run("events").exit_code == 2
    monkeypatch.setenv("DETENTE_CASEBOOK", str(elsewhere))
    assert len(_json(run("events"))) == 3


def test_a_table_goes_to_a_file(run: Run, filled: Path, tmp_path: Path) -> None:
    result = run("events", "--format", "csv", "-o", tmp_path / "events.csv")
    assert result.stdout == ""
    assert (tmp_path / "events.csv").read_text().count("\n") == 4


def test_events_fit_eighty_columns(run: Run, filled: Path) -> None:
    shown = run("events", "--format", "table").stdout
    assert max(map(len, shown.splitlines())) <= 80
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("events.csv", "document,id,"), ("events.jsonl", '{"document"'), ("events.json", "[\n")],
)
def test_the_ending_of_the_file_says_what_is_written(
    run: Run, filled: Path, tmp_path: Path, name: str, beginning: str
) -> None:
    assert run("events", "-o", tmp_path / name).exit_code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(beginning)


@pytest.mark.parametrize("table", ["events", "relations"])
@pytest.mark.parametrize(
    ("ending", "beginning"),
    [("svg", b"<svg"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>"), ("vl.json", b"{\n")],
)
def test_events_and_relations_are_drawn(
    run: Run, filled: Path, tmp_path: Path, table: str, ending: str, beginning: bytes
) -> None:
    pytest.importorskip("vl_convert")
    result = run(table, "-o", tmp_path / f"chart.{ending}")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / f"chart.{ending}").read_bytes().startswith(beginning)


def test_a_chart_says_what_it_rests_on(run: Run, filled: Path, tmp_path: Path) -> None:
    run("events", "--between", "USA", "IRQ", "-o", tmp_path / "chart.vl.json")
    spec = (tmp_path / "chart.vl.json").read_text("utf-8")
    assert "Source: casebook casebook; events between USA and IRQ; read by detente 0.1.0" in spec


def test_changes_narrow_the_network_to_those_whose_relation_changed(
    run: Run, filled: Path, tmp_path: Path
) -> None:
    run("relations", "--status", "resumed", "-o", tmp_path / "chart.vl.json")
    assert "No event has two sides" in (tmp_path / "chart.vl.json").read_text("utf-8")


def test_what_has_no_chart_is_refused(run: Run, filled: Path, tmp_path: Path) -> None:
    result = run("claims", "-o", tmp_path / "chart.svg")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("[D311]\n")
    assert not (tmp_path / "chart.svg").exists()


def test_the_table_of_documents_says_what_is_a_copy_and_from_whom(run: Run, tmp_path: Path) -> None:
    story = "\n\n".join(
        f"Envoy{n} met envoy{n} of state{n} in town{n} for talks." for n in range(9)
    )
    (tmp_path / "wire.txt").write_text(f"Talks\n\nBAGHDAD (Gulf Wire) - {story}\n\nTalks end.")
    (tmp_path / "paper.txt").write_text(f"News\n\nBAGHDAD (Gulf Wire) - {story}")
    run("read", tmp_path / "wire.txt", "--into", "book", "--date", "2020-03-01")
    kept = run(
        "read", tmp_path / "paper.txt", "--into", "book", "--date", "2020-03-02",
        "--publisher", "Harbor Courier", "--jsonl",
    )  # fmt: skip
    assert kept.stderr == "0 documents read, 1 copy · book\n"
    table = run("documents", "--casebook", "book", "--format", "table").stdout
    assert "from Gulf Wire" in table
    assert table.count("copy of") == 1
