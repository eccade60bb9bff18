from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

import detente
from detente.casebook import Casebook
from detente.casebook.storage import Store
from detente.cli import command, run_log
from detente.errors import CasebookError
from detente.reading import shipped
from tests.batch import fakes

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three texts, one of them a defect, and a reader that needs no model."""
    monkeypatch.setitem(vars(detente), "Reader", fakes.Reader)
    monkeypatch.setattr(shipped, "info", lambda: fakes.INFO)
    folder = tmp_path / "inputs"
    folder.mkdir()
    (folder / "a.txt").write_text("Envoys of Arda met envoys of Belor.")
    (folder / "b.txt").write_text("DEFECT of the envoys")
    (folder / "c.txt").write_text("Troops of Cania left the border.")
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, ["run", *map(str, arguments)])


def test_inputs_are_read_into_a_casebook_and_counted(inputs: Path, tmp_path: Path) -> None:
    result = run(inputs, "--into", tmp_path / "book", "--workers", "1", "--publisher", "The Post")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "b.txt: detente failed on this document" in result.stderr
    assert "2 documents read, 1 could not be read" in result.stderr
    with Casebook(tmp_path / "book") as casebook:
        assert [row["publisher"] for row in casebook.documents()] == ["The Post"] * 2


def test_inputs_that_are_there_are_not_read_again(inputs: Path, tmp_path: Path) -> None:
    (inputs / "b.txt").unlink()
    first, second = (run(inputs, "--into", tmp_path / "book", "--workers", "1") for _ in range(2))
    assert "2 documents read" in first.stderr
    assert "0 documents read, 2 already there" in second.stderr
    assert (first.exit_code, second.exit_code) == (0, 0)


def test_a_wrong_date_is_refused(inputs: Path, tmp_path: Path) -> None:
    result = run(inputs, "--into", tmp_path / "book", "--date", "May")
    assert result.exit_code == 2
    assert "D301" in result.stderr
    assert not (tmp_path / "book").exists()


def lines(stderr: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stderr.splitlines()]


def test_what_happens_is_told_in_lines_of_json(inputs: Path, tmp_path: Path) -> None:
    result = run(inputs, "--into", tmp_path / "book", "--workers", "1", "--log", "json")
    begin, problem, merging, end = lines(result.stderr)
    assert (begin["event"], begin["workers"], begin["inputs"]) == ("begin", 1, [str(inputs)])
    assert (problem["event"], problem["code"]) == ("problem", "D111")
    assert problem["source"] == str(inputs / "b.txt")
    assert (merging["event"], merging["done"]) == ("merging", 3)
    assert (end["event"], end["inputs"]) == ("end", 3)
    assert end["outcomes"] == {"failed": 1, "read": 2}
    assert all(line["time"] <= end["time"] for line in (begin, problem))


def test_how_far_it_is_can_be_asked_of_every_line(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_log, "_PERIOD", 0.0)
    result = run(inputs, "--into", tmp_path / "book", "--workers", "1", "--log", "json")
    told = [line for line in lines(result.stderr) if line["event"] == "progress"]
    assert [(line["done"], line["total"]) for line in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[-1]["codes"] == {"D111": 1}


def test_a_report_and_metrics_are_files(inputs: Path, tmp_path: Path) -> None:
    report, metrics = tmp_path / "report.json", tmp_path / "metrics.prom"
    run(
        inputs, "--into", tmp_path / "book", "--workers", "1",
        "--report", report, "--metrics", metrics,
    )  # fmt: skip
    done = json.loads(report.read_text())
    assert done["engine"] == "local"
    assert done["stages"]["arriving"]["tasks"] == 3
    assert set(done["stages"]) == {"arriving", "reading", "writing", "merging"}
    assert metrics.read_text().endswith("# EOF\n")
    assert 'detente_batch_inputs_total{outcome="read"} 2' in metrics.read_text()


def test_what_is_set_aside_is_counted_and_no_failure(inputs: Path, tmp_path: Path) -> None:
    (inputs / "b.txt").write_text("Stir the butter into the flour and let it rest.")
    first = run(inputs, "--into", tmp_path / "book", "--workers", "1")
    assert "2 documents read, 1 set aside (1 without politics)" in first.stderr
    assert first.exit_code == 0
    second = run(inputs, "--into", tmp_path / "book", "--workers", "1", "--all")
    assert "1 document read, 2 already there" in second.stderr


def test_a_run_goes_on_from_object_storage_on_another_machine(
    inputs: Path, tmp_path: Path, address: str
) -> None:
    first = run(inputs, "--into", tmp_path / "here", "--workers", "1", "--push", address)
    assert "brought" not in first.stderr
    assert first.exit_code == 1
    (inputs / "d.txt").write_text("Envoys of Esten left Doran.")
    second = run(inputs, "--into", tmp_path / "there", "--workers", "1", "--push", address)
    assert f"files brought · {address}" in second.stderr
    assert "1 document read, 3 already there" in second.stderr
    third = run(
        inputs, "--into", tmp_path / "third", "--workers", "1", "--push", address, "--log", "json"
    )
    assert [line["event"] for line in lines(third.stderr)] == ["begin", "brought", "merging", "end"]
    with Casebook(tmp_path / "third") as casebook:
        assert len(casebook.documents()) == 3


def test_a_run_goes_on_while_object_storage_is_out_of_reach(
    inputs: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.cli.run._OFTEN", 1)
    failing = iter([True])
    send_runs = Store.send_runs

    def once(self: Store, root: Path) -> int:
        if next(failing, False):
            raise CasebookError("D210", address)
        return send_runs(self, root)

    monkeypatch.setattr(Store, "send_runs", once)
    result = run(inputs, "--into", tmp_path / "book", "--workers", "1", "--push", address)
    assert "D210" in result.stderr
    assert "2 documents read, 1 could not be read" in result.stderr
    with Casebook(tmp_path / "copy") as copy:
        Store(address).fetch(tmp_path / "copy")
        assert len(copy.documents()) == 2


def test_what_was_read_is_told_though_it_cannot_be_sent(
    inputs: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: Store, __: Path) -> int:
        raise CasebookError("D210", address)

    monkeypatch.setattr(Store, "send", failing)
    report = tmp_path / "report.json"
    result = run(
        inputs, "--into", tmp_path / "book", "--workers", "1", "--push", address, "--report", report
    )
    assert result.exit_code == 2
    assert "2 documents read, 1 could not be read" in result.stderr
    assert result.stderr.endswith("[D210]\n")
    assert json.loads(report.read_text())["inputs"] == 3


def test_a_casebook_is_not_at_an_address(
    inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(inputs, "--into", "s3://bucket/prefix", "--workers", "1")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: s3://bucket/prefix: ")
    assert "`run --push`" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["inputs"]


def test_an_address_without_a_cluster_is_refused(inputs: Path, tmp_path: Path) -> None:
    result = run(inputs, "--into", tmp_path / "book", "--address", "auto")
    assert result.exit_code == 2
    assert "--address is of --engine ray" in result.stderr


@pytest.mark.parametrize(
    ("seconds", "said"), [(8.24, "8.2 s"), (95, "1 min 35 s"), (3599.9, "1 h 0 min")]
)
def test_times_are_said_as_one_says_them(seconds: float, said: str) -> None:
    assert run_log._duration(seconds) == said
