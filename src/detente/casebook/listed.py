"""The tables a casebook lists: which rows a filter leaves, in which order, narrowed by what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Final

from detente.casebook import filter as conditions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from detente.casebook.filter import Condition, Filter


@dataclass(frozen=True, slots=True)
class Listed:
    """How a table is asked for.

    Attributes:
        conditions: What a filter means for its rows.
        order: In which they come, as SQL.
        columns: Those shown, as SQL.
        source: What they are taken from, as SQL.
        rest: What follows the conditions, as SQL.
        merged: Whether its rows rest on what was merged.
    """

    conditions: Callable[[Filter], Iterator[Condition]]
    order: str
    columns: str
    source: str
    rest: str = ""
    merged: bool = False


IN_ORDER: Final = "document, try_cast(id[2:] AS INTEGER), id"
"""Ids are a letter and a number: `c10` comes after `c9`."""
_BY_DATE: Final = f"earliest, latest, {IN_ORDER}"

_ACTORS: Final = """
name, code, country, mode(kind) AS kind, mode(wikidata) AS wikidata,
CAST(count(DISTINCT document) AS INTEGER) AS documents,
CAST(sum(len(mentions)) AS INTEGER) AS mentions
"""


def _listed(
    table: str,
    conditions: Callable[[Filter], Iterator[Condition]],
    hidden: str,
    order: str,
    *,
    merged: bool = False,
) -> Listed:
    """A table all of whose rows are shown, but for columns that serve looking up."""
    columns, source = f"* EXCLUDE ({hidden})", f"{table} AS outer_row"
    return Listed(conditions, order, columns, source, merged=merged)


LISTED: Final[dict[str, Listed]] = {
    "documents": _listed(
        "documents",
        conditions.of_documents,
        "run, record, story, signature",
        "earliest, run, document",
    ),
    "entities": _listed("entities", conditions.of_entities, "run, keys", IN_ORDER),
    "events": _listed(
        "events", conditions.of_events, "run, actor_keys, recipient_keys", _BY_DATE, merged=True
    ),
    "mentions": _listed(
        "mentions", conditions.of_events, "run, actor_keys, recipient_keys", _BY_DATE, merged=True
    ),
    "claims": _listed(
        "claims",
        conditions.of_claims,
        "run, words, quoted_words, bands, keys, audience_keys",
        IN_ORDER,
        merged=True,
    ),
    "causes": _listed("causes", conditions.of_causes, "run", IN_ORDER),
    "relations": _listed(
        "relations", conditions.of_relations, "run, first_keys, second_keys", _BY_DATE
    ),
    "problems": _listed("problems", conditions.of_problems, "run", "document, source, start"),
    "actors": Listed(
        conditions.of_entities,
        "mentions DESC, name, code",
        _ACTORS,
        "entities AS outer_row",
        " GROUP BY name, code, country",
    ),
}
"""By the name of the casebook's method that gives all rows."""


@cache
def facets() -> dict[str, dict[str, str]]:
    """Table to field of `Filter` to the values of a row, as SQL, in the order of `facets.toml`."""
    text = resources.files(__package__).joinpath("facets.toml").read_text("utf-8")
    return loads(text)


# Rows are looked through once for all fields. Lists of values are counted before they are taken
# apart: of a great many rows there are few that differ.
_COUNTING: Final = """
WITH tallied AS (
  SELECT CASE {which} END AS field, coalesce({fields}) AS "values", count(*) AS n
  FROM (SELECT {expressions} FROM ({rows})) GROUP BY GROUPING SETS ({sets})
)
SELECT field, value, CAST(sum(n) AS BIGINT) AS rows
FROM (SELECT field, n, unnest("values") AS value FROM tallied)
WHERE value IS NOT NULL GROUP BY field, value
QUALIFY row_number() OVER (PARTITION BY field ORDER BY sum(n) DESC, value) <= {most}
ORDER BY field, rows DESC, value
"""


def counting(fields: Mapping[str, str], rows: str, most: int) -> str:
    """The query for the commonest values of fields: `field`, `value`, `rows`, commonest first.

    Args:
        fields: Those of a table, as `facets` has them; one at least.
        rows: The query for the rows, as SQL.
        most: How many values of a field at most.
    """
    return _COUNTING.format(
        which=" ".join(f"WHEN grouping({field}) = 0 THEN '{field}'" for field in fields),
        fields=", ".join(fields),
        expressions=", ".join(f"{values} AS {field}" for field, values in fields.items()),
        sets=", ".join(f"({field})" for field in fields),
        rows=rows,
        most=int(most),
    )
