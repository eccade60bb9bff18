"""The report as a Word document with endnotes of Word's own; the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.opc.exceptions import OpcError
from docx.shared import Cm, Length, Pt

from detente import dates, wording
from detente.errors import UsageError
from detente.inquiries.letter import packed
from detente.report import charts
from detente.report.document import endnotes
from detente.report.document.pieces import Bullets
from detente.report.document.pieces import line as words
from detente.report.document.word_tables import SIZE, laid_out

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

    from detente.report.document.pieces import (
        Figure,
        Grid,
        Heading,
        Item,
        Line,
        Paragraph,
        Report,
    )

_STYLES: Final = ("Title", "Heading 1", "Heading 2", "List Bullet", "Table Grid")
_TEMPLATE: Final = "report.docx"
"""A Word document of a user's templates, whose styles are taken."""
_PAGE: Final = (Cm(21), Cm(29.7))
_MARGIN: Final = Cm(2.4)
_SMALL: Final = Pt(9)
_INSET: Final = Cm(1)
"""How far what stands below the number of an item is set in."""
_BULLET: Final = Cm(0.5)
"""How far the words of a bullet stand behind it, within an item."""
_LONG_AGO: Final = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""The first moment a zip archive knows: that of a report without a date."""


def word(report: Report, templates: Path | None = None) -> bytes:
    """A report as a Word document.

    Args:
        report: The report.
        templates: A folder that may hold `report.docx`, a document whose styles are taken.

    Raises:
        UsageError: D313 if that is no Word document, or lacks a style.
    """
    file = _opened(templates)
    endnotes.prepare(file)
    file.add_heading(report.title, 0)
    if report.made:
        file.add_paragraph(wording.date(report.made))
    for line in report.summary:
        _write(file.add_paragraph(), line)
    for section in report.sections:
        file.add_heading(section.title, 1)
        for block in section.blocks:
            _WRITERS[block.kind](file, block)
    endnotes.attach(file, report.notes, "Endnotes")
    return _saved(file, report)


def _opened(templates: Path | None) -> Document:
    path = templates / _TEMPLATE if templates else None
    if path is None or not path.is_file():
        return _plain()
    try:
        file = docx.Document(str(path))
    except (OSError, ValueError, KeyError, OpcError) as error:
        raise UsageError("D313", str(path), detail=str(error)) from error
    missing = [name for name in _STYLES if name not in file.styles]
    if missing:
        raise UsageError("D313", str(path), detail=f"no style {', '.join(missing)}")
    return file


def _plain() -> Document:
    """An empty document for paper of A4."""
    file = docx.Document()
    page = file.sections[0]
    page.page_width, page.page_height = _PAGE
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    file.styles["Normal"].paragraph_format.space_after = Pt(6)
    return file


def _room(file: Document) -> Length:
    """The width of the text."""
    page = file.sections[0]
    if page.page_width is None or page.left_margin is None or page.right_margin is None:
        return Length(_PAGE[0] - 2 * _MARGIN)
    return Length(page.page_width - page.left_margin - page.right_margin)


def _saved(file: Document, report: Report) -> bytes:
    moment = _LONG_AGO
    if report.made:
        day, _ = dates.bounds(report.made)
        moment = max(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC), _LONG_AGO)
    properties = file.core_properties
    properties.title, properties.author, properties.comments = report.title, "", ""
    properties.language = "en"
    properties.created = properties.modified = moment
    made = io.BytesIO()
    file.save(made)
    return packed(made, (moment.year, moment.month, moment.day, 0, 0, 0))


def _write(paragraph: WordParagraph, line: Line, size: Length | None = None) -> WordParagraph:
    for run in line:
        added = paragraph.add_run(run.text)
        if size is not None:
            added.font.size = size
        endnotes.refer(paragraph, run.notes)
    return paragraph


def _heading(file: Document, block: Heading) -> None:
    file.add_heading(block.text, 2)


def _paragraph(file: Document, block: Paragraph) -> None:
    _write(file.add_paragraph(), block.line, _SMALL if block.small else None)


def _bullets(file: Document, block: Bullets, inset: Length | None = None) -> None:
    for line in block.lines:
        paragraph = file.add_paragraph(style="List Bullet")
        if inset is not None:
            paragraph.paragraph_format.left_indent = Length(inset + _BULLET)
            paragraph.paragraph_format.first_line_indent = Length(-_BULLET)
            paragraph.paragraph_format.keep_with_next = True
        _write(paragraph, line)


def _item(file: Document, block: Item) -> None:
    """A numbered item: its number before its first paragraph, the rest set in below it."""
    for at, inner in enumerate(block.blocks):
        if isinstance(inner, Bullets):
            _bullets(file, inner, _INSET)
            continue
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.left_indent = _INSET
        if at == 0:
            paragraph.paragraph_format.first_line_indent = Length(-_INSET)
            paragraph.paragraph_format.space_before = Pt(10)
            mark = f" [{block.mark}]" if block.mark else ""
            paragraph.add_run(f"{block.number}.{mark}\t").bold = True
        paragraph.paragraph_format.keep_with_next = at < len(block.blocks) - 1
        _write(paragraph, inner.line, _SMALL if inner.small else None)


def _grid(file: Document, block: Grid) -> None:
    """A table below its title."""
    title = file.add_paragraph()
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = Pt(8)
    run = title.add_run(block.title)
    run.bold, run.font.size = True, _SMALL
    table = laid_out(file, block, _room(file))
    lines = (tuple(map(words, block.columns)), *block.rows)
    for cells, row in zip(table.rows, lines, strict=True):
        for cell, line in zip(cells.cells, row, strict=True):
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            _write(cell.paragraphs[0], line, SIZE)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        for run in cell.paragraphs[0].runs:
            run.bold = True
    file.add_paragraph().paragraph_format.space_after = Pt(2)


def _figure(file: Document, block: Figure) -> None:
    """The picture, which bears its source, with what it shows as alternative text; its tables."""
    if block.svg is not None:
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(charts.png(block.chart)), _room(file))
        described = f"{block.chart.title}. {block.chart.description} Source: {block.chart.source}"
        picture._inline.docPr.set("descr", described)  # noqa: SLF001 - no way around
    else:
        source = file.add_paragraph().add_run(f"Source: {block.chart.source}")
        source.font.size = _SMALL
    for table in block.tables:
        _grid(file, table)


_WRITERS: Final[dict[str, Any]] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "bullets": _bullets,
    "item": _item,
    "grid": _grid,
    "figure": _figure,
}
"""Kind of a block to what writes it."""
