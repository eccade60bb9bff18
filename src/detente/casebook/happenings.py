"""One happening whole: what each report says, where they disagree, and why they were joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.casebook.blame import blame
from detente.errors import CasebookError

if TYPE_CHECKING:
    from detente.casebook.rows import Row
    from detente.casebook.snapshot import Tables

__all__ = ["near", "whole"]

_JOINED: Final = "SELECT DISTINCT happening, document FROM members WHERE happening = $1"
_FOUND: Final = """
SELECT DISTINCT happening, document FROM mentions
WHERE starts_with(happening, $1) OR starts_with(happening_of(document, id), $1)
"""
_BEST: Final = """
SELECT * EXCLUDE (run, actor_keys, recipient_keys) FROM events
WHERE list_contains($2, document) AND happening = $1
"""
_MENTIONS: Final = """
SELECT mention.* EXCLUDE (run, actor_keys, recipient_keys),
  held.publisher, held.published, held.title,
  list_sort(list_concat(held.carried_by, coalesce(copied.publishers, []))) AS printed_by
FROM mentions AS mention JOIN documents AS held USING (document)
LEFT JOIN (
  SELECT copy_of AS document, list(publisher) AS publishers FROM documents
  WHERE copy_of IS NOT NULL GROUP BY copy_of
) AS copied USING (document)
WHERE list_contains($2, mention.document) AND happening = $1
ORDER BY held.earliest NULLS LAST, document, try_cast(id[2:] AS INTEGER), id
"""
_JOINS: Final = """
SELECT * EXCLUDE (component, happening) FROM all_joins WHERE happening = $1
ORDER BY refused IS NOT NULL, score DESC, first_document, first, second_document, second
"""
_HERE: Final = """
SELECT quad_class, earliest - 1 AS first, latest + 1 AS last, coalesce(place, '') AS place,
  earliest, list_concat(actor_keys, recipient_keys) AS keys
FROM events WHERE list_contains($2, document) AND happening = $1
"""
# What might be the same: of one class of deed, at a time that may be the same, with a side or a
# place in common.
_NEAR: Final = """
SELECT * EXCLUDE (run, actor_keys, recipient_keys, shared) FROM (
  SELECT *, len(list_intersect(list_concat(actor_keys, recipient_keys), $6)) AS shared
  FROM events WHERE quad_class = $1 AND earliest <= $3 AND latest >= $2
) WHERE happening <> $7 AND (shared > 0 OR place = $4)
ORDER BY coalesce(place = $4, false) DESC, shared DESC,
  abs(date_diff('day', earliest, $5::DATE)), happening
LIMIT $8
"""


def near(tables: Tables, happening: str, most: int) -> list[Row]:
    """The rows of `events` that might be the same happening, the likest first.

    Args:
        tables: The casebook's.
        happening: Its whole id.
        most: How many at most.
    """
    (here,) = tables.fetch(_HERE, _sought(tables, happening))
    return tables.fetch(_NEAR, (*here.values(), happening, most))


def whole(tables: Tables, beginning: str) -> Row:
    """The row of `events` of a happening, with its `mentions` and `joins`.

    Args:
        tables: The casebook's.
        beginning: The id of the happening or of one that was joined to it, or its beginning where
            only one begins so.

    Raises:
        CasebookError: D208 if there is none, or more than one.
    """
    happening, documents = _sought(tables, beginning)
    (best,) = tables.fetch(_BEST, (happening, documents))
    mentions = tables.fetch(_MENTIONS, (happening, documents))
    standing = {(row["document"], row["id"]) for row in mentions}
    # A report that was rejected is none, and nothing is joined to it.
    joins = [
        row
        for row in tables.fetch(_JOINS, (happening,))
        if row["refused"] is not None
        or {(row["first_document"], row["first"]), (row["second_document"], row["second"])}
        <= standing
    ]
    laid = blame(tables, happening, documents)
    told = [*best["versions"], *([laid] if laid else [])]
    return best | {"versions": told, "mentions": mentions, "joins": joins}


def _sought(tables: Tables, beginning: str) -> tuple[str, list[str]]:
    """The id of a happening and the documents that tell of it: what is looked for by id alone takes
    the ids of all mentions to be worked out.
    """
    found = tables.fetch(_JOINED, (beginning,))
    if not found:
        found = tables.fetch(_FOUND, (beginning,)) if beginning else []
        happenings = {row["happening"] for row in found}
        if len(happenings) != 1:
            raise CasebookError("D208", beginning)
        (happening,) = happenings
        found = tables.fetch(_JOINED, (happening,)) or found
    return found[0]["happening"], [row["document"] for row in found]
