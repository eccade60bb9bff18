"""How a batch is told of: on standard error, by a line or in JSON; in a file of metrics."""

from __future__ import annotations

import datetime as dt
import json
import time
from typing import TYPE_CHECKING, Any, Final, Self

import click
from rich import progress as bars

from detente.batch.account import Given, Pace, metrics, report
from detente.cli.output import notes, save
from detente.cli.typography import flat, plural

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.batch.tally import Settled, Tally
    from detente.errors import DetenteError

_PERIOD: Final = 5.0
"""Seconds between two writings of the metrics, and of lines of JSON."""
_MINUTE: Final = 60.0
"""The same between lines of text where no person looks."""
_MOST_CODES: Final = 4


class Log:
    """Tells of a batch while it runs.

    Args:
        given: What it was asked to do.
        as_json: Whether in lines of JSON.
        metrics: A file to keep up to date.
    """

    def __init__(self, given: Given, *, as_json: bool, metrics: Path | None) -> None:
        self._given = given
        self._as_json = as_json
        self._metrics = metrics
        self._console = notes()
        self._moves = self._console.is_terminal and not as_json
        self._bar = bars.Progress(
            bars.SpinnerColumn(),
            bars.TextColumn("{task.description}"),
            console=self._console,
            transient=True,
            disable=not self._moves,
        )
        self._task = self._bar.add_task("starting", total=None)
        self._pace = Pace(time.monotonic())
        self._told = self._pace.started
        self._written = 0.0

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, inputs: Sequence[str], into: Path) -> None:
        """The batch begins."""
        if self._as_json:
            asked = {"engine": self._given.engine, "workers": self._given.workers}
            self._line("begin", inputs=list(inputs), into=str(into), **asked)

    def brought(self, files: int, address: str) -> None:
        """What was on object storage, and not here, is here now."""
        if self._as_json:
            self._line("brought", files=files, address=address)
        elif files:
            self._note(f"{plural(files, 'file')} brought · {address}")

    def unsent(self, error: DetenteError) -> None:
        """Object storage does not take what was to be sent now."""
        if self._as_json:
            self._line("unsent", code=error.code, what=error.message)
        else:
            self._note(f"error: {error.message}")

    def tell(self, settled: Settled, tally: Tally) -> None:
        """It is known, and on the disk, what became of an input."""
        if settled.outcome == "failed" and settled.error is not None:
            self._problem(settled)
        now = time.monotonic()
        self._pace.see(now, tally.done)
        self._bar.update(self._task, description=self._said(tally))
        if now - self._written >= _PERIOD:
            self._write(tally)
        if not self._moves and now - self._told >= (_PERIOD if self._as_json else _MINUTE):
            self._progress(tally)

    def merging(self, tally: Tally) -> None:
        """All is read, and events are being merged, which takes a while where they are many."""
        self._bar.update(self._task, description=f"{tally.done:,} done · merging events")
        if self._as_json:
            self._line("merging", done=tally.done)

    def end(self, tally: Tally, into: Path) -> dict[str, Any]:
        """The batch is over.

        Returns:
            Its report.
        """
        self._write(tally)
        seconds = time.monotonic() - self._pace.started
        done = report(tally, self._given, seconds)
        if self._as_json:
            self._line("end", **done)
        else:
            self._note(f"{_summed(tally)} · {into}")
            self._note(_took(tally, self._given, seconds))
        return done

    def _problem(self, settled: Settled) -> None:
        error = settled.error
        if error is None:
            return
        if self._as_json:
            self._line("problem", source=settled.source, code=error.code, what=error.message)
        else:
            self._note(f"error: {error.message}")

    def _progress(self, tally: Tally) -> None:
        self._told = time.monotonic()
        if not self._as_json:
            self._note(self._said(tally))
            return
        left = self._pace.left(self._given.total)
        self._line(
            "progress",
            done=tally.done,
            total=self._given.total,
            rate=round(self._pace.rate, 2),
            seconds_left=None if left is None else round(left),
            outcomes=dict(tally.outcomes),
            codes=dict(tally.codes),
        )

    def _said(self, tally: Tally) -> str:
        """How far it has come, on one line: "1,280 of 20,000 · 12.5/s · 25 min left · D102 3"."""
        total = self._given.total
        parts = [f"{tally.done:,}{f' of {total:,}' if total else ''}", f"{self._pace.rate:.1f}/s"]
        left = self._pace.left(total)
        parts += [f"{_duration(left)} left"] if left else []
        codes = tally.codes.most_common(_MOST_CODES)
        parts += [", ".join(f"{code} {number:,}" for code, number in codes)] if codes else []
        return " · ".join(parts)

    def _write(self, tally: Tally) -> None:
        self._written = time.monotonic()
        if self._metrics is not None:
            seconds = self._written - self._pace.started
            save(self._metrics, metrics(tally, self._given, seconds))

    def _line(self, event: str, **values: object) -> None:
        now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
        click.echo(json.dumps({"time": now, "event": event} | values), err=True)

    def _note(self, line: str) -> None:
        self._console.print(flat(line), soft_wrap=True)


def _summed(tally: Tally) -> str:
    """What became of all inputs."""
    outcomes = tally.outcomes
    parts = [plural(outcomes["read"], "document") + " read"]
    copies = outcomes["copy"]
    parts += [f"{copies:,} {'copy' if copies == 1 else 'copies'}"] if copies else []
    parts += [f"{outcomes['held']:,} already there"] if outcomes["held"] else []
    aside = [
        f"{tally.codes[code]:,} {why}"
        for code, why in (("D117", "without politics"), ("D107", "not in English"))
        if tally.codes[code]
    ]
    parts += [f"{outcomes['set-aside']:,} set aside ({', '.join(aside)})"] if aside else []
    parts += [f"{outcomes['failed']:,} could not be read"] if outcomes["failed"] else []
    return ", ".join(parts)


def _took(tally: Tally, given: Given, seconds: float) -> str:
    """How long it took, what of that where, and how much memory."""
    rate = tally.done / seconds if seconds else 0.0
    stages = ", ".join(f"{stage} {_duration(spent)}" for stage, spent in tally.seconds.items())
    parts = [f"{_duration(seconds)} with {plural(given.workers, 'worker')}", f"{rate:.1f}/s"]
    parts += [stages] if stages else []
    parts += [f"{tally.peak / 1e6:,.0f} MB a worker"] if tally.peak else []
    parts += [f"{plural(tally.deaths, 'worker')} lost"] if tally.deaths else []
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    """A stretch of time as one says it.

    >>> _duration(8.24), _duration(95), _duration(7200)
    ('8.2 s', '1 min 35 s', '2 h 0 min')
    """
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"
