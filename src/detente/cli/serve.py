"""`detente serve`: the desk, in a browser on this machine."""

from __future__ import annotations

import secrets
import webbrowser
from typing import TYPE_CHECKING, Final

import click

from detente.cli import options
from detente.cli.output import notes

if TYPE_CHECKING:
    from pathlib import Path

_HERE: Final = "127.0.0.1"


@click.command()
@options.casebook
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8765,
    show_default=True,
    help="On which port to answer.",
)
@click.option(
    "--host",
    default=_HERE,
    show_default=True,
    help="Where to answer. Anywhere but on this machine alone, a token is asked for.",
)
@click.option("--open/--no-open", "opens", default=True, help="Open a browser, or do not.")
def serve(*, casebook: Path, port: int, host: str, opens: bool) -> None:
    """Open the desk: the casebook in a browser.

    It answers on this machine alone unless told otherwise.
    """
    import uvicorn  # noqa: PLC0415 - only the desk needs a server

    from detente.web import create_app  # noqa: PLC0415 - as above
    from detente.web.guard import LOOPBACK, Rules  # noqa: PLC0415 - as above

    token = None if host in LOOPBACK else secrets.token_urlsafe(24)
    app = create_app(casebook, Rules(hosts=LOOPBACK | {host}, token=token))
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/" + (f"?token={token}" if token else "")
    notes().print(f"the desk is at {address} — Ctrl+C ends it")
    if opens:
        webbrowser.open(address)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
