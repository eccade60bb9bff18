"""`detente doctor`: is everything there, and if not, what to do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import click
from rich.table import Table
from rich.text import Text

from detente.cli import formats, options
from detente.cli.checks import Check, checks
from detente.cli.output import output, pages
from detente.cli.quoted import Measured
from detente.cli.typography import flat

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_MEASURE: Final = 100
_WITH_PROBLEMS: Final = 1


@click.command()
@options.casebook
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.out
def doctor(*, casebook: Path, as_json: bool, out: Path | None) -> None:
    """Say what is missing and how to mend it.

    Looks at versions, the model, the grammar, the tables and the casebook.
    """
    found = list(checks(casebook))
    with output(out) as stream:
        if as_json:
            formats.write_json([asdict(check) for check in found], stream)
        else:
            pages(stream).print(Measured(_shown(found), _MEASURE))
    if not all(check.ok for check in found):
        click.get_current_context().exit(_WITH_PROBLEMS)


def _shown(found: Sequence[Check]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for check in found:
        mark = Text("✓ ok", "green") if check.ok else Text("✗ no", "bold red")
        words = Text(flat(check.found))
        if not check.ok:
            words.append(f"\n→ {check.mend}", "bold")
        table.add_row(mark, flat(check.what), words)
    return table
