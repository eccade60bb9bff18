"""`detente demo`: the example casebook, built and shown."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from rich.text import Text

import detente
from detente import verbs
from detente.cli.output import output, pages
from detente.cli.page import Page
from detente.cli.progress import Progress
from detente.cli.quoted import Measured
from detente.cli.tables import printed
from detente.cli.typography import plural
from detente.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from detente.casebook import Casebook

_NAME: Final = "us-iran-iraq"
_MEASURE: Final = 120
_MOST: Final = 20
"""Rows of a table that are shown."""
_NEXT: Final = (
    ("events --between USA IRN", "what happened between two sides"),
    ("claims --actor USA", "what one side says"),
    ("relations --status suspended", "what was broken off"),
    ("documents --text training", "where words stand"),
)
"""Commands to go on with, and what each shows."""


@click.command()
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default=Path("detente-demo"),
    show_default=True,
    metavar="DIR",
    help="The casebook to build.",
)
def demo(*, into: Path) -> None:
    """Build the example casebook and show it.

    It holds dispatches of December 2019 to May 2020 on the United States, Iran and Iraq.
    """
    with detente.Casebook(into) as casebook:
        _build(casebook)
        with output(None) as stream:
            _show(casebook, pages(stream))


def examples() -> Path:
    """The folder of the example documents: in the package, or beside its source.

    Raises:
        SourceError: D101 if it is in neither.
    """
    package = Path(str(resources.files("detente")))
    places = (package / "examples" / _NAME, package.parents[1] / "examples" / _NAME)
    for place in places:
        if place.is_dir():
            return place
    raise SourceError("D101", str(places[0]))


def _build(casebook: Casebook) -> None:
    with Progress(shown=True) as progress, casebook.writer() as writer:
        arriving = verbs.arrivals(list(_documents(examples())))
        for outcome in verbs.outcomes(arriving, detente.Reader(), writer):
            progress.advance(outcome.source)
            if isinstance(outcome, verbs.Failure):
                progress.note(f"error: {outcome.error.message}")


def _documents(folder: Path) -> Iterator[Path]:
    """The examples themselves: notes about the folder are none."""
    for path in sorted(folder.iterdir()):
        if path.stem.upper() != "README" and not path.name.startswith("."):
            yield path


def _show(casebook: Casebook, console: Console) -> None:
    documents = casebook.documents()
    richest = max(documents, key=lambda row: row["relations"] * 5 + row["events"] + row["claims"])
    _titled(console, "One document")
    console.print(Page(casebook.record(richest["document"])))
    dated = [row for row in casebook.events() if row["date"]]
    tables = {"documents": documents, "events": dated, "relations": casebook.relations()}
    for name, rows in tables.items():
        _titled(console, f"The casebook's {name}" + (" that have a date" if rows is dated else ""))
        console.print(Measured(printed(name, rows[:_MOST]), _MEASURE))
        if len(rows) > _MOST:
            console.print(f"… and {len(rows) - _MOST} more", style="dim")
    _titled(console, f"{plural(len(documents), 'document')} in {casebook.path}. Look further")
    for command, shows in _NEXT:
        console.print(Text(f"  # {shows}", "dim"))
        console.print(f"  detente {command} --casebook {casebook.path}", soft_wrap=True)


def _titled(console: Console, title: str) -> None:
    console.print()
    console.print(Text(f"═══ {title} ═══", style="bold"))
    console.print()
