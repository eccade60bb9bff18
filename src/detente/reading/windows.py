"""Texts laid into windows of whole sentences, as long as the encoder reads at once.

Each piece of the text belongs to one window. Where it fits, the sentence before a window's first
stands in it too, as context that the window does not answer for. A sentence that is too long for
a window is cut at the last space that fits.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.reading.pieces import Pieces

LENGTH: Final = 190
"""The most pieces in a window, with those that open and close it."""
CONTEXT: Final = 64
"""The most pieces of a sentence that is taken as context."""


class Extent(NamedTuple):
    """A window's pieces of the text: context from `context`, its own from `first` to `last`."""

    context: int
    first: int
    last: int


def extents(cut: Pieces, sentences: Sequence[tuple[int, int]]) -> list[Extent]:
    """How a text of these pieces and sentences is laid into windows.

    Args:
        cut: The pieces of the text.
        sentences: Where its sentences start and end, in code points, in order.
    """
    room = LENGTH - 2
    starts = cut.spans[:, 0]
    bounds = [0, *(int(np.searchsorted(starts, s)) for s, _ in sentences[1:]), len(cut)]
    units = [part for first, last in pairwise(bounds) for part in _parts(cut, first, last, room)]
    found: list[Extent] = []
    before = 0
    for first, last in units:
        if found and last - found[-1].context <= room:
            found[-1] = found[-1]._replace(last=last)
        else:
            fits = first - before <= CONTEXT and last - before <= room
            found.append(Extent(before if fits else first, first, last))
        before = first
    return found


def _parts(cut: Pieces, first: int, last: int, room: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or in parts that fit, each ending where a space is."""
    while last - first > room:
        gaps = cut.spans[first + 1 : first + room + 1, 0] > cut.spans[first : first + room, 1]
        (spaces,) = np.nonzero(gaps)
        end = first + 1 + int(spaces[-1]) if len(spaces) else first + room
        yield first, end
        first = end
    if last > first:
        yield first, last
