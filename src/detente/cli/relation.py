"""`detente relation`: how two sides stand, since when, and why."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final, cast, get_args

import click

import detente
from detente import records
from detente.cli import drawing, formats, options
from detente.cli.output import is_terminal, output, pages
from detente.cli.relation_page import RelationPage
from detente.relations import By
from detente.report import charts
from detente.report.relation import Question, Standing, standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from detente.records import Channel
    from detente.report.charts import Chart

_CHANNELS: Final = get_args(records.Channel)


@click.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--channel", type=click.Choice(_CHANNELS), help="One channel alone.")
@click.option(
    "--by", type=click.Choice(get_args(By)), default="month", show_default=True,
    help="How long the periods of the series are.",
)  # fmt: skip
@click.option("--from", "from_", metavar="EDTF", help="Nothing that ended before.")
@click.option("--to", metavar="EDTF", help="Nothing that began after.")
@click.option("--on", metavar="EDTF", help="The day whose state is wanted; else the last known.")
@click.option(
    "--with", "with_", metavar="C",
    help="Whether the tension of A and B goes with how A and C stand.",
)  # fmt: skip
@options.casebook
@click.option(
    "--format", "form", type=click.Choice(formats.FORMATS),
    help="How to print; else by the ending of FILE; a page on a terminal, json elsewhere.",
)  # fmt: skip
@options.out
def relation(
    *,
    casebook: Path,
    form: str | None,
    out: Path | None,
    **asked: str | None,
) -> None:
    """How A and B stand, since when, and why.

    A side is a name, a code or a country, or several joined by +, as in USA+coalition; NATO+members
    are all its members.
    """
    question = Question(
        first=str(asked["first"]),
        second=str(asked["second"]),
        channel=cast("Channel | None", asked["channel"]),
        by=cast("By", asked["by"]),
        from_=asked["from_"],
        to=asked["to"],
        on=asked["on"],
        with_=asked["with_"],
    )
    with detente.Casebook(casebook, create=False) as opened:
        told = standing(opened, question)
    if form is None and out and drawing.is_picture(out):
        drawing.draw(list(_charts(told)), out)
        return
    with output(out) as stream:
        _write(told, form or _default(out), stream)


def _default(out: Path | None) -> str:
    if out is None:
        return "table" if is_terminal() else "json"
    return formats.by_ending(out, "table")


def _write(told: Standing, form: str, stream: IO[str]) -> None:
    """The page or all of it as JSON; as CSV and JSON Lines the series, a row a period."""
    rows = told.relation.series.rows()
    if form == "table":
        pages(stream).print(RelationPage(told))
    elif form == "json":
        formats.write_json(told.to_json(), stream)
    elif form == "jsonl":
        formats.write_jsonl(rows, stream)
    else:
        formats.write_csv(rows, list(rows[0]) if rows else [], stream)


def _charts(told: Standing) -> Iterator[Chart]:
    yield charts.of_relation(
        told.relation, source=told.source, finding=told.finding, window=told.window
    )
    chain = charts.of_chain(told.relation, source=told.source)
    if chain:
        yield chain
