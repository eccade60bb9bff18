"""One happening whole: what each report says, where they disagree, and why they were joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.errors import CasebookError

if TYPE_CHECKING:
    from detente.casebook.rows import Row
    from detente.casebook.snapshot import Tables

__all__ = ["near", "whole"]

_FOUND: Final = """
SELECT DISTINCT happening FROM mentions
WHERE starts_with(happening, $1) OR starts_with(happening_of(document, id), $1)
"""
_BEST: Final = "SELECT * EXCLUDE (run, actor_keys, recipient_keys) FROM events WHERE happening = $1"
_MENTIONS: Final = """
SELECT mention.* EXCLUDE (run, actor_keys, recipient_keys),
  held.publisher, held.published, held.title,
  list_sort(list_concat(held.carried_by, coalesce(copied.publishers, []))) AS printed_by
FROM mentions AS mention JOIN documents AS held USING (document)
LEFT JOIN (
  SELECT copy_of AS document, list(publisher) AS publishers FROM documents
  WHERE copy_of IS NOT NULL GROUP BY copy_of
) AS copied USING (document)
WHERE happening = $1
ORDER BY held.earliest NULLS LAST, document, try_cast(id[2:] AS INTEGER), id
"""
_JOINS: Final = """
SELECT * EXCLUDE (component, happening) FROM all_joins WHERE happening = $1
  -- A report that was rejected is none.
  AND (refused IS NOT NULL OR (
    (first_document, first) IN (SELECT (document, id) FROM mentions WHERE happening = $1)
    AND (second_document, second) IN (SELECT (document, id) FROM mentions WHERE happening = $1)
  ))
ORDER BY refused IS NOT NULL, score DESC, first_document, first, second_document, second
"""
# What might be the same: of one class of deed, at a time that may be the same, with a side or a
# place in common.
_NEAR: Final = """
WITH here AS (
  SELECT happening, quad_class, earliest, latest, place,
    list_concat(actor_keys, recipient_keys) AS keys
  FROM events WHERE happening = $1
)
SELECT there.* EXCLUDE (run, actor_keys, recipient_keys)
FROM events AS there, here
WHERE there.happening <> here.happening AND there.quad_class = here.quad_class
  AND there.earliest <= here.latest + 1 AND there.latest >= here.earliest - 1
  AND (
    list_has_any(list_concat(there.actor_keys, there.recipient_keys), here.keys)
    OR there.place = here.place
  )
ORDER BY coalesce(there.place = here.place, false) DESC,
  len(list_intersect(list_concat(there.actor_keys, there.recipient_keys), here.keys)) DESC,
  abs(there.earliest - here.earliest), there.happening
LIMIT $2
"""


def near(tables: Tables, happening: str, most: int) -> list[Row]:
    """The rows of `events` that might be the same happening, the likest first.

    Args:
        tables: The casebook's.
        happening: Its whole id.
        most: How many at most.
    """
    return tables.fetch(_NEAR, (happening, most))


def whole(tables: Tables, beginning: str) -> Row:
    """The row of `events` of a happening, with its `mentions` and `joins`.

    Args:
        tables: The casebook's.
        beginning: The id of the happening or of one that was joined to it, or its beginning where
            only one begins so.

    Raises:
        CasebookError: D208 if there is none, or more than one.
    """
    found = tables.fetch(_FOUND, (beginning,)) if beginning else []
    if len(found) != 1:
        raise CasebookError("D208", beginning)
    happening = (found[0]["happening"],)
    (best,) = tables.fetch(_BEST, happening)
    return best | {
        "mentions": tables.fetch(_MENTIONS, happening),
        "joins": tables.fetch(_JOINS, happening),
    }
