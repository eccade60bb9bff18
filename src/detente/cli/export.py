"""`detente export`: a casebook in the formats that others read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import detente
from detente.cli import options
from detente.cli.output import notes
from detente.export import FORMATS
from detente.export import export as write
from detente.export.frames import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Filter


@click.command()
@click.argument("form", type=click.Choice(tuple(FORMATS)), metavar="FORMAT")
@options.filters()
@click.option(
    "--table",
    type=click.Choice(TABLES),
    help="One table to a file, instead of all to a folder; for csv, jsonl, parquet and arrow.",
)
@click.option(
    "--by",
    "parted",
    type=click.Choice(("month",)),
    help="Tables with dates as folders of months; for parquet.",
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    required=True,
    help="The file to make; for gdelt and whole casebooks as tables, the folder. On object storage "
    "its address, as s3://BUCKET/PREFIX.",
)
@options.casebook
def export(
    *,
    form: str,
    asked: Filter,
    table: str | None,
    parted: str | None,
    out: str,
    casebook: Path,
) -> None:
    """Write a casebook in a format that other programs read.

    FORMAT is one of polecat, gdelt, icews (events that happened, in the columns of those data
    sets), csv, jsonl, parquet, arrow (tables), webannotation, prov, ftm, geojson. What is written,
    and what the format has no room for, is counted on standard error.
    """
    with detente.Casebook(casebook, create=False) as opened:
        tally = write(opened, form, out, asked, table=table, monthly=parted == "month")
    notes().print(f"{tally} · {out}", soft_wrap=True)
