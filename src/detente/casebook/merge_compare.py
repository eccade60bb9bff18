"""Mentions that meet in a block are compared, and edges made of the pairs that are alike.

Pairs are found for many new mentions at once, since that reads all blocks, and scored for few at a
time, since that has them in memory.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from detente.casebook.merge_pairs import alike, told
from detente.casebook.merge_screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.casebook.judgements import Identities
    from detente.casebook.merge_versions import Told
    from detente.casebook.rows import Row
    from detente.casebook.snapshot import Tables

__all__ = ["EDGES", "compare"]

EDGES: Final = {"one": "UBIGINT", "other": "UBIGINT", "score": "DOUBLE"}
"""The columns of `new_edges`: two mentions by their numbers, and how alike they are."""
_SOUGHT: Final = 20_000
"""Mentions whose partners are looked for in one go."""
_AT_ONCE: Final = 20_000
"""Partners that are in memory at once."""
_SEEK: Final = """
CREATE TABLE sought AS SELECT number, block FROM blocks WHERE fresh AND seeks;
CREATE TABLE offered AS
SELECT number, fresh, block FROM blocks WHERE offers AND block IN (SELECT block FROM sought);
"""
_SEEK_ALL: Final = """
CREATE TABLE blocked AS SELECT * FROM blocks;
CREATE VIEW sought AS SELECT number, block FROM blocked WHERE seeks;
CREATE VIEW offered AS SELECT number, fresh, block FROM blocked WHERE offers;
"""
_MET: Final = """
CREATE OR REPLACE TABLE pairs AS
SELECT DISTINCT sought.number AS one, offered.number AS other
FROM sought JOIN offered USING (block)
WHERE sought.number BETWEEN {low} AND {high}
  AND sought.number <> offered.number
  AND (NOT offered.fresh OR offered.number < sought.number);
CREATE OR REPLACE TABLE met AS SELECT one AS number FROM pairs UNION SELECT other FROM pairs;
CREATE OR REPLACE {form} beheld AS SELECT * FROM held SEMI JOIN met USING (number);
"""
_NOTHING_MET: Final = "CREATE {form} beheld AS SELECT * FROM held WHERE false"
_LEFT: Final = """
CREATE OR REPLACE TABLE pairs AS
SELECT unnest($1::UBIGINT[]) AS one, unnest($2::UBIGINT[]) AS other
"""
# No more of a mention than is compared: of a party its country and code, of evidence its words.
_COMPARED: Final = """
SELECT * REPLACE (
  list_transform(actors, lambda p: {'country': p.country, 'code': p.code}) AS actors,
  list_transform(recipients, lambda p: {'country': p.country, 'code': p.code}) AS recipients
)
FROM (SELECT * EXCLUDE (run, date, publisher, said_by) FROM beheld)
"""
_SEEKING: Final = "SEMI JOIN (SELECT one AS number FROM pairs) USING (number)"
_PARTS: Final = """
SELECT min(other), max(other)
FROM (
  SELECT other, (row_number() OVER (ORDER BY other) - 1) // {size} AS part
  FROM (SELECT DISTINCT other FROM pairs)
)
GROUP BY part ORDER BY 1
"""
_PART: Final = "SELECT one, other FROM pairs WHERE other BETWEEN {low} AND {high} ORDER BY ALL"
_OFFERED: Final = """
SEMI JOIN (SELECT other AS number FROM pairs WHERE other BETWEEN {low} AND {high}) USING (number)
ANTI JOIN (SELECT one AS number FROM pairs) USING (number)
"""


def compare(
    tables: Tables, known: Identities, is_same: Callable[[int, int], bool], *, anew: bool
) -> None:
    """Add the pairs that are alike, of which one is to be placed, to the table `new_edges`.

    Args:
        tables: With `to_place`, `held` and the views of `merge_blocks.sql`.
        known: What was judged of names.
        is_same: Whether two mentions were judged one: they need no edge.
        anew: Whether all mentions there are are to be placed.
    """
    tables.execute(_SEEK_ALL if anew else _SEEK)
    # Where all are compared they are held in a table; else they are read from the files once.
    form = "VIEW" if anew else "TABLE"
    tables.execute(_NOTHING_MET.format(form=form))
    screen = Screen(tables)
    numbers = [number for (number,) in tables.fetch_tuples(_TO_PLACE)]
    for start in range(0, len(numbers), _SOUGHT):
        part = numbers[start : start + _SOUGHT]
        tables.execute(_MET.format(low=part[0], high=part[-1], form=form))
        pairs = tables.fetch_arrays("SELECT one, other FROM pairs")
        passed = screen.passed(pairs["one"], pairs["other"])
        tables.execute(_LEFT, (pairs["one"][passed], pairs["other"][passed]))
        tables.append("new_edges", _edges(tables, known, is_same), EDGES)


_TO_PLACE: Final = "SELECT number FROM to_place ORDER BY number"


def _edges(tables: Tables, known: Identities, is_same: Callable[[int, int], bool]) -> Iterator[Row]:
    """The edges among the pairs of this stretch."""
    seeking = _told(tables, _COMPARED + _SEEKING, known)
    for low, high in tables.fetch_tuples(_PARTS.format(size=_AT_ONCE)):
        offered = _told(tables, _COMPARED + _OFFERED.format(low=low, high=high), known)
        for one, other in tables.fetch_tuples(_PART.format(low=low, high=high)):
            partner = offered.get(other) or seeking[other]
            score = alike(seeking[one], partner, known)
            if score is not None and not is_same(one, other):
                yield {"one": one, "other": other, "score": score}


def _told(tables: Tables, sql: str, known: Identities) -> dict[int, Told]:
    """The mentions of a query by number, without their rows, which nothing here looks at again."""
    return {row["number"]: replace(told(row, known), row={}) for row in tables.fetch(sql)}
