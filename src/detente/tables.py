"""The tables that lie beside the code: tab-separated files with a header, one row a thing.

A cell may hold several values, parted by `|`; an empty cell is unknown. Where each table comes
from and under which licence stands in the `datapackage.json` of its folder.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["Row", "lines", "rows", "values"]

Row = dict[str, str]
"""Column name to the text of the cell."""


@cache
def rows(package: str, name: str) -> tuple[Row, ...]:
    """The rows of a table, in order.

    Args:
        package: The package in whose folder `data` the table lies: "detente.reading".
        name: Its name without ".tsv".

    Raises:
        FileNotFoundError: If the package has no such table.
        ValueError: If a row has not as many cells as the header.
    """
    header, *body = _lines(package, name)
    columns = header.split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in body if line)


@cache
def lines(package: str, name: str) -> tuple[str, ...]:
    """The lines of a table below its header, uncut: for tables too large to cut whole."""
    return tuple(_lines(package, name)[1:])


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell.

    >>> values("legal|military")
    ('legal', 'military')
    >>> values("")
    ()
    """
    return tuple(cell.split("|")) if cell else ()


def _lines(package: str, name: str) -> list[str]:
    text = (files(package) / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return text.rstrip("\n").split("\n")
