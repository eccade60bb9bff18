from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.evaluation import gold, registry

if TYPE_CHECKING:
    from pathlib import Path


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_case_without_an_id_is_named_by_file_and_line(tmp_path: Path) -> None:
    path = _written(tmp_path / "x.jsonl", '{"text": "a"}\n\n{"id": "b"}\n')
    assert [case["id"] for case in gold.read_lines(path)] == ["x.jsonl#1", "b"]


@pytest.mark.parametrize("line", ["{", "[1]", '"words"'])
def test_a_line_that_is_no_object_is_refused_with_its_number(line: str, tmp_path: Path) -> None:
    path = _written(tmp_path / "x.jsonl", '{"text": "a"}\n' + line)
    with pytest.raises(UsageError, match=r"line 2.*D305"):
        gold.read_lines(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="D304"):
        gold.read_lines(tmp_path / "x.jsonl")


def test_the_folder_given_comes_before_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, named = tmp_path / "given", tmp_path / "named"
    given.mkdir()
    named.mkdir()
    monkeypatch.setenv(gold.VARIABLE, str(named))
    assert gold.folder(given) == given
    assert gold.folder() == named


def test_without_any_folder_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(gold.VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert gold.folder() is None


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="D304"):
        gold.folder(tmp_path / "absent")


def test_the_sets_of_a_task_are_those_that_are_here(tmp_path: Path) -> None:
    public = _written(tmp_path / "gold/plover/dev.jsonl", "")
    ours = _written(tmp_path / "own/events.jsonl", "")
    found = gold.sets(registry.task("events"), tmp_path / "gold", tmp_path / "own")
    assert found == {"plover/dev.jsonl": public, "own/events.jsonl": ours}
    assert gold.sets(registry.task("timex"), tmp_path / "gold", tmp_path / "own") == {}


def test_files_that_tell_more_of_a_gold_file_are_parts_of_it(tmp_path: Path) -> None:
    path = _written(tmp_path / "dev.jsonl", "")
    _written(tmp_path / "dev.countries.json", "")
    _written(tmp_path / "train.jsonl", "")
    assert list(gold.parts(path)) == ["dev.countries.json", "dev.jsonl"]


def test_lists_of_facts_and_their_texts_are_parts_of_the_file_that_names_them(
    tmp_path: Path,
) -> None:
    path = _written(tmp_path / "own/facts.jsonl", '{"facts": "../facts/dev-*.json"}')
    for name in ("dev-1.json", "dev-1.txt", "held-1.json"):
        _written(tmp_path / "facts" / name, "")
    assert list(gold.parts(path)) == ["../facts/dev-1.json", "../facts/dev-1.txt", "facts.jsonl"]


def test_one_changed_letter_changes_the_digest(tmp_path: Path) -> None:
    one = gold.digest(_written(tmp_path / "x", "a"))
    assert one != gold.digest(_written(tmp_path / "x", "b"))
    assert one == gold.digest(_written(tmp_path / "x", "a"))


def test_a_lost_part_changes_the_digest(tmp_path: Path) -> None:
    path = _written(tmp_path / "own/facts.jsonl", '{"facts": "../facts/*.json"}')
    lost = _written(tmp_path / "facts/1.json", "")
    before = gold.digest(path)
    lost.unlink()
    assert gold.digest(path) != before
