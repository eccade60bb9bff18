"""The forms a report is written in, by the ending of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.report.document.pages import page
from detente.report.document.pdf import pdf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.report.document.pieces import Report


def _html(report: Report, templates: Path | None) -> bytes:
    return page(report, "report.html", templates).encode()


def _md(report: Report, templates: Path | None) -> bytes:
    return page(report, "report.md", templates).encode()


def _docx(report: Report, templates: Path | None) -> bytes:
    from detente.report.document.word import word  # noqa: PLC0415 - its library takes time to load

    return word(report, templates)


FORMATS: Final[dict[str, Callable[[Report, Path | None], bytes]]] = {
    "html": _html,
    "pdf": pdf,
    "docx": _docx,
    "md": _md,
}
"""Name of a form, which is the ending of its files, to what writes it."""


def write(report: Report, form: str, *, templates: Path | None = None) -> bytes:
    """A report as the bytes of a file; the same report gives the same bytes.

    Args:
        report: The report.
        form: One of `FORMATS`.
        templates: A folder whose files take the place of the templates of those names.

    Raises:
        InstallationError: D402 if it is to be PDF, without the extra `report`.
        UsageError: D313 if a template is not understood.
    """
    return FORMATS[form](report, templates)
