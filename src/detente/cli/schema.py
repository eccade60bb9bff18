"""`detente schema`: the form of a record, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from detente.cli import options
from detente.cli.output import output
from detente.records import SCHEMA, Record

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@options.out
def schema(*, out: Path | None) -> None:
    """Print the JSON Schema of a record."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
    } | Record.model_json_schema(mode="serialization")
    with output(out) as stream:
        stream.write(json.dumps(described | {"title": SCHEMA}, indent=1, ensure_ascii=False) + "\n")
