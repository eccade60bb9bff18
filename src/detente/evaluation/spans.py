"""How stretches of text are compared: as words, as whole spans, and by overlap.

Spans are half-open pairs of code points. A word is a run of letters and digits, so that marks and
blanks at an edge, on which annotators differ, decide nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from detente.evaluation.core import Counts, counts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Span = tuple[int, int]
Spans = tuple[Span, ...]

_WORD: Final = re.compile(r"\w+")


def of(pairs: Iterable[Iterable[int]] | None) -> Spans:
    """The spans of a JSON list of pairs; none where there is no list."""
    return tuple((start, end) for start, end in pairs or ())


def words(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words start that lie in some of the spans."""
    return {m.start() for start, end in spans for m in _WORD.finditer(text, start, end)}


def trimmed(text: str, spans: Iterable[Span]) -> set[Span]:
    """The spans from their first word to their last; those without words fall away."""
    return {s for span in spans for s in joined(text, [span])}


def joined(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """The spans trimmed to their words, those with nothing but marks between them made one."""
    current: Span | None = None
    for start, end in sorted(spans):
        found = [m.span() for m in _WORD.finditer(text, start, end)]
        if not found:
            continue
        first, last = found[0][0], found[-1][1]
        if current and not _WORD.search(text, current[1], first):
            current = current[0], max(last, current[1])
            continue
        if current:
            yield current
        current = first, last
    if current:
        yield current


def overlap(some: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether any of some spans overlaps any of the others."""
    against = list(others)
    return any(start < last and first < end for start, end in some for first, last in against)


def word_counts(text: str, gold: Iterable[Span], ours: Iterable[Span]) -> Counts:
    """Counts of the words in our spans against those in the gold's."""
    return counts_of(words(text, gold), words(text, ours))


def shown(text: str, spans: Iterable[Span]) -> str:
    """The words of spans for a reader, gaps as an ellipsis."""
    return " … ".join(text[start:end] for start, end in spans)
