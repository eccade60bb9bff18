"""`detente diff`: two days of a relation compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast, get_args

import click

import detente
from detente import records
from detente.cli import formats, options
from detente.cli.difference_page import DifferencePage
from detente.cli.output import is_terminal, output, pages, save
from detente.errors import UsageError
from detente.relations import By
from detente.report import document
from detente.report.difference import DAYS, difference
from detente.report.document.differing import compared
from detente.report.relation import Question, standing

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook
    from detente.records import Channel
    from detente.report.difference import Difference

_PRINTED: Final = ("table", "json", "md")


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--against", metavar="EDTF", required=True, help="The day it is compared with.")
@click.option("--on", metavar="EDTF", help="The day whose state is wanted; else the last known.")
@click.option(
    "--days", type=click.IntRange(min=1), default=DAYS, show_default=True,
    help="Days up to each of the two that are counted, where they lie no nearer.",
)  # fmt: skip
@click.option("--channel", type=click.Choice(get_args(records.Channel)), help="One channel alone.")
@click.option(
    "--by", type=click.Choice(get_args(By)), default="month", show_default=True,
    help="How long the periods are in which turning points are sought.",
)  # fmt: skip
@options.casebook
@click.option(
    "--format", "form", type=click.Choice(_PRINTED),
    help="How to print; else by the ending of FILE; a page on a terminal, json elsewhere.",
)  # fmt: skip
@options.out
def diff(
    *,
    against: str,
    days: int,
    casebook: Path,
    form: str | None,
    out: Path | None,
    **asked: str | None,
) -> None:
    """Compare two days of how A and B stand.

    Shown is what differs, and what came between.

    Sides are those of `detente relation`. FILE may end in .json, .md, .html, .docx or .pdf.
    """
    question = Question(
        first=str(asked["first"]),
        second=str(asked["second"]),
        channel=cast("Channel | None", asked["channel"]),
        by=cast("By", asked["by"]),
        on=asked["on"],
    )
    wanted = form or _form(out)
    with detente.Casebook(casebook, create=False) as opened:
        told = standing(opened, question)
        _write(opened, difference(opened, told, against, days=days), wanted, out)


def _form(out: Path | None) -> str:
    """The form that is wanted where none is named; an ending that is none is refused."""
    if out is None:
        return "table" if is_terminal() else "json"
    form = {"txt": "table"}.get(ending := out.suffix.lower().removeprefix("."), ending)
    if form not in {*_PRINTED, *document.FORMATS}:
        known = ("json", "txt", *document.FORMATS)
        raise UsageError("D302", str(out), detail=", ".join(f".{each}" for each in known))
    return form


def _write(casebook: Casebook, found: Difference, form: str, out: Path | None) -> None:
    if form in document.FORMATS:
        written = document.write(compared(casebook, found), form)
        if out:
            save(out, written)
            return
    with output(out) as stream:
        if form == "table":
            pages(stream).print(DifferencePage(found))
        elif form == "json":
            formats.write_json(found.to_json(), stream)
        else:
            stream.write(written.decode())
