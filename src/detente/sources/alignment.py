"""Where each character of a document's text stood in what was read.

A document's text is cleaned: line ends become one character, lines of a page are joined, scripts
are left out. An `Alignment` is kept while that happens, so that no offset is ever searched for
again. All offsets count code points and are half-open.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that were carried over as they are, one for one.

    `length` characters from `start` in the text are those from `origin` in the original of `page`,
    which counts from 1.
    """

    start: int
    origin: int
    length: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """A stretch of one original: `originals[page - 1][start:end]`."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The runs of a text, in order, and the originals that they lead back to.

    `originals` holds one text for a file without pages, and one a page for a PDF, where an offset
    is also the index of the character on its page as PDFium counts it.
    """

    originals: tuple[str, ...]
    runs: tuple[Run, ...]

    def origins(self, start: int, end: int) -> tuple[Origin, ...]:
        r"""The stretches of the originals that text `[start:end]` was made of, in its order.

        Characters that cleaning put in (a blank line between two paragraphs) have none; what it
        left out between two runs is part of no stretch. Neighbouring runs of one page are joined
        where nothing lies between them.

        >>> cleaned = Alignment(("one\r\ntwo",), (Run(0, 0, 3), Run(4, 5, 3)))
        >>> cleaned.origins(2, 6)
        (Origin(page=1, start=2, end=3), Origin(page=1, start=5, end=7))
        """
        first = max(bisect_right(self.runs, start, key=lambda run: run.start) - 1, 0)
        found: list[Origin] = []
        for run in self.runs[first:]:
            if run.start >= end:
                break
            low, high = max(start, run.start), min(end, run.start + run.length)
            if low < high:
                shift = run.origin - run.start
                _extend(found, Origin(run.page, low + shift, high + shift))
        return tuple(found)

    def page(self, offset: int) -> int | None:
        """The page, from 1, of the character at `offset`; `None` for one that cleaning put in."""
        origins = self.origins(offset, offset + 1)
        return origins[0].page if origins else None


def _extend(found: list[Origin], origin: Origin) -> None:
    """Append `origin` to `found`, or lengthen the last one if `origin` begins where it ends."""
    if found and (found[-1].page, found[-1].end) == (origin.page, origin.start):
        found[-1] = Origin(origin.page, found[-1].start, origin.end)
    else:
        found.append(origin)


@dataclass(frozen=True, slots=True)
class Piece:
    """A few characters of a text being put together, and where they came from.

    `origin` is `None` for characters that stand in no original.
    """

    text: str
    origin: int | None = None
    page: int = 1


def join(pieces: Iterable[Piece]) -> tuple[str, tuple[Run, ...]]:
    """The text that `pieces` make, and the runs that lead back to where they came from."""
    words: list[str] = []
    runs: list[Run] = []
    length = 0
    for piece in pieces:
        words.append(piece.text)
        if piece.origin is not None and piece.text:
            runs.append(Run(length, piece.origin, len(piece.text), piece.page))
        length += len(piece.text)
    return "".join(words), tuple(runs)
