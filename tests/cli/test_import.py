from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

HEADER = "Event ID\tEvent Date\tSource Name\tCAMEO Code\tTarget Name\n"


def test_rows_become_events(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tab").write_text(HEADER + "1\t2001-02-03\tIran\t190\tIraq\n")
    result = run("import", "icews", "a.tab", "--into", "casebook")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "a.tab: 1 event brought in · casebook\n"
    assert "ASSAULT" in run("events", "--format", "table").stdout


def test_a_bad_row_is_told_by_the_exit_status(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.tab").write_text(HEADER + "1\t2001-02-03\tIran\t19x\tIraq\n")
    result = run("import", "icews", "a.tab", "--into", "casebook")
    assert result.exit_code == 1
    assert "1 not understood" in result.stderr


@pytest.mark.parametrize(("name", "code"), [("absent", "D101"), ("a.tab", "D113")])
def test_what_cannot_be_read_is_refused_and_leaves_nothing(
    run: Run, tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "a.tab").write_text(HEADER)
    result = run("import", "polecat", name, "--into", "casebook")
    assert result.exit_code == 2
    assert result.stderr.endswith(f"[{code}]\n")
    assert not (tmp_path / "casebook").exists()
