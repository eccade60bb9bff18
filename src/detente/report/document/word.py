"""The report as a Word document with endnotes of Word's own; the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from detente import dates, wording
from detente.errors import UsageError
from detente.inquiries.letter import packed
from detente.report import charts
from detente.report.document import endnotes
from detente.report.document.pieces import Bullets

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
_WIDTH: Final = Cm(15.5)
_SMALL: Final = Pt(9)
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
    # Word sets the endnotes at the very end: their title is the last line of the text.
    title = file.add_heading("", 1)
    title.add_run("Endnotes")
    endnotes.attach(file, report.notes)
    return _saved(file, report)


def _opened(templates: Path | None) -> Document:
    path = templates / _TEMPLATE if templates else None
    if path is None or not path.is_file():
        return docx.Document()
    try:
        file = docx.Document(str(path))
    except (OSError, ValueError, KeyError, OpcError) as error:
        raise UsageError("D313", str(path), detail=str(error)) from error
    missing = [name for name in _STYLES if name not in file.styles]
    if missing:
        raise UsageError("D313", str(path), detail=f"no style {', '.join(missing)}")
    return file


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


def _write(paragraph: WordParagraph, line: Line, *, small: bool = False) -> WordParagraph:
    for run in line:
        added = paragraph.add_run(run.text)
        if small:
            added.font.size = _SMALL
        endnotes.refer(paragraph, run.notes)
    return paragraph


def _heading(file: Document, block: Heading) -> None:
    file.add_heading(block.text, 2)


def _paragraph(file: Document, block: Paragraph) -> None:
    _write(file.add_paragraph(), block.line, small=block.small)


def _bullets(file: Document, block: Bullets) -> None:
    for line in block.lines:
        _write(file.add_paragraph(style="List Bullet"), line)


def _item(file: Document, block: Item) -> None:
    """A numbered item: its number before its first paragraph, the rest set in below it."""
    for at, inner in enumerate(block.blocks):
        if isinstance(inner, Bullets):
            _bullets(file, inner)
            continue
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(1)
        if at == 0:
            paragraph.paragraph_format.first_line_indent = Cm(-1)
            paragraph.paragraph_format.space_before = Pt(10)
            mark = f" [{block.mark}]" if block.mark else ""
            paragraph.add_run(f"{block.number}.{mark}\t").bold = True
        paragraph.paragraph_format.keep_with_next = at < len(block.blocks) - 1
        _write(paragraph, inner.line)


def _grid(file: Document, block: Grid) -> None:
    """A table below its title, its first row repeated on every page."""
    title = file.add_paragraph()
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_before = Pt(8)
    run = title.add_run(block.title)
    run.bold, run.font.size = True, _SMALL
    table = file.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, block.columns, strict=True):
        head = cell.paragraphs[0].add_run(words)
        head.bold, head.font.size = True, _SMALL
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001 - no way around
    for row in block.rows:
        for cell, line in zip(table.add_row().cells, row, strict=True):
            _write(cell.paragraphs[0], line, small=True)
    file.add_paragraph().paragraph_format.space_after = Pt(2)


def _figure(file: Document, block: Figure) -> None:
    """The picture, which bears its source, with what it shows as alternative text; its tables."""
    if block.svg is not None:
        paragraph = file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(charts.png(block.chart)), _WIDTH)
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
