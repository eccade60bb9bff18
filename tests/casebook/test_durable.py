from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from detente.casebook import durable
from detente.casebook.lock import locked
from detente.errors import CasebookError

if TYPE_CHECKING:
    from pathlib import Path


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for data in (b"one", b"two"):
        durable.write_file(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_flushed_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    durable.write_file(path, b"old")
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(OSError, match="space"):
        durable.write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_may_be_written_first_in_another_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    durable.write_file(tmp_path / "deep" / "file", b"data", beside=tmp_path)
    assert (tmp_path / "deep" / "file").read_bytes() == b"data"


def test_a_folder_is_put_in_place_with_all_its_files(tmp_path: Path) -> None:
    place = tmp_path / "run"
    part = durable.part_of(place)
    part.mkdir()
    (part / "a").write_bytes(b"a")
    durable.place_folder(part, place)
    assert (place / "a").read_bytes() == b"a"
    assert not part.exists()


def test_parts_are_removed_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / ".a.part").mkdir()
    (tmp_path / ".a.part" / "file").write_text("")
    (tmp_path / ".b.part").write_text("")
    (tmp_path / ".hidden").write_text("")
    (tmp_path / "c.part").write_text("")
    durable.remove_parts(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".hidden", "c.part"]


def test_what_the_system_says_is_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match=r"No space left on device\) \[D203\]"):
        _write_on_full_disk(tmp_path)


def _write_on_full_disk(path: Path) -> None:
    with durable.writing(path):
        _full()


def test_a_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    def failing() -> None:
        with locked(path, wait=0):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    with locked(path, wait=0):
        pass


def test_a_lock_that_cannot_be_made_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="D203"), locked(tmp_path / "no" / "lock", wait=0):
        pass
