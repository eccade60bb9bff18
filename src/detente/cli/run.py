"""`detente run`: many documents into a casebook, by several processes."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

import click

import detente
from detente import dates, verbs
from detente.batch import account, driving, runner
from detente.batch.cluster import cluster
from detente.batch.worker import Limits
from detente.casebook.storage import Store
from detente.cli import options
from detente.cli.output import save
from detente.cli.run_log import Log
from detente.errors import CasebookError
from detente.reading import shipped
from detente.sources.folder import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.batch.runner import Crew
    from detente.batch.tally import Settled, Tally
    from detente.casebook import Casebook

    _Tell = Callable[[Settled, Tally], None]

_WITH_PROBLEMS: Final = 1
_MEGA: Final = 1_000_000
_OFTEN: Final = 1_000
"""After so many inputs a casebook that is pushed is sent again."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="FILE|FOLDER|GLOB|URL|-...")
@options.into()
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Where the processes run: on this machine, or on a Ray cluster.",
)
@click.option(
    "--address",
    metavar="ADDRESS",
    help="The Ray cluster, as ray://head:10001; one is started here unless given.",
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
    metavar="S",
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
@click.option("--all", "everything", is_flag=True, help="Read what says nothing of politics, too.")
@click.option("--retry", is_flag=True, help="Try again what failed in an earlier run.")
@click.option(
    "--merge/--no-merge",
    default=True,
    show_default=True,
    help="Merge the reports of one event at the end; else `detente merge` does it.",
)
@click.option(
    "--log",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How progress and problems are told on standard error.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what was done, with time by stage and memory, as JSON.",
)
@click.option(
    "--metrics",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Keep this file of OpenMetrics up to date while it runs.",
)
@click.option(
    "--push",
    metavar="s3://BUCKET/PREFIX",
    help="Keep the casebook there too: bring what is there first, and send it as it grows.",
)
@options.date
@options.publisher
def run(  # noqa: PLR0913 - each is an option of the command
    *,
    inputs: tuple[str, ...],
    into: Path,
    engine: str,
    address: str | None,
    workers: int | None,
    seconds: float,
    memory: int,
    everything: bool,
    retry: bool,
    merge: bool,
    form: str,
    report: Path | None,
    metrics: Path | None,
    push: str | None,
    date: str | None,
    publisher: str | None,
) -> None:
    """Read many documents into a casebook, by several processes.

    What detente read takes is taken here. The run may be killed at any time: given the same inputs
    again it goes on from there, and reads only what is new. A document that cannot be read costs
    only itself; it is a line of the casebook's problems. What says nothing of politics is set
    aside, and counted.
    """
    if address and engine != "ray":
        raise click.UsageError("--address is of --engine ray")
    settings = driving.Settings(
        Limits(seconds, memory * _MEGA),
        date=date and dates.check(date),
        publisher=publisher,
        sift=not everything,
        retry=retry,
    )
    store = Store(push) if push else None
    given = account.Given(engine, workers or _cores(), count(inputs))
    with Log(given, as_json=form == "json", metrics=metrics) as log:
        with detente.Casebook(into) as casebook:
            with _crew(given, settings.limits, address) as crew:
                log.begin(inputs, into)
                if store:
                    with casebook.writer(merge=False):
                        log.brought(store.fetch(into), store.address)
                info = shipped.info()
                tell = _pushing(store, into, log) if store else log.tell
                tally = driving.run(verbs.sources(inputs), casebook, crew, info, settings, tell)
            if merge:
                _merge(casebook, tally, log)
        done = log.end(tally, into)
    if report:
        save(report, json.dumps(done, indent=1) + "\n")
    if store:
        store.send(into)
    if tally.outcomes["failed"]:
        click.get_current_context().exit(_WITH_PROBLEMS)


def _merge(casebook: Casebook, tally: Tally, log: Log) -> None:
    """Join the reports of one event, once no worker takes memory any more."""
    log.merging(tally)
    started = perf_counter()
    casebook.merge()
    tally.took("merging", perf_counter() - started)


def _pushing(store: Store, into: Path, log: Log) -> _Tell:
    """What is told of an input is told on, and the casebook sent after every thousand.

    A store that does not take it costs nothing but a line: the next time sends that too.
    """

    def told(settled: Settled, tally: Tally) -> None:
        log.tell(settled, tally)
        if tally.done % _OFTEN == 0:
            try:
                store.send_runs(into)
            except CasebookError as error:
                if error.code != "D210":
                    raise
                log.unsent(error)

    return told


@contextmanager
def _crew(given: account.Given, limits: Limits, address: str | None) -> Iterator[Crew]:
    if given.engine == "local":
        with runner.local(detente.Reader, workers=given.workers, limits=limits) as crew:
            yield crew
        return
    with (
        redirect_stdout(sys.stderr),  # where Ray tells of actors that are lost
        cluster(detente.Reader, workers=given.workers, limits=limits, address=address) as crew,
    ):
        yield crew


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
