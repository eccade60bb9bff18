"""`detente demo`: the example casebook, built and shown."""

from __future__ import annotations

import datetime as dt
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
from detente.inquiries import Inquiries, Sent, Stamp, file_answer
from detente.inquiries.forms import parse
from detente.inquiries.standing import row
from detente.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from detente.casebook import Casebook

_NAME: Final = "us-iran-iraq"
_REQUEST: Final = "2020-04-06-training-of-iraqi-forces.txt"
_SENT: Final = "2020-04-06"
_ANSWER: Final = "2020-04-22-answers-to-oversight.docx"
_MEASURE: Final = 120
_MOST: Final = 20
"""Rows of a table that are shown."""
_NEXT: Final = (
    ("events --between USA IRN", "what happened between two sides"),
    ("claims --actor USA", "what one side says"),
    ("relation USA+coalition Iraq", "how two sides stand, since when, and why"),
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
        reader = detente.Reader()
        _build(casebook, reader)
        _ask(casebook, reader)
        with output(None) as stream:
            _show(casebook, pages(stream))


def examples(name: str = _NAME) -> Path:
    """A folder of examples, that of the documents unless another is named.

    It is in the package, or beside its source.

    Raises:
        SourceError: D101 if it is in neither.
    """
    package = Path(str(resources.files("detente")))
    places = (package / "examples" / name, package.parents[1] / "examples" / name)
    for place in places:
        if place.is_dir():
            return place
    raise SourceError("D101", str(places[0]))


def _build(casebook: Casebook, reader: verbs.Reads) -> None:
    with Progress(shown=True) as progress, casebook.writer() as writer:
        arriving = verbs.arrivals(list(_documents(examples())))
        for outcome in verbs.outcomes(arriving, reader, writer):
            progress.advance(outcome.source)
            if isinstance(outcome, verbs.Failure):
                progress.note(f"error: {outcome.error.message}")


def _ask(casebook: Casebook, reader: verbs.Reads) -> None:
    """Put the request into the casebook that one of its documents answers, unless it is there."""
    inquiries = Inquiries(casebook)
    if inquiries.all():
        return
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    stamp = Stamp(now, "detente demo")
    asked = inquiries.add(parse(_source(examples("requests") / _REQUEST)), stamp).reference
    inquiries.change(asked, Sent(_SENT), stamp)
    file_answer(casebook, asked, _source(examples() / _ANSWER), stamp, reader=reader)


def _source(path: Path) -> Source:
    return Source(str(path), path.read_bytes())


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
    for command, shows in (*_NEXT, *_asked(casebook)):
        console.print(Text(f"  # {shows}", "dim"))
        console.print(f"  detente {command} --casebook {casebook.path}", soft_wrap=True)


def _asked(casebook: Casebook) -> Iterator[tuple[str, str]]:
    """The command that shows each inquiry, and how far it was answered."""
    for inquiry in Inquiries(casebook).all():
        told = row(inquiry, dt.datetime.now(dt.UTC).date())
        answered = f"{told['answered']} of {plural(told['asked'], 'question')} answered"
        yield f"inquiry show {inquiry.reference}", f"what {told['office']} was asked: {answered}"


def _titled(console: Console, title: str) -> None:
    console.print()
    console.print(Text(f"═══ {title} ═══", style="bold"))
    console.print()
