"""Rows as answers: every page is also JSON and CSV."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from detente.casebook.formats import plain, write_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.casebook.rows import Row


def json_of(value: object) -> JSONResponse:
    """Rows, or what has rows in it, as JSON."""
    return JSONResponse(jsonable(value))


def csv_of(rows: Sequence[Row], columns: Sequence[str] = ()) -> Response:
    """Rows as CSV.

    Args:
        rows: A line each.
        columns: What they have; those of the first row if not given.
    """
    stream = io.StringIO()
    known = columns or (list(rows[0]) if rows else ())
    write_csv([{name: jsonable(row[name]) for name in known} for row in rows], known, stream)
    return Response(stream.getvalue(), media_type="text/csv; charset=utf-8")


def jsonable(value: object) -> object:
    """A row's value as JSON knows it."""
    if isinstance(value, dict):
        return {name: jsonable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(each) for each in value]
    return value if isinstance(value, str | int | float | None) else plain(value)
