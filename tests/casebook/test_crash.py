from __future__ import annotations

import hashlib
import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.casebook import Casebook
from detente.casebook.runs import runs_in

if TYPE_CHECKING:
    from types import ModuleType

_ADDER = Path(__file__).with_name("adder.py")
_ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture(scope="module")
def adder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("adder", _ADDER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(_ADDER), str(folder), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=_ENVIRONMENT,
    )


def _run(folder: Path, *arguments: str) -> int:
    with _start(folder, *arguments) as process:
        process.communicate(timeout=60)
        return process.returncode


def _check_whole(folder: Path, adder: ModuleType) -> int:
    """Everything there is right and there once; gives the number of documents."""
    if not (folder / "casebook.json").exists():
        return 0
    expected = {made.document.id: made for made in map(adder.record, range(adder.FIFTY))}
    with Casebook(folder) as casebook:
        held = [row["document"] for row in casebook.documents()]
        assert len(held) == len(set(held))
        assert sorted(row["document"] for row in casebook.events()) == sorted(held)
        assert len(casebook.query("SELECT * FROM all_documents")) == len(held)
        for document in held:
            assert casebook.record(document) == expected[document]
            (original,) = casebook.originals(expected[document].document)
            assert original.raw.decode() == expected[document].document.text
        for run in runs_in(folder / "runs"):
            for name, digest in run.manifest()["sha256"].items():
                data = (run.folder / name).read_bytes()
                assert hashlib.sha256(data).hexdigest() == digest
    return len(held)


def _check_complete(folder: Path, adder: ModuleType) -> None:
    assert _check_whole(folder, adder) == adder.FIFTY
    leftovers = [path for path in folder.rglob(".*") if path.name.endswith(".part")]
    assert leftovers == []
    with Casebook(folder) as casebook:
        assert len(casebook.search("delay")) == adder.FIFTY


@pytest.mark.slow
def test_a_writer_killed_between_any_two_documents_loses_nothing_that_was_whole(
    tmp_path: Path, adder: ModuleType
) -> None:
    chance = random.Random(20200513)  # noqa: S311 - where to kill, not a secret
    folder = tmp_path / "casebook"
    held = 0
    for lines in (1, 15, 16, 20, 33, 48):
        with _start(folder) as process:
            assert process.stdout
            for _ in range(lines):
                process.stdout.readline()
            time.sleep(chance.uniform(0, 0.03))
            process.send_signal(signal.SIGKILL)
        now = _check_whole(folder, adder)
        assert now >= held
        held = now
    assert _run(folder) == 0
    _check_complete(folder, adder)


@pytest.mark.slow
def test_a_writer_killed_at_any_flush_to_the_disk_leaves_a_whole_casebook(
    tmp_path: Path, adder: ModuleType
) -> None:
    folder = tmp_path / "casebook"
    # The first sixteen documents take 96 flushes, the run of them ten.
    for flush in (1, 2, 3, 96, *range(1, 13)):
        assert _run(folder, str(flush)) == -signal.SIGKILL
        _check_whole(folder, adder)
    assert _run(folder) == 0
    _check_complete(folder, adder)


def test_a_second_whole_run_adds_nothing(tmp_path: Path, adder: ModuleType) -> None:
    folder = tmp_path / "casebook"
    assert _run(folder) == 0
    before = sorted(path for path in folder.rglob("*") if path.suffix != ".sqlite")
    assert _run(folder) == 0
    after = sorted(path for path in folder.rglob("*") if path.suffix != ".sqlite")
    assert before == after
    _check_complete(folder, adder)
