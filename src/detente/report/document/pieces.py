"""What a report is built of: sections of blocks, lines of runs, and endnotes.

A block is plain data that any output can walk; templates get the same objects. `kind` says which
one a block is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from detente.report.charts import Chart
    from detente.report.charts.chart import Cell


_HASH: Final = "sha256:"
_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to an endnote.

    Attributes:
        number: The endnote's.
        time: How often it was referred to up to here, this place included.
    """

    number: int
    time: int

    @property
    def anchor(self) -> str:
        """The name of the place, for links back."""
        return f"ref-{self.number}-{self.time}"


@dataclass(frozen=True, slots=True)
class Run:
    """Words, and the endnotes they rest on.

    Attributes:
        text: The words.
        notes: The endnotes.
        to: The name of a place in the report that the words lead to, where the medium can; or "".
    """

    text: str
    notes: tuple[Reference, ...] = ()
    to: str = ""


Line = tuple[Run, ...]
"""Runs that read as one."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title within a section."""

    text: str
    anchor: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `small` where it says something of the report and not of the world."""

    line: Line
    small: bool = False
    kind: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without an order."""

    lines: tuple[Line, ...]
    kind: ClassVar[str] = "bullets"


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a number of its own: a finding, a question of an inquiry.

    Attributes:
        number: Its number in its list.
        label: What it is called where it is referred to: "Finding 3".
        anchor: The name of its place.
        blocks: What is told.
        mark: What is new of it since an earlier report, or empty.
    """

    number: int
    label: str
    anchor: str
    blocks: tuple[Paragraph | Bullets, ...]
    mark: str = ""
    kind: ClassVar[str] = "item"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        title: What a row is.
        columns: Titles of the columns.
        rows: As many cells in each as there are columns.
        folded: Whether it may be shown on demand alone, where the medium can.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    folded: bool = False
    kind: ClassVar[str] = "grid"


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its data as tables; `svg` is None where charts cannot be drawn.

    Attributes:
        chart: The chart.
        svg: The picture.
        tables: Its data.
    """

    chart: Chart
    svg: str | None
    tables: tuple[Grid, ...]
    kind: ClassVar[str] = "figure"


Block = Heading | Paragraph | Bullets | Item | Grid | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its title; `anchor` is its name for links and templates."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """An endnote: where words stand, so that anybody can look.

    Attributes:
        number: From 1, in the order of being referred to.
        times: How many places refer to it.
        document: The document's id, `sha256:…`.
        start, end: Where the quote stands in its text, half-open code points; None where the
            document itself is meant.
        quote: The words as they stand there; None as above.
        publisher, title, published, url: Of the document, as far as known; the date as EDTF.
        page: The page of the document that the quote begins on, where it has pages.
        answer: What it answers, where it was filed as an answer to an inquiry.
    """

    number: int
    times: int
    document: str
    start: int | None
    end: int | None
    quote: str | None
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    page: int | None
    answer: str | None = None

    @property
    def references(self) -> tuple[Reference, ...]:
        """The places that refer to it."""
        return tuple(Reference(self.number, time) for time in range(1, self.times + 1))


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be written.

    Attributes:
        title: Its title.
        period: Its days, as EDTF.
        made: The day it is dated, EDTF, or None.
        known: The last day on which a document of the casebook was published, EDTF, or None: what
            a later report is new against.
        summary: What is in it, in a few sentences.
        sections: Its parts in order, without the endnotes.
        notes: The endnotes.
    """

    title: str
    period: str
    made: str | None
    known: str | None
    summary: tuple[Line, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


def line(text: str) -> Line:
    """A line of words that need no endnote."""
    return (Run(text),)


def cell(value: Cell) -> Line:
    """A value of a chart's table; of a document's id its beginning, by which it is found too."""
    if value is None:
        return line("not stated")
    if not isinstance(value, str):
        return line(f"{value:,}".replace("-", "−"))
    hashed = value.startswith(_HASH)
    return line(value.removeprefix(_HASH)[:_DIGITS] if hashed else value)
