"""Reads the tables that lie beside the code: tab-separated, UTF-8, a header row."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["rows", "values"]


def rows(package: str, name: str) -> list[dict[str, str]]:
    """The rows of table `name` in the folder `data` of `package`, each by column name.

    An empty cell is an empty string. Raises FileNotFoundError if the package has no such table.
    """
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    header, *lines = [line.split("\t") for line in text.splitlines()]
    return [dict(zip(header, line, strict=True)) for line in lines]


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, parted by `|`.

    >>> values("legal|military")
    ('legal', 'military')
    >>> values("")
    ()
    """
    return tuple(cell.split("|")) if cell else ()
