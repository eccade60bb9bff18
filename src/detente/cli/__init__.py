"""The command line: it parses what is typed and prints what comes back; the work is done elsewhere.

JSON and tables go to standard output, progress and problems to standard error. The exit status is
0 when done, 1 when done with problems, 2 when refused.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Any, Final

import click

from detente import __version__
from detente.errors import DetenteError

__all__ = ["command", "main"]

_COMMANDS: Final = {
    "actors": "tables",
    "causes": "tables",
    "contradictions": "contradictions",
    "claims": "tables",
    "demo": "demo",
    "diff": "diff",
    "doctor": "doctor",
    "documents": "tables",
    "eval": "evaluate",
    "event": "event",
    "events": "tables",
    "export": "export",
    "import": "imports:bring",
    "inquiry": "inquiry",
    "merge": "merge",
    "pull": "storage",
    "push": "storage",
    "read": "read",
    "relation": "relation",
    "relations": "tables",
    "report": "report",
    "review": "review",
    "run": "run",
    "schema": "schema",
    "serve": "serve",
    "view": "view",
    "watch": "watch",
}
"""Command to the module that holds it, and its name there if another; a module is imported when its
command is wanted."""

_REFUSED: Final = 2


class _Commands(click.Group):
    """The commands, each loaded when it is asked for; an error of ours is one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        name, _, attribute = _COMMANDS[cmd_name].partition(":")
        module = import_module(f"{__name__}.{name}")
        found: click.Command = getattr(module, attribute or cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run a command; what detente refuses goes to standard error as one line."""
        try:
            return super().invoke(ctx)
        except DetenteError as error:
            click.echo(f"error: {error.message}", err=True)
            ctx.exit(_REFUSED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="detente", message="%(prog)s %(version)s")
def command() -> None:
    """Read news and official reports; keep a sourced record of who did what to whom.

    detente read FILE prints what one document says; with --into DIR it is kept in a casebook,
    which the commands named after tables (events, claims, …) look into.
    """


def main() -> None:
    """Run the program: what `detente` on the command line does."""
    # Matrices of a sentence are small: numpy's threads cost more than they give, unless asked for.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    command(prog_name="detente")
