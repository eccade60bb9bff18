from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def test_each_row_says_who_says_what(run: Run, twice: Path) -> None:
    (row,) = json.loads(run("contradictions", "--kind", "killed").stdout)
    assert (row["first"]["says"], row["second"]["says"]) == ("2", "6")
    shown = run("contradictions", "--format", "table").stdout
    assert "1 contradiction" in shown
    assert row["happening"][:8] in shown


def test_they_are_narrowed_by_the_event(run: Run, twice: Path) -> None:
    assert json.loads(run("contradictions", "--type", "ASSAULT").stdout)
    assert json.loads(run("contradictions", "--type", "AID").stdout) == []
    assert json.loads(run("contradictions", "--kind", "blame").stdout) == []


def test_a_file_gets_the_columns_of_a_table(run: Run, twice: Path, tmp_path: Path) -> None:
    run("contradictions", "-o", str(tmp_path / "against.csv"))
    header = (tmp_path / "against.csv").read_text("utf-8").splitlines()[0]
    assert header == "kind,happening,first,second"
