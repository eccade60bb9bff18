"""`detente run`: many documents into a casebook, by several processes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

import detente
from detente import dates, verbs
from detente.batch import driving, runner
from detente.batch.worker import Limits
from detente.cli import options
from detente.cli.progress import Progress
from detente.cli.typography import plural
from detente.reading import shipped

if TYPE_CHECKING:
    from detente.batch.tally import Tally

_WITH_PROBLEMS: Final = 1
_MEGA: Final = 1_000_000


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER|GLOB|URL|-...")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    envvar="DETENTE_CASEBOOK",
    default=Path("casebook"),
    show_envvar=True,
    show_default=True,
    metavar="DIR",
    help="The casebook to keep what is read in, made if absent.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many processes read; one for each core unless given.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=Limits().seconds,
    show_default=True,
    help="Processor time that one document may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(min=100),
    default=Limits().room // _MEGA,
    show_default=True,
    metavar="MB",
    help="Memory that one document may take, beyond what the program has.",
)
@options.date
@options.publisher
def run(
    *,
    inputs: tuple[str, ...],
    into: Path,
    workers: int | None,
    seconds: float,
    memory: int,
    date: str | None,
    publisher: str | None,
) -> None:
    """Read many documents into a casebook, by several processes.

    What detente read takes is taken here. The run may be killed at any time: given the same inputs
    again it goes on from there, and reads only what is new. A document that cannot be read costs
    only itself; it is a line of the casebook's problems.
    """
    limits = Limits(seconds, memory * _MEGA)
    settings = driving.Settings(limits, date=date and dates.check(date), publisher=publisher)
    with (
        detente.Casebook(into) as casebook,
        runner.local(detente.Reader, workers=workers or _cores(), limits=limits) as crew,
        Progress(shown=True) as progress,
    ):

        def tell(outcome: verbs.Reading | verbs.Failure, _: Tally) -> None:
            progress.advance(outcome.source)
            if isinstance(outcome, verbs.Failure):
                progress.note(f"error: {outcome.error.message}")

        found = verbs.sources(inputs)
        tally = driving.run(found, casebook, crew, shipped.info(), settings, tell)
    progress.note(f"{_said(tally)} · {into}")
    if tally.failed:
        click.get_current_context().exit(_WITH_PROBLEMS)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _said(tally: Tally) -> str:
    parts = [plural(tally.read, "document") + " read"]
    parts += [f"{tally.copies:,} copies"] if tally.copies else []
    parts += [f"{tally.held:,} already there"] if tally.held else []
    parts += [f"{tally.failed.total():,} could not be read"] if tally.failed else []
    return ", ".join(parts)
