from __future__ import annotations

from typing import TYPE_CHECKING

from detente.batch.parts import Parts, key
from detente.batch.tasks import Read, Refusal
from detente.batch.worker import Limits
from detente.records import Document, Problem
from tests.batch.fakes import INFO

if TYPE_CHECKING:
    from pathlib import Path

LIMITS = Limits()
DOCUMENT = Document(id="sha256:a", text="Talks began.")


def test_a_part_is_what_was_put(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "parts")
    parts.put("a", '{"a": "\\ud800"}')
    parts.put("b", Refusal("D114", "a.txt", "more than 1 s"))
    assert parts.get("a") == '{"a": "\\ud800"}'
    assert parts.get("b") == Refusal("D114", "a.txt", "more than 1 s")
    assert parts.get("c") is None


def test_a_part_that_a_crash_has_damaged_counts_for_nothing(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.put("a", '{"schema": "detente/1"}')
    whole = (tmp_path / "a.json").read_bytes()
    for damaged in (b"", whole[:-4], bytes(len(whole)), b"\xff" + whole):
        (tmp_path / "a.json").write_bytes(damaged)
        assert parts.get("a") is None


def test_parts_are_dropped_one_by_one_and_all_together(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "parts")
    for each in "abc":
        parts.put(each, "{}")
    parts.drop(["a", "nothing"])
    assert (parts.get("a"), parts.get("b")) == (None, "{}")
    parts.clear()
    assert not (tmp_path / "parts").exists()


def test_a_part_is_named_by_all_that_it_depends_on() -> None:
    task = Read("a.txt", DOCUMENT)
    keys = [
        key(task, INFO, LIMITS),
        key(task, INFO, Limits(seconds=1.0)),
        key(task, INFO, Limits(room=1)),
        key(task, INFO.model_copy(update={"version": "2"}), LIMITS),
        key(task, INFO.model_copy(update={"model": "other"}), LIMITS),
        key(Read("a.txt", DOCUMENT, (Problem(what="no date"),)), INFO, LIMITS),
        key(Read("a.txt", DOCUMENT.model_copy(update={"title": "Talks"})), INFO, LIMITS),
    ]
    assert len(set(keys)) == len(keys)
    assert key(Read("b.txt", DOCUMENT), INFO, LIMITS) == keys[0]
