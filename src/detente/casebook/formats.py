"""Rows as CSV, JSON and JSON Lines: all columns, the same rows in the same order."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.casebook.rows import Row


def write_json(rows: Sequence[Row] | Row, stream: IO[str]) -> None:
    """One JSON array with an object a row, or the object of the one row there is."""
    json.dump(rows, stream, ensure_ascii=False, indent=1, default=plain)
    stream.write("\n")


def write_jsonl(rows: Sequence[Row], stream: IO[str]) -> None:
    """One JSON object a line."""
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False, default=plain) + "\n")


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
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def plain(value: object) -> str:
    """A date as JSON has it: what `json` calls for a value it does not know.

    Raises:
        TypeError: The value is none that a table of a casebook holds.
    """
    if isinstance(value, dt.date):
        return value.isoformat()
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)
