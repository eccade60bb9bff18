from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import detente
from detente.casebook import Casebook
from detente.cli import command
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
