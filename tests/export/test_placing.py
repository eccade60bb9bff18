from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.export.placing import placing

if TYPE_CHECKING:
    from pathlib import Path


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_appears_at_the_end(tmp_path: Path) -> None:
    with placing(tmp_path / "a", folder=False) as part:
        part.write_text("new")
        assert not (tmp_path / "a").exists()
    assert _names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "new"


def test_after_an_error_the_old_file_stands(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    with pytest.raises(ZeroDivisionError):
        _fail(tmp_path / "a")
    assert _names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "old"


def test_files_take_their_places_in_a_folder_that_is_there(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "kept").write_text("kept")
    (out / "a").write_text("old")
    with placing(out, folder=True) as part:
        (part / "a").write_text("new")
    assert _names(out) == ["a", "kept"]
    assert (out / "a").read_text() == "new"
    assert _names(tmp_path) == ["out"]


def _fail(path: Path) -> None:
    with placing(path, folder=False) as part:
        part.write_text("half")
        raise ZeroDivisionError


@pytest.mark.parametrize("folder", [True, False])
def test_a_file_is_no_folder(tmp_path: Path, *, folder: bool) -> None:
    out = tmp_path / "out"
    if folder:
        out.write_text("")
    else:
        out.mkdir()
    with pytest.raises(UsageError, match="D303"), placing(out, folder=folder):
        pass


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(UsageError, match="D303"),
        placing(tmp_path / "absent" / "a", folder=False) as part,
    ):
        part.write_text("")
