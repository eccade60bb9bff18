"""PDF: pages to paragraphs, with the page and the index on it of every character."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

import pypdfium2
from pypdfium2 import raw

from detente.errors import SourceError
from detente.records import Problem, Section
from detente.sources.alignment import Alignment, Piece, Run, join
from detente.sources.columns import in_reading_order
from detente.sources.margins import without_margins
from detente.sources.metadata import persons
from detente.sources.notes import without_notes
from detente.sources.page_lines import PageLine, PageText, read_page
from detente.sources.paragraphs import paragraphs
from detente.sources.source import MOST_CHARACTERS, Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.sources.source import Source

_LOCKED: Final = frozenset((raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY))
_LETTER: Final = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS: Final = 5
"""A page with fewer letters than this holds no text: a scan with a stamp or a number on it."""

_MADE: Final = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_NO_TITLE: Final = re.compile(
    r"^microsoft|^untitled|\.(?:docx?|pdf|indd|pptx?|xlsx?|rtf|txt|html?)$|^\S*$", re.IGNORECASE
)
_NOTES: Final = "Notes"
_LARGE: Final = 1.2
_LONGEST_TITLE: Final = 250


@dataclass(frozen=True, slots=True)
class _Contents:
    """What was read from a file: its pages, which of them show pictures, and its metadata."""

    pages: tuple[PageText, ...]
    pictured: frozenset[int]
    metadata: dict[str, str]


def draft(source: Source) -> Draft:
    """Read a PDF.

    Footnotes come after the text of all pages, so that they interrupt no sentence. `sections` has
    one a page, and one with the title "Notes" for each page with footnotes; together they
    partition the text. A PDF that opens without a password is
    read even if its owner restricted what may be done with it.

    Raises:
        SourceError: D104, it needs a password; D105, it holds no text; D106, it is damaged; D108,
            it holds too much.
    """
    contents = _contents(source)
    silent = _silent_pages(contents, source.name)
    body, notes = without_notes(without_margins([page.lines for page in contents.pages]))
    lines = [line for page in body for line in in_reading_order(page)]
    text, runs, sections = _composed(lines, [line for page in notes for line in page], len(body))
    metadata = contents.metadata
    return Draft(
        text=text,
        alignment=Alignment(tuple(page.text for page in contents.pages), runs),
        media_type="application/pdf",
        title=_title(metadata.get("Title", ""), lines),
        authors=persons(metadata.get("Author", "")),
        made=_made(metadata.get("CreationDate", "")),
        sections=sections,
        problems=silent,
    )


def _contents(source: Source) -> _Contents:
    """Everything wanted from the file, which is closed again."""
    try:
        file = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        code = "D104" if getattr(error, "err_code", None) in _LOCKED else "D106"
        raise SourceError(code, source.name) from error
    try:
        pages, pictured = _pages(file, source.name)
        return _Contents(pages, pictured, file.get_metadata_dict())
    except pypdfium2.PdfiumError as error:
        raise SourceError("D106", source.name, detail=str(error)) from error
    finally:
        file.close()


def _pages(file: Any, name: str) -> tuple[tuple[PageText, ...], frozenset[int]]:  # noqa: ANN401 — pypdfium2 has no types
    """The text of every page, and the numbers of those that show pictures and no text."""
    pages: list[PageText] = []
    pictured: set[int] = set()
    length = 0
    for number, page in enumerate(file, 1):
        pages.append(read_page(page, number))
        length += len(pages[-1].text)
        if length > MOST_CHARACTERS:
            raise SourceError("D108", name)
        if not _has_text(pages[-1]) and _has_picture(page):
            pictured.add(number)
        page.close()
    if not pages:
        raise SourceError("D106", name, detail="it has no pages")
    return tuple(pages), frozenset(pictured)


def _has_text(page: PageText) -> bool:
    return len(_LETTER.findall(page.text)) >= _FEWEST_LETTERS


def _has_picture(page: Any) -> bool:  # noqa: ANN401 — pypdfium2 has no types
    return any(True for _ in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3))


def _silent_pages(contents: _Contents, name: str) -> tuple[Problem, ...]:
    """A problem naming the pages that look like scans, if some do.

    Raises:
        SourceError: D105, no page holds text.
    """
    if not any(_has_text(page) for page in contents.pages):
        raise SourceError("D105", name)
    if not contents.pictured:
        return ()
    numbers = ", ".join(str(number) for number in sorted(contents.pictured))
    return (Problem(what=f"no text on pages that show pictures, probably scans: {numbers}"),)


def _composed(
    lines: Sequence[PageLine], notes: Sequence[PageLine], pages: int
) -> tuple[str, tuple[Run, ...], tuple[Section, ...]]:
    """The text of all pages and then of their notes, its runs and its sections."""
    own = [*paragraphs(lines), *([Piece("\n\n")] if lines and notes else [])]
    text, runs = join([*own, *paragraphs(notes)])
    length = sum(len(piece.text) for piece in own)
    noted = [run for run in runs if run.start >= length]
    sections = _sections(runs[: len(runs) - len(noted)], pages, length)
    return text, runs, (*sections, *_note_sections(noted, len(text)))


def _sections(runs: Sequence[Run], pages: int, length: int) -> list[Section]:
    """One section a page over the first `length` characters; one without text is empty."""
    starts = dict.fromkeys(range(1, pages + 2), length)
    for run in reversed(runs):
        starts[run.page] = run.start
    for page in range(pages, 0, -1):
        starts[page] = min(starts[page], starts[page + 1])
    starts[1] = 0
    bounds = pairwise(starts[page] for page in range(1, pages + 2))
    return [Section(start=start, end=end, page=page) for page, (start, end) in enumerate(bounds, 1)]


def _note_sections(runs: Sequence[Run], length: int) -> list[Section]:
    """One section for each page that `runs`, those of the footnotes, come from."""
    starts = [next(group) for _, group in groupby(runs, key=lambda run: run.page)]
    ends = [*(run.start for run in starts), length][1:]
    return [
        Section(start=run.start, end=end, page=run.page, title=_NOTES)
        for run, end in zip(starts, ends, strict=True)
    ]


def _title(stated: str, lines: Sequence[PageLine]) -> str | None:
    """The title that the metadata state, else the first page's lines of largest type.

    Programs that make PDFs often state a file's name instead: that is no title.
    """
    stated = " ".join(stated.split())
    if stated and not _NO_TITLE.search(stated):
        return stated
    if not lines:
        return None
    first = [line for line in lines if line.page == lines[0].page]
    sizes = sorted(line.size for line in lines)
    largest = max(line.size for line in first)
    if largest < _LARGE * sizes[len(sizes) // 2]:
        return None
    title = " ".join(line.text for line in first if line.size == largest)
    return title if len(title) <= _LONGEST_TITLE else None


def _made(stated: str) -> str | None:
    """The day the file was made, from a PDF date such as `D:20200513120000Z`."""
    match = _MADE.match(stated)
    return "-".join(match.groups()) if match else None
