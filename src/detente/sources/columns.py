"""Columns of text that a PDF sets row by row, put back into the order they are read in."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.sources.page_lines import PageLine

_FEWEST_ROWS: Final = 4
_SHARE: Final = 0.5
_FEWEST_LETTERS: Final = 14
"""Cells of a table are shorter on the average than the lines of a column."""


def in_reading_order(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a page with each column in one piece, the left one before the right one.

    Where most rows of a page hold two lines of running text with one gutter between them, the page
    has two columns; a line across the gutter ends them. Other rows, those of tables, stay rows.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return list(lines)
    ordered: list[PageLine] = []
    for crosses, group in groupby(lines, key=lambda line: line.left < gutter < line.right):
        block = list(group)
        if not crosses:
            columns = (
                [line for line in block if line.left < gutter],
                [line for line in block if line.left >= gutter],
            )
            block = [replace(line, in_row=False) for column in columns for line in column]
        ordered += block
    return ordered


def _gutter(lines: Sequence[PageLine]) -> float | None:
    """Where the right one of two columns begins, in points; `None` without columns."""
    rows = list(_rows(lines))
    pairs = [row for row in rows if len(row) == 2]  # noqa: PLR2004 — two columns
    if len(pairs) < max(_FEWEST_ROWS, _SHARE * len(rows)):
        return None
    letters = sum(len(line.text) for row in pairs for line in row) / (2 * len(pairs))
    left_ends = max(row[0].right for row in pairs)
    right_begins = min(row[1].left for row in pairs)
    return right_begins if letters >= _FEWEST_LETTERS and left_ends < right_begins else None


def _rows(lines: Sequence[PageLine]) -> Iterator[list[PageLine]]:
    """Yield the lines that stand in one row together."""
    row: list[PageLine] = []
    for line in lines:
        if row and not (line.in_row and line.beside(row[-1])):
            yield row
            row = []
        row.append(line)
    if row:
        yield row
