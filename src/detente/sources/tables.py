"""The tables of this stage: words in `data/`, described in its `datapackage.json`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words(table: str) -> dict[str, frozenset[str]]:
    """Each row's key (its first cell) to the set of words in its last cell.

    Args:
        table: The table's name without `.tsv`.
    """
    lines = files(__package__).joinpath("data", f"{table}.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:])
    return {row[0]: frozenset(row[-1].split("|")) for row in rows}
