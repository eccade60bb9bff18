"""`detente actors`, `causes`, `claims`, `documents`, `events`, `relations`: a casebook's tables."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

import detente
from detente.cli import columns, drawing, formats, options
from detente.cli.output import is_terminal, notes, output, pages
from detente.cli.quoted import Measured
from detente.cli.typography import plural
from detente.inquiries.chains import chained
from detente.review.book import REVIEWED, TABLES, Review

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import IO

    from detente.casebook import Filter
    from detente.casebook.rows import Row

_MEASURE: Final = 160
_PLAIN: Final = "json"
"""The format where no person looks."""


def _table(name: str) -> Callable[[Callable[[], None]], click.Command]:
    """A command that prints the casebook's table of that name; its help is the docstring."""

    def decorate(described: Callable[[], None]) -> click.Command:
        @wraps(described)
        def command(
            *,
            asked: Filter,
            casebook: Path,
            form: str | None,
            out: Path | None,
            reviewed: bool = False,
        ) -> None:
            _show(name, asked, casebook, form, out, reviewed=reviewed)

        if name in TABLES:
            command = _reviewed(command)
        return _shared(name, command, relations=name == "relations")

    return decorate


def _show(
    name: str,
    asked: Filter,
    casebook: Path,
    form: str | None,
    out: Path | None,
    *,
    since: datetime | None = None,
    reviewed: bool = False,
) -> None:
    with detente.Casebook(casebook, create=False) as opened:
        rows: list[Row] = (
            Review(opened).rows(name, asked) if reviewed else getattr(opened, name)(asked)
        )
        if since:
            brought = opened.feeds.brought_since(since)
            rows = [row for row in rows if row["document"] in brought]
        if name == "claims":
            rows = chained(opened, rows)
        header = [*opened.columns(name), *(REVIEWED if reviewed else ())]
        if form is None and out and drawing.is_picture(out):
            drawing.draw([drawing.of_table(opened, name, rows, asked)], out)
            return
    show(name, rows, header, form=form, out=out)


_reviewed = click.option(
    "--reviewed",
    is_flag=True,
    help="Beside each row what was decided, and what was read where it was corrected.",
)
form_option = click.option(
    "--format",
    "form",
    type=click.Choice(formats.FORMATS),
    help="How to print; else by the ending of FILE; table on a terminal, json elsewhere.",
)
"""`--format`."""


def show(
    name: str, rows: list[Row], header: Sequence[str], *, form: str | None, out: Path | None
) -> None:
    """Print rows of a table in the form that is asked for, else as fits where they go.

    Args:
        name: A key of `columns.COLUMNS`.
        rows: The rows.
        header: Their columns, for CSV.
        form: One of `formats.FORMATS`.
        out: A file to write to.
    """
    with output(out) as stream:
        _write(name, rows, header, form or _default(out), stream)


def _shared(name: str, command: Callable[..., None], *, relations: bool = False) -> click.Command:
    """The command with the options that all tables have."""
    filtered = options.filters(relations=relations)(command)
    return click.command(name)(options.casebook(form_option(options.out(filtered))))


@_table("actors")
def actors() -> None:
    """Who appears in the documents, the most mentioned first."""


@_table("causes")
def causes() -> None:
    """What is said to have led to what."""


@_table("claims")
def claims() -> None:
    """Who says what, how sure, through whom."""


@options.since
def _documents(
    *,
    asked: Filter,
    casebook: Path,
    form: str | None,
    out: Path | None,
    since: datetime | None,
) -> None:
    """The documents, oldest first."""
    _show("documents", asked, casebook, form, out, since=since)


documents = _shared("documents", _documents)


@click.option("--mentions", is_flag=True, help="A row for each mention in each document.")
@_reviewed
def _events(
    *,
    asked: Filter,
    casebook: Path,
    form: str | None,
    out: Path | None,
    mentions: bool,
    reviewed: bool,
) -> None:
    """Who did what to whom, one row an event, in order of date.

    REPORTS counts the documents, ORIGINS those that do not repeat another. detente event ID shows
    one whole.
    """
    _show("mentions" if mentions else "events", asked, casebook, form, out, reviewed=reviewed)


events = _shared("events", _events)


@_table("relations")
def relations() -> None:
    """Changes in the state of relations, in order of date."""


def _default(out: Path | None) -> str:
    if out is None:
        return "table" if is_terminal() else _PLAIN
    return formats.by_ending(out, _PLAIN)


def _write(name: str, rows: list[Row], header: Sequence[str], form: str, stream: IO[str]) -> None:
    if form == "json":
        formats.write_json(rows, stream)
    elif form == "jsonl":
        formats.write_jsonl(rows, stream)
    elif form == "csv":
        formats.write_csv(rows, header, stream)
    elif rows:
        pages(stream).print(Measured(printed(name, rows), _MEASURE))
    else:
        notes().print(f"no {name}", style="dim")


def printed(name: str, rows: list[Row]) -> Table:
    """Rows as a table for a person: the columns that matter, in words.

    Args:
        name: The casebook's table they are from.
        rows: The rows.
    """
    shown = columns.COLUMNS[name]
    if rows and "review" in rows[0] and name in TABLES:
        # Counts stand below the table too, and make room for what was decided.
        shown = (*(each for each in shown if each.justify != "right"), columns.REVIEW)
    table = Table(
        box=SIMPLE_HEAD,
        show_edge=False,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        header_style="bold",
        border_style="dim",
    )
    table.caption = _counted(name, rows)
    table.caption_justify = "left"
    for column in shown:
        table.add_column(
            column.title,
            ratio=column.ratio,
            justify=column.justify,
            min_width=column.width or len(column.title),
            max_width=column.width,
            no_wrap=column.ratio is None and column.width is None,
        )
    for row in rows:
        table.add_row(*(_cell(column, row) for column in shown))
    return table


def _counted(name: str, rows: list[Row]) -> str:
    """How many rows; of events, of their reports and origins too: three ways to count."""
    counts = [plural(len(rows), columns.NOUNS.get(name, name.removesuffix("s")))]
    if name == "events":
        counts += [
            plural(sum(row[what] for row in rows), what.removesuffix("s"))
            for what in ("reports", "origins")
        ]
    return ", ".join(counts)


def _cell(column: columns.Column, row: Row) -> Text:
    cell: Any = column.cell(row)
    return cell if isinstance(cell, Text) else Text(cell or "–")
