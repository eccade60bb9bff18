from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest

from detente.cli import columns, formats, options
from detente.cli.output import output
from detente.cli.progress import Progress
from detente.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"

    def interrupted() -> None:
        with output(path) as stream:
            stream.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []
    with output(path) as stream:
        stream.write("whole\n")
    assert path.read_bytes() == b"whole\n"


def test_a_file_that_cannot_be_made_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="D303"), output(tmp_path / "no" / "out.txt"):
        pass


def test_cells_of_csv_hold_lists_and_unknowns() -> None:
    stream = io.StringIO()
    row = {"a": ["x", "y"], "b": [{"quote": "é"}], "c": None, "d": dt.date(2020, 3, 1), "e": []}
    formats.write_csv([row], list(row), stream)
    assert stream.getvalue().splitlines()[1] == 'x|y,"[{""quote"": ""é""}]",,2020-03-01,'


def test_json_refuses_what_it_does_not_know() -> None:
    with pytest.raises(TypeError, match="no JSON for complex"):
        formats.write_json([{"a": 1j}], io.StringIO())


@pytest.mark.parametrize(("value", "name"), [(None, None), ("aid", "AID"), ("AID", "AID")])
def test_values_are_known_whatever_their_case(value: str | None, name: str | None) -> None:
    assert options._one_of(value, ("AID", "REJECT"), "--type") == name


def test_progress_is_seen_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for terminal, shown in (("0", False), ("1", True)):
        monkeypatch.setenv("TTY_COMPATIBLE", terminal)
        monkeypatch.setenv("TTY_INTERACTIVE", terminal)
        with Progress(shown=True) as progress:
            progress.advance("a\x1b.txt")
            progress.note("error: one")
        seen = capsys.readouterr()
        assert seen.out == ""
        assert "error: one" in seen.err
        assert ("1 done" in seen.err) == shown


def test_every_table_of_the_program_has_columns_to_show() -> None:
    assert set(columns.COLUMNS) == {
        "actors", "causes", "claims", "contradictions", "documents", "events", "inquiries",
        "mentions", "questions", "relations",
    }  # fmt: skip
