from __future__ import annotations

import json
from typing import TYPE_CHECKING

from detente.evaluation import leakage

if TYPE_CHECKING:
    from pathlib import Path

_SENTENCE = "The envoy of Norway left the capital on Friday after the talks."


def _file(path: Path, *texts: str) -> Path:
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts), "utf-8")
    return path


def _found(tmp_path: Path, train: str, gold: str) -> list[tuple[int, int]]:
    files = [_file(tmp_path / name, text) for name, text in (("t", train), ("g", gold))]
    leaks = leakage.leaks({"train": files[0]}, {"gold": files[1]})
    return [(leak.same, leak.overlapping) for leak in leaks]


def test_the_same_sentence_is_found_whatever_its_marks_and_capitals(tmp_path: Path) -> None:
    copy = "“The Envoy of Norway left the capital on Friday – after the talks”"
    assert _found(tmp_path, _SENTENCE, copy) == [(1, 0)]


def test_a_sentence_is_found_inside_a_document(tmp_path: Path) -> None:
    document = f"It rained for the whole of that week. {_SENTENCE} Nothing else was heard of it."
    assert _found(tmp_path, document, _SENTENCE) == [(1, 0)]


def test_a_sentence_half_of_whose_runs_are_known_overlaps(tmp_path: Path) -> None:
    assert _found(tmp_path, _SENTENCE, _SENTENCE.replace("talks", "dinner")) == [(0, 1)]


def test_a_sentence_that_shares_a_few_words_does_not(tmp_path: Path) -> None:
    other = "The envoy of Norway left his hat and his old umbrella at the hotel."
    assert _found(tmp_path, _SENTENCE, other) == []


def test_short_sentences_are_left_out(tmp_path: Path) -> None:
    assert _found(tmp_path, "He said so on Friday.", "He said so on Friday.") == []


def test_a_leak_names_files_and_an_example(tmp_path: Path) -> None:
    path = _file(tmp_path / "t", _SENTENCE)
    (leak,) = leakage.leaks({"train": path}, {"gold": path})
    assert (leak.train, leak.gold, leak.sentences) == ("train", "gold", 1)
    assert leak.example.startswith("the envoy of norway")


def test_what_was_learned_from_is_what_is_here_of_it(tmp_path: Path) -> None:
    for name in ("polnear/train", "polnear/dev", "unheard_of/train"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        _file(tmp_path / f"{name}.jsonl", _SENTENCE)
    assert leakage.learnt(tmp_path) == {"polnear/train.jsonl": tmp_path / "polnear/train.jsonl"}


def test_development_and_test_files_may_be_measured(tmp_path: Path) -> None:
    for part in ("train", "dev", "test"):
        (tmp_path / "new").mkdir(exist_ok=True)
        _file(tmp_path / "new" / f"{part}.jsonl", _SENTENCE)
    assert list(leakage.measurable(tmp_path)) == ["new/dev.jsonl", "new/test.jsonl"]
