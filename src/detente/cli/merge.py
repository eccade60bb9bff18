"""`detente merge`: join the reports of one event, at a time of one's choosing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

import detente
from detente.cli import options
from detente.cli.output import notes
from detente.cli.typography import flat, plural

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.casebook
def merge(*, casebook: Path) -> None:
    """Join the reports of one event, where that is not done.

    It is done by itself whenever a command needs it; of a large casebook that takes a while.
    """
    started = time.monotonic()
    with detente.Casebook(casebook, create=False) as opened:
        merged = opened.merge()
        mentions, events = opened.count("mentions"), opened.count("events")
    took = f", in {time.monotonic() - started:.1f} s" if merged else ", as before"
    said = f"{plural(mentions, 'mention')} of {plural(events, 'event')}{took} · {casebook}"
    notes().print(flat(said), soft_wrap=True)
