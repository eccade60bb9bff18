"""A long text in stretches: as much of it as a page shows at a time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 20_000
"""Code points of a stretch, some seven printed pages; of a text that is shown whole a half more."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text.

    Attributes:
        number: Which it is, from 1.
        count: How many the text has.
        start: Where it begins, in code points.
        end: Where it ends, that place not included.
        before, after: Where the one before and the one after begin; None if there is none.
    """

    number: int
    count: int
    start: int
    end: int
    before: int | None = None
    after: int | None = None

    def holds(self, start: int, end: int) -> bool:
        """Whether any of some characters is in it."""
        return start < self.end and end > self.start


def around(text: str, at: int, longest: int = LONGEST) -> Stretch:
    r"""The stretch of a text in which a place lies.

    Stretches end where a paragraph does, or a line or a word where none ends in time; together they
    are the text.

    Args:
        text: The text.
        at: The place, in code points; one beyond the end lies in the last.
        longest: Code points of a stretch at most, but for the last, which may have a half more.

    >>> around("one.\n\ntwo.\n\nthree.\n\nfour.", 7, longest=8)
    Stretch(number=2, count=4, start=6, end=12, before=0, after=12)
    """
    starts = [0]
    while len(text) - starts[-1] > longest * 3 // 2:
        starts.append(_cut(text, starts[-1], starts[-1] + longest))
    place = bisect_right(starts, max(at, 0)) - 1
    bounds = [*starts, len(text)]
    return Stretch(
        number=place + 1,
        count=len(starts),
        start=bounds[place],
        end=bounds[place + 1],
        before=starts[place - 1] if place else None,
        after=starts[place + 1] if place + 1 < len(starts) else None,
    )


def _cut(text: str, start: int, latest: int) -> int:
    """Where a stretch that begins at `start` ends, at `latest` at the latest."""
    middle = (start + latest) // 2
    for sign in ("\n\n", "\n", " "):
        found = text.rfind(sign, middle, latest)
        if found >= 0:
            return found + len(sign)
    return latest
