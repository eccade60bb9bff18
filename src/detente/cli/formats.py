"""Rows as CSV, JSON and JSON Lines: all columns, the same rows in the same order."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import IO, TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.casebook.rows import Row

FORMATS: Final = ("table", "csv", "json", "jsonl")
"""What `--format` takes."""


def by_ending(file: Path, otherwise: str) -> str:
    """The format that the ending of a file's name asks for.

    >>> from pathlib import Path
    >>> by_ending(Path("a.csv"), "json"), by_ending(Path("a.txt"), "json")
    ('csv', 'json')
    """
    ending = file.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else otherwise


def write_json(rows: Sequence[Row] | Row, stream: IO[str]) -> None:
    """One JSON array with an object a row, or the object of the one row there is."""
    json.dump(rows, stream, ensure_ascii=False, indent=1, default=_plain)
    stream.write("\n")


def write_jsonl(rows: Sequence[Row], stream: IO[str]) -> None:
    """One JSON object a line."""
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")


def write_csv(rows: Sequence[Row], columns: Sequence[str], stream: IO[str]) -> None:
    """A header and a line a row; an unknown value is an empty cell.

    A list of words is joined with `|`; what has parts of its own is JSON.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row[column]) for column in columns])


def _cell(value: object) -> object:
    if isinstance(value, list):
        if all(isinstance(each, str) for each in value):
            return "|".join(value)
        return json.dumps(value, ensure_ascii=False)
    return value


def _plain(value: Any) -> str:  # noqa: ANN401 - whatever JSON does not know
    if isinstance(value, dt.date):
        return value.isoformat()
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)
