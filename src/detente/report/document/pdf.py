"""The report as PDF, set by typst: tagged, by the standard PDF/UA-1, with fonts that typst brings.

The template writes a typst source into which words come as text literals alone, so that nothing a
document says is a command. It is compiled in a folder of its own and reads nothing beside it.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente import dates
from detente.errors import InstallationError, UsageError
from detente.report import charts
from detente.report.document.pages import page
from detente.report.document.pieces import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.report.document.pieces import Report

_INSTALL: Final = "pip install 'detente[report]'"
_STANDARD: Final = "ua-1"
_LONG_AGO: Final = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""When a report without a date was made, for the file's properties."""


def pdf(report: Report, templates: Path | None = None) -> bytes:
    """A report as PDF.

    Args:
        report: The report.
        templates: A folder that may hold `report.typ.jinja`.

    Raises:
        InstallationError: D402 without the extra `report`.
        UsageError: D313 if a template is not understood.
    """
    typst = _typst()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.typ"
        source.write_text(page(report, "report.typ", templates), "utf-8")
        for number, figure in enumerate(_figures(report), 1):
            if figure.svg is not None:
                (Path(folder) / f"chart-{number}.png").write_bytes(charts.png(figure.chart))
        try:
            made: bytes = typst.Compiler(
                str(source), root=folder, ignore_system_fonts=True
            ).compile(format="pdf", pdf_standards=[_STANDARD], timestamp=_made(report))
        except typst.TypstError as error:
            raise UsageError("D313", "report.typ", detail=error.message) from error
    return made


def _typst() -> Any:  # noqa: ANN401 - a module that may be absent
    try:
        return import_module("typst")
    except ImportError as error:
        raise InstallationError("D402", "a report as PDF", detail=_INSTALL) from error


def _figures(report: Report) -> Iterator[Figure]:
    """The charts, in order: the template counts them the same way."""
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Figure):
                yield block


def _made(report: Report) -> dt.datetime:
    if report.made is None:
        return _LONG_AGO
    day, _ = dates.bounds(report.made)
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
