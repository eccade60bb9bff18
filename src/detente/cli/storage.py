"""`detente push` and `detente pull`: a casebook to object storage, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import detente
from detente.casebook.storage import Store
from detente.cli import options
from detente.cli.output import notes
from detente.cli.typography import flat, plural

if TYPE_CHECKING:
    from pathlib import Path

_ADDRESS = click.argument("address", metavar="s3://BUCKET/PREFIX")


@click.command()
@_ADDRESS
@options.casebook
def push(*, address: str, casebook: Path) -> None:
    """Send a casebook to object storage: what is not there yet.

    What lies there has the form of a casebook at any moment. Notes, reviews and inquiries stay on
    the disk. Keys, region and endpoint come from the environment, as for other programs of S3.
    """
    detente.Casebook(casebook, create=False).close()
    sent = Store(address).send(casebook)
    notes().print(flat(f"{plural(sent, 'file')} sent · {address}"), soft_wrap=True)


@click.command()
@_ADDRESS
@options.into("The casebook to bring it into, made if absent.")
def pull(*, address: str, into: Path) -> None:
    """Bring a casebook from object storage: what is not here yet.

    That is its documents and runs; notes, reviews and inquiries of others are not there.
    """
    store = Store(address)
    with detente.Casebook(into) as casebook, casebook.writer():
        brought = store.fetch(into)
    notes().print(flat(f"{plural(brought, 'file')} brought · {into}"), soft_wrap=True)
