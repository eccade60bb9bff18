"""Reading the gazetteer's tables: tab-separated files in `data/`, one row a thing.

A cell may hold several values, parted by `|`; an empty cell is unknown. Where each table comes
from and under which licence stands in `data/datapackage.json`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Row = dict[str, str]
"""Column name to the text of the cell."""

_DATA: Final[Traversable] = files("detente.gazetteer") / "data"


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of `data/<name>.tsv`, in order; none if the file is not there."""
    file = _DATA / f"{name}.tsv"
    return _rows(file.read_text(encoding="utf-8")) if file.is_file() else ()


@cache
def tables(prefix: str) -> tuple[Row, ...]:
    """The rows of every table whose file name begins with `prefix`, files in order of name."""
    names = sorted(
        file.name.removesuffix(".tsv")
        for file in _DATA.iterdir()
        if file.name.startswith(prefix) and file.name.endswith(".tsv")
    )
    return tuple(row for name in names for row in table(name))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of `data/<name>.tsv` below its header, uncut: for tables too large to cut whole."""
    file = _DATA / f"{name}.tsv"
    return tuple(file.read_text(encoding="utf-8").split("\n")[1:-1]) if file.is_file() else ()


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell: `"a|b"` gives `("a", "b")`, an empty cell none."""
    return tuple(filter(None, map(str.strip, cell.split("|")))) if cell else ()


def _rows(text: str) -> tuple[Row, ...]:
    lines = text.split("\n")
    header = lines[0].rstrip("\r").split("\t")
    return tuple(
        dict(zip(header, line.rstrip("\r").split("\t"), strict=True)) for line in lines[1:] if line
    )
