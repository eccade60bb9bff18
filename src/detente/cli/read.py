"""`detente read`: print what documents say, keep it in a casebook, or both."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import click
from rich.rule import Rule

import detente
from detente import dates, verbs
from detente.cli import options
from detente.cli.output import output, pages
from detente.cli.page import Page
from detente.cli.progress import Progress
from detente.cli.typography import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.casebook import Casebook
    from detente.records import Record

_WITH_PROBLEMS: Final = 1


@dataclass(slots=True)
class _Tally:
    read: int = 0
    copies: int = 0
    held: int = 0
    failed: int = 0

    def __str__(self) -> str:
        parts = [plural(self.read, "document") + " read"]
        parts += (
            [f"{self.copies:,} {'copy' if self.copies == 1 else 'copies'}"] if self.copies else []
        )
        parts += [f"{self.held:,} already there"] if self.held else []
        parts += [f"{self.failed:,} could not be read"] if self.failed else []
        return ", ".join(parts)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER|GLOB|URL|-...")
@click.option("--json", "form", flag_value="json", help="Print the record as JSON.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Print one JSON object a line.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep the records in this casebook, made if absent.",
)
@options.date
@options.publisher
@options.out
def read(
    *,
    inputs: tuple[str, ...],
    form: str | None,
    into: Path | None,
    date: str | None,
    publisher: str | None,
    out: Path | None,
) -> None:
    """Read documents; print or keep what they say.

    Text, HTML, PDF, DOCX and e-mail are read, from the disk, an archive or an address; - is
    standard input.
    Prints a page for each document, or JSON. With --into the records are kept, and several
    documents are not printed unless --json or --jsonl asks for it. One document that cannot be
    read is refused; among several it is a line on standard error, and the others are read.
    """
    arriving = verbs.arrivals(inputs, date=date and dates.check(date), publisher=publisher)
    first = list(islice(arriving, 2))
    several = len(first) > 1
    if not several and isinstance(first[0], verbs.Failure):
        raise first[0].error
    tally = _Tally()
    silent = several and into is not None and form is None
    with ExitStack() as stack:
        casebook = stack.enter_context(detente.Casebook(into)) if into else None
        stream = None if silent else stack.enter_context(output(out))
        progress = stack.enter_context(Progress(shown=several and (silent or out is not None)))
        printer = _Printer(stream, casebook, form, indent=None if several else 1)
        for failure in _run(chain(first, arriving), casebook, printer, progress, tally):
            if not several:
                raise failure.error
            progress.note(f"error: {failure.error.message}")
    if several or into:
        progress.note(f"{tally}{f' · {into}' if into else ''}")
    if tally.failed:
        click.get_current_context().exit(_WITH_PROBLEMS)


def _run(
    arriving: Iterable[verbs.Arrived | verbs.Failure],
    casebook: Casebook | None,
    printer: _Printer,
    progress: Progress,
    tally: _Tally,
) -> Iterator[verbs.Failure]:
    """Read all that arrives, print and count it, and yield what could not be read."""
    reader = detente.Reader()
    with ExitStack() as stack:
        writer = stack.enter_context(casebook.writer()) if casebook else None
        for outcome in verbs.outcomes(arriving, reader, writer):
            progress.advance(outcome.source)
            if isinstance(outcome, verbs.Failure):
                tally.failed += 1
                yield outcome
                continue
            tally.read += outcome.record is not None
            tally.copies += outcome.copy_of is not None
            tally.held += outcome.record is None and outcome.copy_of is None
            if writer and not outcome.record and printer.prints:
                writer.flush()  # a copy of a document read a moment ago is printed from the disk
            printer.print(outcome)


class _Printer:
    """Prints readings in the form asked for, or not at all."""

    def __init__(
        self,
        stream: IO[str] | None,
        casebook: Casebook | None,
        form: str | None,
        *,
        indent: int | None,
    ) -> None:
        self._stream = stream
        self._casebook = casebook
        self._form = form
        self._indent = indent if form == "json" else None
        self._printed = False

    @property
    def prints(self) -> bool:
        """Whether there is anywhere to print to."""
        return self._stream is not None

    def print(self, reading: verbs.Reading) -> None:
        """Print a record, from the casebook if it was read before."""
        if self._stream is None:
            return
        record = reading.record or self._held(reading.document)
        if record is None:
            return
        if self._form is None:
            console = pages(self._stream)
            if self._printed:
                console.print("", Rule(characters="═"), "", sep="\n")
            console.print(Page(record))
            self._printed = True
        else:
            self._stream.write(record.to_json(indent=self._indent) + "\n")
            self._stream.flush()

    def _held(self, document: str) -> Record | None:
        return self._casebook.record(document) if self._casebook else None
