"""Tables of a Word document: as wide as the text, no word broken, the heads on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from detente.report.document.pages import wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.oxml.table import CT_Row
    from docx.table import Table

    from detente.report.document.pieces import Grid, Line

SIZE: Final = Pt(8)
"""Size of letters in tables."""
_LETTER: Final = Pt(5)
"""Room of a letter at eight points, in the widest of common fonts."""
_MARGIN: Final = Pt(12)
"""Room that the two margins of a cell take."""


def laid_out(file: Document, grid: Grid, room: Length) -> Table:
    """An empty table for a grid: its widths set, its first row repeated, no row parted.

    Args:
        file: The document it is added to.
        grid: What it is to hold.
        room: The width of the text.
    """
    table: Table = file.add_table(
        rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid"
    )
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    for column, width in zip(table.columns, widths(grid, room), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    for row in table.rows:
        _marked(row._tr, "cantSplit")  # noqa: SLF001 - no way around
    _marked(table.rows[0]._tr, "tblHeader")  # noqa: SLF001 - no way around
    return table


def widths(grid: Grid, room: Length) -> list[Length]:
    """How wide the columns of a grid are: narrow ones as their words need, the rest shared.

    >>> from detente.report.document.pieces import Grid, line
    >>> rows = ((line("3 Jan 2020"), line("a long sentence of an event " * 3)),)
    >>> [round(each.pt) for each in widths(Grid("Events", ("Date", "Event"), rows), Pt(400))]
    [62, 338]
    """
    columns = [[line[at] for line in grid.rows] for at in range(len(grid.columns))]
    broad = wide(grid)
    wanted = [_narrow(head, cells) for head, cells in zip(grid.columns, columns, strict=True)]
    left = room - sum(width for at, width in enumerate(wanted) if at not in broad)
    least = sum(wanted[at] for at in broad)
    if left < least:  # more columns than there is room for: all give way alike
        return [Length(width * room // sum(wanted)) for width in wanted]
    return [
        Length(wanted[at] * left // least if at in broad else wanted[at])
        for at in range(len(wanted))
    ]


def _narrow(head: str, cells: Sequence[Line]) -> Length:
    """The width of a column: of its longest short cell, and of no word of its head less."""
    lengths = [len(word) + 1 for word in head.split()]  # in bold letters
    for cell in cells:
        words = "".join(run.text for run in cell)
        lengths += [len(words)] if len(words) <= _SHORT else [len(each) for each in words.split()]
    return Length(max(lengths, default=1) * _LETTER + _MARGIN)


_SHORT: Final = 14
"""Code points of a cell that is not to be broken."""


def _marked(row: CT_Row, what: str) -> None:
    mark = OxmlElement(f"w:{what}")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)
