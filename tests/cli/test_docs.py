from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from detente import cli
from detente.casebook import Casebook
from detente.errors import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

_DOCS = Path(__file__).parents[2] / "docs"
_CONTEXT = click.Context(cli.command)


def _commands() -> Iterator[tuple[str, click.Command]]:
    """Every command, those of a group too."""
    for name in cli.command.list_commands(_CONTEXT):
        command = cli.command.get_command(_CONTEXT, name)
        assert command
        yield name, command
        if isinstance(command, click.Group):
            yield from command.commands.items()


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    text = (_DOCS / "cli.md").read_text("utf-8")
    assert name in text
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            for option in parameter.opts:
                assert re.search(rf"`{option}(?![\w-])", text), option


@pytest.mark.parametrize(
    "table",
    [
        "actors",
        "causes",
        "claims",
        "documents",
        "entities",
        "events",
        "problems",
        "relations",
    ],
)
def test_every_column_is_documented(table: str, tmp_path: Path) -> None:
    text = (_DOCS / "casebook.md").read_text("utf-8")
    row = re.search(rf"^\| `{table}` \| (.*) \|$", text, re.MULTILINE)
    assert row
    with Casebook(tmp_path) as casebook:
        columns = casebook.columns(table)
    assert sorted(set(re.findall(r"`(\w+)`", row[1]))) == sorted(columns)


def test_every_error_of_the_casebook_is_documented() -> None:
    text = (_DOCS / "casebook.md").read_text("utf-8")
    for code in CATALOGUE:
        assert not code.startswith("D2") or f"| {code} |" in text
