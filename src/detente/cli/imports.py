"""`detente import`: event data that others have coded, into a casebook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

import detente
from detente import imports
from detente.cli.output import notes

_WITH_PROBLEMS: Final = 1


@click.command("import")
@click.argument("form", type=click.Choice(tuple(imports.FORMATS)), metavar="FORMAT")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="The casebook to bring them into, made if absent.",
)
def bring(*, form: str, files: tuple[Path, ...], into: Path) -> None:
    """Bring coded events into a casebook.

    FORMAT is one of polecat, gdelt (events), icews, acled, ucdp (GED). Every row becomes a document
    of its own words with one event. A row that is not understood is a line of the casebook's
    problems, and the others are brought in.
    """
    for file in files:
        imports.check(file, form)
    bad = 0
    with detente.Casebook(into) as casebook:
        for file in files:
            tally = imports.bring(file, form, casebook)
            notes().print(f"{file}: {tally} · {into}", soft_wrap=True)
            bad += tally.bad
    if bad:
        click.get_current_context().exit(_WITH_PROBLEMS)
