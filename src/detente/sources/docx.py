"""Word documents: paragraphs and the cells of tables in their order, headings as sections."""

from __future__ import annotations

import io
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.text.paragraph import Paragraph

from detente.errors import SourceError
from detente.records import Problem, Section
from detente.sources.alignment import Alignment, Run
from detente.sources.metadata import persons
from detente.sources.source import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document
    from docx.table import Table, _Cell

    from detente.sources.source import Source

_MOST_UNPACKED: Final = 100_000_000
"""Bytes of all parts together, unpacked: a small file may claim gigabytes."""

_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAIN_PART: Final = "word/document.xml"
_TRACKED: Final = b"<w:ins "
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
"""What zipfile raises on damage; NotImplementedError (a RuntimeError) for a strange packing."""

_HEADING: Final = ("Heading", "Title")


def draft(source: Source) -> Draft:
    """Read a Word document.

    A heading opens a section, which is titled by it. Headers, footers, footnotes and text boxes are
    left out.

    Raises:
        SourceError: D103, the package holds no Word document; D106, it is damaged; D108, it is too
            large unpacked.
    """
    problems = _inspect(source)
    try:
        file: Document = docx.Document(io.BytesIO(source.data))
        blocks = [(text, heading) for text, heading in _blocks(file) if text.strip()]
    except Exception as error:  # the parser fails in as many ways as a package can be wrong
        raise SourceError("D106", source.name, detail=type(error).__name__) from error
    text = "\n\n".join(text for text, _ in blocks)
    properties = file.core_properties
    made = properties.created
    return Draft(
        text=text,
        alignment=Alignment((text,), (Run(0, 0, len(text)),)),
        media_type=_MEDIA_TYPE,
        title=" ".join(properties.title.split()) or None,
        authors=persons(properties.author),
        made=made.date().isoformat() if made else None,
        sections=tuple(_sections(blocks, len(text))),
        problems=problems,
    )


def _inspect(source: Source) -> tuple[Problem, ...]:
    """Refuse what is no Word document or unpacks to too much; a problem for tracked insertions."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            size = sum(part.file_size for part in package.infolist())
            if size > _MOST_UNPACKED:
                raise SourceError("D108", source.name, detail=f"{size / 1e6:.0f} MB unpacked")
            if _MAIN_PART not in package.namelist():
                raise SourceError("D103", source.name, detail="no Word document in the package")
            tracked = _TRACKED in package.read(_MAIN_PART)
    except _UNREADABLE as error:
        raise SourceError("D106", source.name, detail=str(error)) from error
    what = "insertions not yet accepted are left out: accept the changes and save the document"
    return (Problem(what=what),) if tracked else ()


def _blocks(file: Document) -> Iterator[tuple[str, bool]]:
    """Yield the text of each paragraph, and whether it is a heading."""
    for paragraph in _paragraphs(file.iter_inner_content()):
        name = paragraph.style.name if paragraph.style else None
        yield paragraph.text, bool(name and name.startswith(_HEADING))


def _paragraphs(content: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """Yield the paragraphs of `content`, those in the cells of tables row by row."""
    for block in content:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in _cells(block):
                yield from _paragraphs(cell.iter_inner_content())


def _cells(table: Table) -> Iterator[_Cell]:
    """Yield each cell once, however many rows or columns it spans."""
    seen: set[Any] = set()
    for row in table.rows:
        for cell in row.cells:
            element = cell._tc  # noqa: SLF001 — nothing else tells a merged cell from a new one
            if element not in seen:
                seen.add(element)
                yield cell


def _sections(blocks: list[tuple[str, bool]], length: int) -> Iterator[Section]:
    """Yield the sections that the headings open, and the part before the first, if any."""
    bounds: list[tuple[int, str | None]] = []
    at = 0
    for text, heading in blocks:
        if heading or not bounds:
            bounds.append((at, " ".join(text.split()) if heading else None))
        at += len(text) + len("\n\n")
    if any(title for _, title in bounds):
        for (start, title), (end, _) in pairwise([*bounds, (length, None)]):
            yield Section(start=start, end=end, title=title)
