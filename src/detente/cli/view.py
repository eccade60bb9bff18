"""`detente view`: names for what is asked of a casebook again and again."""

from __future__ import annotations

import datetime as dt
import getpass
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table
from rich.text import Text

import detente
from detente.casebook.listed import LISTED
from detente.cli import formats, options
from detente.cli.output import is_terminal, output, pages
from detente.cli.typography import flat

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Filter
    from detente.casebook.saved import SavedView

_name = click.argument("name", metavar="NAME")
_by = click.option(
    "--by", metavar="NAME", envvar="DETENTE_USER", show_envvar=True, help="Who says so; else you."
)


@click.group()
def view() -> None:
    """Name what is asked of a table, for --view."""


@view.command()
@_name
@options.filters(relations=None)
@click.option(
    "--table",
    type=click.Choice(sorted(LISTED)),
    default="events",
    show_default=True,
    help="Of which table.",
)
@options.casebook
@_by
def save(*, name: str, asked: Filter, table: str, casebook: Path, by: str | None) -> None:
    """Save what the options ask for; a view of that name there was is no more."""
    with detente.Casebook(casebook, create=False) as opened:
        made = opened.views.save(name, table, asked, author=by or getpass.getuser(), at=_now())
    _show([made])


@view.command("list")
@options.casebook
def list_(*, casebook: Path) -> None:
    """The views there are."""
    with detente.Casebook(casebook, create=False) as opened:
        found = opened.views.all()
    _show(found)


@view.command()
@_name
@options.casebook
@_by
def remove(*, name: str, casebook: Path, by: str | None) -> None:
    """Remove a view."""
    with detente.Casebook(casebook, create=False) as opened:
        gone = opened.views.remove(name, author=by or getpass.getuser(), at=_now())
    _show([gone])


def _show(views: list[SavedView]) -> None:
    with output(None) as stream:
        if not is_terminal():
            formats.write_json([_row(each) for each in views], stream)
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for title in ("Name", "Table", "Asks for", "Saved by"):
            table.add_column(title)
        for each in views:
            asks = ", ".join(f"{field} {_words(value)}" for field, value in each.query().items())
            cells = (each.name, each.table, asks or "all", each.author)
            table.add_row(*(Text(flat(cell)) for cell in cells))
        pages(stream).print(table if views else Text("none", style="dim"))


def _words(value: object) -> str:
    return " and ".join(value) if isinstance(value, tuple | list) else str(value)


def _row(view: SavedView) -> dict[str, Any]:
    return {
        "name": view.name,
        "table": view.table,
        "asked": view.query(),
        "author": view.author,
        "at": view.at,
    }


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
