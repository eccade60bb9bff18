from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.records import Record

_READER = """
import sys
from detente.casebook import Casebook
seen = 0
with Casebook(sys.argv[1]) as casebook:
    print("ready", flush=True)
    while seen < int(sys.argv[2]):
        now = len(casebook.documents())
        assert now >= seen, (now, seen)
        assert len(casebook.events()) >= now
        assert len(casebook.search("text")) >= now
        seen = now
print("done", seen)
"""


def _reader(folder: Path, until: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _READER, str(folder), str(until)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


@pytest.mark.slow
def test_two_processes_read_while_one_writes(
    tmp_path: Path, small_record: Callable[..., Record]
) -> None:
    with Casebook(tmp_path) as casebook, casebook.writer() as writer:
        writer.add(small_record("Text 0."))
        writer.flush()
        with _reader(tmp_path, 40) as first, _reader(tmp_path, 40) as second:
            for reader in (first, second):
                assert reader.stdout
                assert reader.stdout.readline() == "ready\n"
            for number in range(1, 40):
                writer.add(small_record(f"Text {number}."))
                writer.flush()
            assert first.communicate(timeout=60)[0] == "done 40\n"
            assert second.communicate(timeout=60)[0] == "done 40\n"


def test_a_second_writer_is_refused_after_a_short_wait(tmp_path: Path) -> None:
    with (
        Casebook(tmp_path) as casebook,
        casebook.writer(),
        pytest.raises(CasebookError, match="D204"),
        casebook.writer(wait=0.1),
    ):
        pass


def test_a_second_writer_waits_for_the_first(
    tmp_path: Path, small_record: Callable[..., Record]
) -> None:
    with Casebook(tmp_path) as casebook:
        started, ending = threading.Event(), threading.Event()

        def hold() -> None:
            with casebook.writer() as writer:
                writer.add(small_record("Text one."))
                started.set()
                ending.wait(5)

        thread = threading.Thread(target=hold)
        thread.start()
        started.wait(5)
        threading.Timer(0.2, ending.set).start()
        with casebook.writer(wait=5) as writer:
            assert not writer.add(small_record("Text one."))
        thread.join()
        assert len(casebook.documents()) == 1


def test_a_busy_ledger_does_not_stop_the_writer(
    tmp_path: Path, small_record: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.casebook.ledger._PATIENCE", 0.1)
    with Casebook(tmp_path) as casebook:
        casebook.search("text")
        with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as other:
            other.execute("BEGIN EXCLUSIVE")
            with casebook.writer() as writer:
                writer.add(small_record("Text one."))
            assert len(casebook.search("text")) == 1
        assert len(casebook.search("text")) == 1
