"""`detente contradictions`: what is said against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

import detente
from detente.cli import options
from detente.cli.tables import form_option, show

if TYPE_CHECKING:
    from pathlib import Path

    from detente.casebook import Casebook, Filter
    from detente.casebook.rows import Row

_KINDS: Final = ("happened", "killed", "injured", "blame")
_HEADER: Final = ("kind", "happening", "first", "second")


@click.command()
@click.option(
    "--kind", type=click.Choice(_KINDS), multiple=True, help="Only those; may be given again."
)
@options.filters()
@options.casebook
@form_option
@options.out
def contradictions(
    *, asked: Filter, kind: tuple[str, ...], casebook: Path, form: str | None, out: Path | None
) -> None:
    """What is said against each other, and by whom.

    KIND is happened (it did, it did not), killed or injured (numbers that cannot both be), or blame
    (who is accused denies it). Filters are those of events; detente event ID shows one whole.
    """
    with detente.Casebook(casebook, create=False) as opened:
        rows = [row for row in _found(opened, asked) if not kind or row["kind"] in kind]
    show("contradictions", rows, _HEADER, form=form, out=out)


def _found(casebook: Casebook, asked: Filter) -> list[Row]:
    """The contradictions about events that are asked for."""
    events = {row["happening"] for row in casebook.events(asked)}
    return [row for row in casebook.contradictions() if row["happening"] in events]
