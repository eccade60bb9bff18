"""Reports by templates (Jinja2): the web page and Markdown.

A user's folder goes before the package's own templates. They run in a sandbox, and can neither
reach nor change anything but the report they are given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.exceptions import SecurityError, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from detente import wording
from detente.errors import UsageError
from detente.report.document.citing import told

if TYPE_CHECKING:
    from pathlib import Path

    from detente.report.document.pieces import Grid, Report

_MARKS: Final = re.compile(r"([\\`*_{}\[\]<>#|~$])|(?<![\w])([+-])(?=\s)|(?<=\d)([.)])(?=\s)")
"""Signs that Markdown reads as its own, where they would."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_NARROW: Final = 24
"""Code points that a column holds without being widened."""
_BLANKS: Final = re.compile(r"\n{3,}")


def page(report: Report, name: str, templates: Path | None = None) -> str:
    """A report as a template has it.

    Args:
        report: The report.
        name: The template: `report.html`, `report.md` or `report.typ`.
        templates: A folder that may hold one of that name, `.jinja` added.

    Raises:
        UsageError: D313 if the template is not understood.
    """
    environment = _environment(templates, escaped=name.endswith(".html"))
    try:
        written = environment.get_template(f"{name}.jinja").render(report=report)
    except (TemplateError, SecurityError, TypeError, ValueError, OSError) as error:
        place = getattr(error, "name", None) or name
        raise UsageError("D313", str(place), detail=str(error)) from error
    return _BLANKS.sub("\n\n", written) if name.endswith(".md") else written


def _environment(templates: Path | None, *, escaped: bool) -> ImmutableSandboxedEnvironment:
    own = PackageLoader("detente.report.document")
    loader = ChoiceLoader([FileSystemLoader(templates), own]) if templates else own
    made = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Any] = {
        "date": wording.date,
        "endnote": told,
        "flat": wording.flat,
        "plain": plain,
        "typst": literal,
    }
    made.filters.update(filters)
    made.globals["wide"] = wide
    return made


def plain(words: str) -> str:
    r"""Words that Markdown shows as they are, on one line; blanks around them are kept.

    >>> plain("a *b* <i> [c](d) 1. e")
    'a \\*b\\* \\<i\\> \\[c\\](d) 1\\. e'
    """
    before, after = (" " if end.isspace() else "" for end in (words[:1], words[-1:]))
    shown = f"{before}{wording.flat(words)}{after}" if words.strip() else before
    return _MARKS.sub(lambda sign: f"\\{sign.group()}", shown)


def literal(words: str) -> str:
    r"""Words as a text literal of typst, in which nothing is a command.

    >>> literal('say "#x" \\')
    '"say \\"#x\\" \\\\"'
    """
    escaped = _CONTROL.sub("\ufffd", words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def wide(grid: Grid) -> set[int]:
    """The columns of a table that need the room it has: those of long words; else the first."""
    lengths = [
        max((sum(len(run.text) for run in row[at]) for row in grid.rows), default=0)
        for at in range(len(grid.columns))
    ]
    return {at for at, length in enumerate(lengths) if length > _NARROW} or {0}
