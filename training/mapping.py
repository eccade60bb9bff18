"""What the kinds of entities of other sets are called here: the table `training/data/entities.tsv`.

Their types of events and roles stand in `detente.evaluation.mapping`, which measures by them.
"""

from __future__ import annotations

from functools import cache

from detente.tables import rows


@cache
def kind(source: str, type: str) -> str:  # noqa: A002 - as in the sets
    """The kind of an entity of a set's type, "-" if unclear, empty if it is none of the task.

    Raises:
        KeyError: If the table has no row for the type.
    """
    for row in rows("training", "entities"):
        if (row["set"], row["type"]) == (source, type):
            return row["kind"]
    raise KeyError(f"{source}: no kind for {type}")
