"""Running heads, running feet and page numbers: lines of a page that are no part of its text."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.sources.page_lines import PageLine

_BAND: Final = 0.14
"""The margins are the outer 14 % of a page's height, above and below."""

_MOST_LINES: Final = 8
_APART: Final = 1.6
"""Baselines further apart than this many sizes of type leave a gap."""

_NEIGHBOURS: Final = (-2, -1, 1, 2)
"""Heads may differ on left and right pages, so the page after the next counts as a neighbour."""

_SAME_HEIGHT: Final = 0.01
_SAME_WORDS: Final = 90
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:page|p\.?)?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE
)


def without_margins(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """The lines of each page but running heads and feet, and page numbers.

    A page number is alone on the first or last line of its page. A head or foot stands in the
    outer margin, apart from the text, and one of nearly the same words, numbers aside, stands so at
    the same height on the page before or after, or on the next but one.
    """
    margins = [_margins(lines) for lines in pages]
    return [
        [line for line in lines if not (_is_number(line, lines) or _runs(line, margins, at))]
        for at, lines in enumerate(pages)
    ]


def _is_number(line: PageLine, lines: Sequence[PageLine]) -> bool:
    """Whether a line is a page number on the first or last line of its page."""
    if not (_in_band(line) and _PAGE_NUMBER.fullmatch(line.text)):
        return False
    heights = [other.baseline for other in lines]
    edge = max(heights) if line.baseline > line.height / 2 else min(heights)
    return abs(line.baseline - edge) < line.size / 2


def _runs(line: PageLine, margins: Sequence[Sequence[PageLine]], at: int) -> bool:
    """Whether a line of page `at` recurs in the margins of a page nearby."""
    if not _in_band(line) or (margins[at] and line not in margins[at]):
        return False
    near = (margins[at + step] for step in _NEIGHBOURS if 0 <= at + step < len(margins))
    return any(_alike(line, other) for lines in near for other in lines)


def _margins(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines in a page's margins that a gap sets apart from the text; none if all are."""
    downwards = sorted(lines, key=lambda line: -line.baseline)
    found = [*_edge(downwards), *_edge(downwards[::-1])]
    return found if len(found) < len(lines) else []


def _edge(inwards: Sequence[PageLine]) -> Iterable[PageLine]:
    """The lines in the margin at one edge, from there to the first gap; none without a gap."""
    gaps = [
        abs(here.baseline - there.baseline) > _APART * here.size
        for here, there in pairwise(inwards)
    ]
    if True not in gaps:
        return []
    return takewhile(_in_band, inwards[: min(gaps.index(True) + 1, _MOST_LINES)])


def _in_band(line: PageLine) -> bool:
    return min(line.baseline, line.height - line.baseline) < _BAND * line.height


def _alike(line: PageLine, other: PageLine) -> bool:
    """Whether two lines stand at the same height and say the same but for numbers."""
    if abs(line.baseline - other.baseline) > _SAME_HEIGHT * line.height:
        return False
    here, there = (_DIGITS.sub("#", each.text.casefold()) for each in (line, other))
    return fuzz.ratio(here, there) >= _SAME_WORDS
