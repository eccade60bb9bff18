"""Keeping sentences of development files out of training: sets of one family share texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from training.cutting import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from training.examples import Example

_WORD: Final = re.compile(r"\w+")
_FEWEST: Final = 6
"""A sentence of fewer words may stand in any text."""
_RUN: Final = 5
_HALF: Final = 0.5

Words = tuple[str, ...]


def normal(sentence: str) -> Words:
    """A sentence as its lower-case words.

    >>> normal("He didn't go .")
    ('he', 'didn', 't', 'go')
    """
    return tuple(_WORD.findall(sentence.lower()))


def without_leaks(
    examples: Iterable[Example], dev_examples: Iterable[Example]
) -> Iterator[Example]:
    """The examples without the sentences that stand in development examples too.

    A sentence does if half of its runs of five words or more do, in lower case: sets of one family
    cut and space their sentences in different ways. Those of fewer than six words never count. An
    example is cut where such a sentence stands: its other sentences, run by run, become examples
    of their own. One that has labels of its whole text is left out altogether.
    """
    known = {run for each in dev_examples for run in runs(normal(each.text))}
    for example in examples:
        kept = [not _leaks(normal(example.text[a:b]), known) for a, b in example.sentences]
        if all(kept):
            yield example
        elif not example.labels:
            for start, end in _stretches(example.sentences, kept):
                yield cut(example, start, end)


def runs(words: Words) -> Iterator[Words]:
    """The runs of five words in a row."""
    return (words[i : i + _RUN] for i in range(len(words) - _RUN + 1))


def _leaks(words: Words, known: set[Words]) -> bool:
    if len(words) < _FEWEST:
        return False
    found = [run in known for run in runs(words)]
    return sum(found) >= _HALF * len(found)


def _stretches(
    sentences: Iterable[tuple[int, int]], kept: Iterable[bool]
) -> Iterator[tuple[int, int]]:
    """From where to where sentences follow each other that are kept."""
    stretch: tuple[int, int] | None = None
    for (start, end), keep in zip(sentences, kept, strict=True):
        if keep:
            stretch = (stretch[0] if stretch else start, end)
        elif stretch:
            yield stretch
            stretch = None
    if stretch:
        yield stretch
