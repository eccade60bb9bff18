"""The reading tables: word lists and lexicons in `data/`, in the shapes they are asked for."""

from __future__ import annotations

from functools import cache

from detente import tables

_PACKAGE = "detente.reading"


def rows(name: str) -> tuple[tables.Row, ...]:
    """The rows of a table, in order."""
    return tables.rows(_PACKAGE, name)


@cache
def pairs(name: str) -> dict[str, str]:
    """The first column of a table mapped to its second."""
    return {first: second for first, second, *_ in map(_cells, rows(name))}


@cache
def words(name: str) -> frozenset[str]:
    """The first column of a table."""
    return frozenset(_cells(row)[0] for row in rows(name))


@cache
def grouped(name: str) -> dict[str, frozenset[str]]:
    """For a table of (class, member) rows: the members of each class."""
    found: dict[str, set[str]] = {}
    for first, second, *_ in map(_cells, rows(name)):
        found.setdefault(first, set()).add(second)
    return {key: frozenset(members) for key, members in found.items()}


def _cells(row: tables.Row) -> list[str]:
    return list(row.values())
