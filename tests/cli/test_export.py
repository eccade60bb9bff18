from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.casebook.objects import Objects
from detente.export import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written_and_counted(
    run: Run, filled: Path, tmp_path: Path, form: str
) -> None:
    result = run("export", form, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.strip().endswith(str(tmp_path / "out"))
    assert (tmp_path / "out").is_dir() == FORMATS[form].folder


def test_files_and_folders_go_to_object_storage(
    run: Run, filled: Path, tmp_path: Path, address: str
) -> None:
    formats = ("polecat", "gdelt", "arrow")
    for form in formats:
        result = run("export", form, "-o", f"{address}/{form}")
        assert result.stderr.strip().endswith(f" · {address}/{form}"), result.stderr
        run("export", form, "-o", tmp_path / form)
    here = {p.relative_to(tmp_path).as_posix() for form in formats for p in files(tmp_path / form)}
    there = {name for name in Objects(address).sizes() if not name.endswith("export.json")}
    assert there == here


def files(path: Path) -> list[Path]:
    """The files of an export, which may be one."""
    return [each for each in (path, *path.glob("**/*")) if each.is_file()]


def test_filters_narrow(run: Run, filled: Path, tmp_path: Path) -> None:
    result = run("export", "polecat", "--type", "assault", "-o", tmp_path / "out")
    assert result.stderr.startswith("1 event")


def test_one_table_is_one_file(run: Run, filled: Path, tmp_path: Path) -> None:
    result = run("export", "csv", "--table", "claims", "-o", tmp_path / "claims.csv")
    assert result.stderr.startswith("3 rows")
    assert (tmp_path / "claims.csv").read_text().count("\n") == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("polecat", "-o", "nowhere/out"), "D303"),
        (("polecat", "--table", "claims", "-o", "out"), "D302"),
        (("polecat", "--casebook", "nowhere", "-o", "out"), "D205"),
    ],
)
def test_bad_use_is_refused(run: Run, filled: Path, arguments: tuple[str, ...], code: str) -> None:
    result = run("export", *arguments)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"[{code}]\n")
