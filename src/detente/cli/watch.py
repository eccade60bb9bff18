"""`detente watch`: what feeds list is fetched, read and kept; what is new is printed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

import detente
from detente import watch as watching
from detente.cli import formats, options
from detente.cli.output import notes
from detente.cli.progress import Progress
from detente.errors import CasebookError
from detente.sources.fetch import Manners, agent
from detente.wording import date, flat, plural

if TYPE_CHECKING:
    from datetime import datetime

    from detente.casebook import Casebook
    from detente.records import Record

_WITH_PROBLEMS: Final = 1
_REFUSED: Final = 2
_SHORT: Final = 8
"""Letters of a document's hash that are shown."""


@dataclass(slots=True)
class _Tally:
    """What one pass did."""

    asked: int = 0
    failed: int = 0
    new: int = 0
    unread: int = 0

    @property
    def status(self) -> int:
        """The exit status: 2 if no feed could be had of those that were asked."""
        if self.failed and self.failed == self.asked:
            return _REFUSED
        return _WITH_PROBLEMS if self.failed or self.unread else 0

    def __str__(self) -> str:
        parts = [plural(self.asked, "feed") + " asked"]
        parts += [f"{self.failed:,} failed"] if self.failed else []
        parts += [f"{self.new:,} new"]
        parts += [f"{self.unread:,} could not be read"] if self.unread else []
        return ", ".join(parts)


@click.command()
@click.argument("feeds", type=click.Path(path_type=Path, dir_okay=False), metavar="FEEDS.toml")
@options.into()
@click.option(
    "--once", is_flag=True, help="One pass and no more, as for cron: what is done anyway."
)
@click.option("--every", metavar="15m", help="Pass after pass, so long from one to the next.")
@click.option("--retry", is_flag=True, help="Ask feeds that failed or were gone now, not later.")
@click.option("--status", is_flag=True, help="Say how each feed stands; ask nobody.")
@click.option("--jsonl", is_flag=True, help="Print one JSON object for each new document.")
def watch(
    *,
    feeds: Path,
    into: Path,
    once: bool,
    every: str | None,
    retry: bool,
    status: bool,
    jsonl: bool,
) -> None:
    """Fetch what feeds list and read what is new.

    FEEDS.toml lists feeds, sitemaps and folders; those that are due are asked, politely. What is
    new is printed. A pass may be killed at any time: the next one goes on where it was.
    """
    if once and every:
        raise click.UsageError("give either --once or --every")
    settings = watching.load(feeds)
    pause = watching.duration(every) if every else None
    with detente.Casebook(into) as casebook:
        if status:
            _write_status(casebook, settings, jsonl=jsonl)
            return
        clock = watching.SystemClock()
        manners = Manners(agent=agent(settings.contact))
        watcher = watching.Watch(
            casebook,
            settings,
            reader=detente.Reader,
            courier=watching.Courier(clock, manners=manners, pause=settings.pause),
            clock=clock,
        )
        if pause is None:
            tally = _pass(watcher, casebook, retry=retry, jsonl=jsonl)
            click.get_current_context().exit(tally.status)
        _go_on(watcher, casebook, clock, pause=pause, retry=retry, jsonl=jsonl)


def _go_on(
    watcher: watching.Watch,
    casebook: Casebook,
    clock: watching.Clock,
    *,
    pause: float,
    retry: bool,
    jsonl: bool,
) -> None:
    """Pass after pass, until somebody interrupts."""
    try:
        while True:
            begun = clock.now()
            try:
                _pass(watcher, casebook, retry=retry, jsonl=jsonl)
            except CasebookError as error:  # busy, or full for now: the next pass makes up for it
                notes().print(f"error: {flat(error.message)}", soft_wrap=True)
            retry = False
            left = begun + timedelta(seconds=pause) - clock.now()
            clock.sleep(max(left.total_seconds(), 0.0))
    except KeyboardInterrupt:
        notes().print("stopped")


def _pass(watcher: watching.Watch, casebook: Casebook, *, retry: bool, jsonl: bool) -> _Tally:
    """One pass; what is new is printed as it comes."""
    tally = _Tally()
    with Progress(shown=True) as progress:
        for news in watcher.once(retry=retry):
            match news:
                case watching.Looked(feed):
                    tally.asked += 1
                    progress.advance(feed.title)
                case watching.Trouble():
                    tally.asked += news.of_feed
                    tally.failed += news.of_feed
                    tally.unread += not news.of_feed
                    progress.note(_trouble(news))
                case watching.Told(feed, what):
                    progress.note(f"note: {feed.title} {what}")
                case watching.Brought(feed, reading) if reading.record:
                    tally.new += 1
                    progress.advance(reading.source)
                    _print(feed, reading.source, reading.record, jsonl=jsonl)
        if tally.asked or tally.new or tally.unread:
            progress.note(f"{tally} · {casebook.path}")
        else:
            progress.note(f"no feed is due · {casebook.path}")
    return tally


def _trouble(trouble: watching.Trouble) -> str:
    again = f" · again after {_time(trouble.again)}" if trouble.again else ""
    return f"error: {trouble.error.message}{again}"


def _print(feed: watching.FeedSettings, source: str, record: Record, *, jsonl: bool) -> None:
    """A line for a new document."""
    document = record.document
    if jsonl:
        row: dict[str, Any] = {
            "document": document.id,
            "published": document.published,
            "publisher": document.publisher,
            "title": document.title,
            "url": document.url,
            "feed": feed.title,
            "source": source,
            "events": len(record.events),
            "claims": len(record.claims),
        }
        formats.write_jsonl([row], sys.stdout)
    else:
        sys.stdout.write(
            f"{document.id.removeprefix('sha256:')[:_SHORT]}  {date(document.published)}  "
            f"{flat(document.publisher or feed.title)}: {flat(document.title or source)}  "
            f"({plural(len(record.events), 'event')}, {plural(len(record.claims), 'claim')})\n"
        )
    sys.stdout.flush()


def _write_status(casebook: Casebook, settings: watching.Settings, *, jsonl: bool) -> None:
    """How each feed stands, in the order of the list."""
    for feed in settings.feeds:
        state, counts = casebook.feeds.state(feed.key), casebook.feeds.counts(feed.key)
        if jsonl:
            row: dict[str, Any] = {
                "feed": feed.title,
                "url": feed.key,
                "moved": state.address,
                "looked": state.looked and state.looked.isoformat(),
                "due": state.due and state.due.isoformat(),
                "failures": state.failures,
                "code": state.code,
                "stopped": state.stopped,
                "read": counts.read,
                "waiting": counts.waiting,
                "given_up": counts.given_up,
            }
            formats.write_jsonl([row], sys.stdout)
            continue
        parts = [
            f"last asked {_time(state.looked)}" if state.looked else "never asked",
            "gone for good" if state.stopped else f"due {_time(state.due)}" if state.due else "due",
            f"{counts.read:,} read, {counts.waiting:,} waiting, {counts.given_up:,} given up",
        ]
        parts += [f"{plural(state.failures, 'failure')}: {state.what}"] if state.failures else []
        sys.stdout.write(f"{flat(feed.title)}: {flat(' · '.join(parts))}\n")


def _time(when: datetime) -> str:
    """A time to the minute, in UTC.

    >>> from datetime import UTC, datetime
    >>> _time(datetime(2020, 5, 13, 10, 0, tzinfo=UTC))
    '2020-05-13 10:00 UTC'
    """
    return f"{when:%Y-%m-%d %H:%M} UTC"
