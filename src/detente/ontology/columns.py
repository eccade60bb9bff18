"""Columns of the event-data formats that are written or read, in the order of the format."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.tables import rows, values

__all__ = ["Column", "columns"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and other headers under which files have it."""

    name: str
    aliases: tuple[str, ...]


@cache
def columns(form: str) -> tuple[Column, ...]:
    """The columns of a format; none if it is not known.

    Args:
        form: `polecat`, `gdelt`, `gdelt-mentions`, `icews`, `acled` or `ucdp`.

    >>> [column.name for column in columns("icews")][:2]
    ['Event ID', 'Event Date']
    """
    return tuple(
        Column(row["column"], values(row["aliases"]))
        for row in rows("detente.ontology", "columns")
        if row["format"] == form
    )
