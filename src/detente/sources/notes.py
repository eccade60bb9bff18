"""Footnotes: lines of small type at the foot of a page, which interrupt what runs on above them."""

from __future__ import annotations

import re
from itertools import takewhile
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.sources.page_lines import PageLine

_SMALL: Final = 0.92
_MARK: Final = re.compile(r"[\[(]?(?:\d{1,3}(?=[\s.\x00)\]A-Z])|[*†‡§])[\])]?[\s.\x00]*[^\W\d]")


def without_notes(
    pages: Sequence[Sequence[PageLine]],
) -> tuple[list[list[PageLine]], list[list[PageLine]]]:
    """The lines of each page above its footnotes, and those of its footnotes.

    Footnotes are the last lines of a page, in its lower half and all in type smaller than usual,
    from the first of them that begins with a number or a mark.
    """
    sizes = [line.size for lines in pages for line in lines for _ in line.text]
    largest_note = _SMALL * median(sizes) if sizes else 0.0
    body, notes = [], []
    for lines in pages:
        small = list(takewhile(lambda line: line.size < largest_note, reversed(lines)))[::-1]
        first = next((at for at, line in enumerate(small) if _opens(line)), len(small))
        count = len(small) - first
        body.append(list(lines[: len(lines) - count]))
        notes.append(small[first:])
    return body, notes


def _opens(line: PageLine) -> bool:
    """Whether a line of small type is the first of a footnote."""
    return line.baseline < line.height / 2 and bool(_MARK.match(line.text))
