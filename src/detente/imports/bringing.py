"""The formats there are, and the one way to bring a file of any of them into a casebook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from detente.casebook.rows import IMPORTED
from detente.errors import SourceError, UsageError
from detente.imports import acled, gdelt, icews, polecat, sheet, ucdp
from detente.imports.cells import BadRowError, NotOursError
from detente.imports.coded import record
from detente.imports.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.imports.coded import Coded
    from detente.imports.sheet import Layout, Line
    from detente.records import Record


_BATCH: Final = 4096
"""Rows that are written as one run."""
_LOOK: Final = 100
"""Rows by which a file is known."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what its files look like, and what a row says."""

    layout: Layout
    coded: Callable[[Page], Coded]


FORMATS: Final[dict[str, Format]] = {
    "polecat": Format(polecat.LAYOUT, polecat.coded),
    "gdelt": Format(gdelt.LAYOUT, gdelt.coded),
    "icews": Format(icews.LAYOUT, icews.coded),
    "acled": Format(acled.LAYOUT, acled.coded),
    "ucdp": Format(ucdp.LAYOUT, ucdp.coded),
}
"""Name to format."""


@dataclass(slots=True)
class Tally:
    """Counts of one import.

    Attributes:
        added: Events.
        held: Rows that the casebook held already, or that stood twice.
        left_out: Why a row was left out though nothing is wrong with it, to the number of such.
        bad: Rows that were not understood; each is a line of `problems`.
    """

    added: int = 0
    held: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    bad: int = 0

    def __str__(self) -> str:
        """One line for a person."""
        parts = [f"{self.added:,} {'event' if self.added == 1 else 'events'} brought in"]
        parts += [f"{self.held:,} already there"] if self.held else []
        if self.left_out:
            reasons = ", ".join(f"{why} {n:,}" for why, n in self.left_out.most_common())
            parts.append(f"{self.left_out.total():,} left out: {reasons}")
        parts += [f"{self.bad:,} not understood"] if self.bad else []
        return ", ".join(parts)


def bring(path: Path, form: str, casebook: Casebook) -> Tally:
    """Bring a file into a casebook: every row a document of its own words with one event.

    A row that is not understood is a line of the casebook's `problems`. A row that stands twice,
    or was brought in before, is one document.

    Args:
        path: The file, or a zip archive of it alone.
        form: A name of `FORMATS`.
        casebook: Where to.

    Raises:
        UsageError: D302 if there is no such format.
        SourceError: D101, D102 or D106 if the file cannot be read, D113 if it is of another form.
        CasebookError: D203 or D204 if the casebook cannot be written.
    """
    check(path, form)
    found, tally = FORMATS[form], Tally()
    lines = sheet.read(path, found.layout)
    with casebook.writer() as writer:
        while batch := list(islice(lines, _BATCH)):
            rows: list[tuple[Record, str]] = []
            for line in batch:
                source = f"{path.name}:{line.number}"
                try:
                    rows.append((_made(line, found, f"{IMPORTED}{form}"), source))
                except NotOursError as error:
                    tally.left_out[str(error)] += 1
                except BadRowError as error:
                    tally.bad += 1
                    writer.fail(source, SourceError("D112", source, detail=str(error)))
            added = writer.add_rows(rows)
            tally.added += added
            tally.held += len(rows) - added
    return tally


def check(path: Path, form: str) -> None:
    """Look at the beginning of a file before anything is written.

    Raises:
        UsageError: D302 if there is no such format.
        SourceError: D101, D102 or D106 if the file cannot be read, D113 if it is of another form.
    """
    if form not in FORMATS:
        raise UsageError("D302", form, detail=", ".join(FORMATS))
    lines = list(islice(sheet.read(path, FORMATS[form].layout), _LOOK))
    if lines and not any(line.cells for line in lines):
        raise SourceError("D113", str(path), detail="no row has its number of cells")


def _made(line: Line, form: Format, model: str) -> Record:
    """The record of a row. Raises BadRowError and NotOursError as the format does."""
    if line.cells is None:
        raise BadRowError("another number of cells")
    page = Page(line.cells)
    return record(page, form.coded(page), model)
