"""The reading tables: word lists and lexicons in `data/`, read once a process."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table, each a mapping of column to cell; an empty cell is ""."""
    path = files("detente.reading") / "data" / f"{name}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    return tuple(reader)


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


def _cells(row: dict[str, str]) -> list[str]:
    return list(row.values())
