"""The tables of this stage: words in `data/`, described in its `datapackage.json`."""

from __future__ import annotations

from functools import cache

from detente.tables import rows, values


@cache
def words(table: str) -> dict[str, frozenset[str]]:
    """Each row's key (its first cell) to the set of words in its last cell.

    Args:
        table: The table's name without `.tsv`.
    """
    cells = (tuple(row.values()) for row in rows("detente.sources", table))
    return {first: frozenset(values(last)) for first, *_, last in cells}
