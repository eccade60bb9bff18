from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.records import Record


def test_an_absent_folder_becomes_a_casebook(tmp_path: Path) -> None:
    with Casebook(tmp_path / "deep" / "casebook"):
        pass
    marker = json.loads((tmp_path / "deep" / "casebook" / "casebook.json").read_text())
    assert marker["format"] == "detente-casebook/1"


@pytest.mark.parametrize("address", ["s3://bucket/prefix", "file:///srv/casebook"])
def test_an_address_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for each in (address, Path(address)):
        with pytest.raises(CasebookError, match=f"^{address}: .*D213"):
            Casebook(each)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_on_the_way_called_like_a_month_is_no_column(
    tmp_path: Path, small_record: Callable[..., Record]
) -> None:
    with Casebook(tmp_path / "plain") as plain, Casebook(tmp_path / "month=2020-01") as other:
        with other.writer() as writer:
            writer.add(small_record("Envoys met in Oman."))
        assert other.columns("documents") == plain.columns("documents")
        assert list(other.documents()[0]) == other.columns("documents")


def test_an_empty_folder_becomes_a_casebook(tmp_path: Path) -> None:
    with Casebook(tmp_path) as casebook:
        assert casebook.documents() == casebook.events() == casebook.actors() == []


def test_a_folder_left_by_a_maker_that_was_killed_becomes_a_casebook(tmp_path: Path) -> None:
    (tmp_path / ".casebook.json.4711.part").write_text("{")
    with Casebook(tmp_path) as casebook, casebook.writer():
        assert not list(tmp_path.glob(".*.part"))


def test_a_casebook_opens_again(tmp_path: Path, gulf_wire: Record) -> None:
    with Casebook(tmp_path) as casebook, casebook.writer() as writer:
        writer.add(gulf_wire)
    with Casebook(tmp_path, create=False) as casebook:
        assert casebook.record(gulf_wire.document.id) == gulf_wire


@pytest.mark.parametrize(
    ("marker", "code"),
    [
        ('{"format": "detente-casebook/2"}', "D201"),
        ('{"format": "other/1"}', "D202"),
        ('{"format": "detente-casebook/one"}', "D202"),
        ("[]", "D202"),
        ("not json", "D202"),
    ],
)
def test_a_marker_of_another_form_is_refused(tmp_path: Path, marker: str, code: str) -> None:
    (tmp_path / "casebook.json").write_text(marker)
    with pytest.raises(CasebookError, match=code):
        Casebook(tmp_path)


def test_a_folder_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    with pytest.raises(CasebookError, match="D202"):
        Casebook(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["documents"]


def test_a_file_is_no_casebook(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("notes")
    with pytest.raises(CasebookError, match="D202"):
        Casebook(path)


def test_none_is_made_unasked(tmp_path: Path) -> None:
    with pytest.raises(CasebookError, match="D205"):
        Casebook(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CasebookError, match="D203"):
        Casebook(tmp_path / "file" / "casebook")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere"
)
def test_a_read_only_casebook_reads_and_refuses_to_be_written(
    tmp_path: Path, gulf_wire: Record
) -> None:
    with Casebook(tmp_path) as casebook, casebook.writer() as writer:
        writer.add(gulf_wire)
    tmp_path.chmod(0o500)
    try:
        with Casebook(tmp_path) as casebook:
            assert len(casebook.search("pentagon")) == 1
            with pytest.raises(CasebookError, match="D203"), casebook.writer():
                pass
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_refuses_leaves_nothing_half_written(
    tmp_path: Path,
    small_record: Callable[..., Record],
    monkeypatch: pytest.MonkeyPatch,
    error: int,
) -> None:
    def refuse(_: int) -> None:
        raise OSError(error, os.strerror(error))

    with Casebook(tmp_path) as casebook:
        with casebook.writer() as writer:
            writer.add(small_record("Text one."))
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", refuse)
            with pytest.raises(CasebookError, match="D203"), casebook.writer() as writer:
                writer.add(small_record("Text two."))
        assert [record.document.text for record in casebook.records()] == ["Text one."]
        with casebook.writer() as writer:
            assert writer.add(small_record("Text two."))
        assert len(casebook.documents()) == 2


_TIGHT = """
import resource, signal, sys
from detente.casebook import Casebook
from detente.errors import CasebookError
from detente.records import Record
record = Record.model_validate_json(sys.stdin.read())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    with Casebook(sys.argv[1]) as casebook, casebook.writer() as writer:
        writer.add(record)
except CasebookError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")
@pytest.mark.parametrize("limit", [10, 200, 1500, 6000])
def test_a_file_that_cannot_grow_is_a_named_error(
    tmp_path: Path, gulf_wire: Record, limit: int
) -> None:
    result = subprocess.run(
        [sys.executable, "-c", _TIGHT, str(tmp_path), str(limit)],
        input=gulf_wire.to_json(),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (result.stdout, result.stderr) == ("D203\n", "")
    with Casebook(tmp_path) as casebook, casebook.writer() as writer:
        writer.add(gulf_wire)
    with Casebook(tmp_path) as casebook:
        assert casebook.record(gulf_wire.document.id) == gulf_wire
        assert len(casebook.events()) == len(gulf_wire.events)


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:40])


def _garble(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:20] + bytes(len(data) - 20))


@pytest.mark.parametrize("damage", [_truncate, _garble, Path.unlink])
@pytest.mark.parametrize("table", ["documents", "events"])
def test_a_damaged_run_is_a_named_error(
    tmp_path: Path, gulf_wire: Record, damage: Callable[[Path], None], table: str
) -> None:
    with Casebook(tmp_path) as casebook, casebook.writer() as writer:
        writer.add(gulf_wire)
    damage(tmp_path / "runs" / "00000001-00000001" / f"{table}.parquet")
    with Casebook(tmp_path) as casebook, pytest.raises(CasebookError, match="D207"):
        casebook.events()


def test_a_missing_original_is_a_named_error(tmp_path: Path, gulf_wire: Record) -> None:
    with Casebook(tmp_path) as casebook:
        with casebook.writer() as writer:
            writer.add(gulf_wire, raw=b"raw")
        for path in (tmp_path / "documents").rglob("*.raw"):
            path.unlink()
        with pytest.raises(CasebookError, match="D207"):
            casebook.originals(gulf_wire.document)
