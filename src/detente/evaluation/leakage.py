"""Leakage: which sentences of gold stand in training files too, word for word or nearly.

Sentences are compared as runs of lower-case words; a sentence overlaps a file if at least half of
its runs of five words occur in it. Sentences of fewer than six words say nothing and are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from detente.evaluation.gold import read_lines
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_WORD: Final = re.compile(r"\w+")
_END: Final = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")
_FEWEST: Final = 6
_RUN: Final = 5
_HALF: Final = 0.5

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leak:
    """What a training file shares with a gold file: of so many sentences, so many are the same,
    and so many more overlap; `example` is one of them, as words.
    """

    train: str
    gold: str
    sentences: int
    same: int
    overlapping: int
    example: str


def learnt(folder: Path) -> dict[str, Path]:
    """The training files in a folder of gold that the shipped model has learned from, by name."""
    named = (f"{row['set']}/train.jsonl" for row in rows("detente.evaluation", "learnt"))
    return {name: folder / name for name in named if (folder / name).is_file()}


def measurable(folder: Path) -> dict[str, Path]:
    """The development and test files in a folder of gold, by name, in tasks or not."""
    found = (path for part in ("dev", "test") for path in folder.glob(f"*/{part}.jsonl"))
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def leaks(train: Mapping[str, Path], gold: Mapping[str, Path]) -> Iterator[Leak]:
    """Compare every training file with every gold file.

    Args:
        train: Name to JSON Lines file whose objects have `text`.
        gold: The same of dev and test files.

    Yields:
        A leak for each pair of files that share a sentence.
    """
    wanted = {name: set(sentences(path)) for name, path in gold.items()}
    for train_name, path in train.items():
        known = set(sentences(path))
        runs = {run for sentence in known for run in _runs(sentence)}
        for gold_name, asked in wanted.items():
            same = asked & known
            near = {s for s in asked - known if _share(s, runs) >= _HALF}
            if same or near:
                example = " ".join(min(same or near))
                yield Leak(train_name, gold_name, len(asked), len(same), len(near), example)


def sentences(path: Path) -> Iterator[Words]:
    """The sentences of the texts of a file, as words."""
    for case in read_lines(path):
        yield from _sentences(str(case.get("text", "")))


def _sentences(text: str) -> Iterator[Words]:
    for part in _END.split(text):
        words = tuple(_WORD.findall(part.casefold()))
        if len(words) >= _FEWEST:
            yield words


def _runs(words: Words) -> Iterator[Words]:
    return (words[n : n + _RUN] for n in range(len(words) - _RUN + 1))


def _share(words: Words, known: set[Words]) -> float:
    """The share of a sentence's runs of words that are among known ones."""
    found = [run in known for run in _runs(words)]
    return sum(found) / len(found)
