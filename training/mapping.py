"""What the types, roles and kinds of other sets are called here: the tables of `training/data`."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

from detente.tables import rows, values


@cache
def plover_type(source: str, type: str, trigger: str = "") -> str:  # noqa: A002 - as in PLOVER
    """The PLOVER type of an event, OTHER, or "-" where it is unclear.

    Args:
        source: Name of the gold set.
        type: Type of the event there.
        trigger: The words that tell of it.

    Raises:
        KeyError: If the table has no row for the type.
    """
    words = trigger.lower().split()
    for row in rows("training", "types"):
        if row["set"] == source and fnmatchcase(type, row["type"]):
            stems = values(row["words"])
            if not stems or any(word.startswith(stems) for word in words):
                return row["plover"]
    raise KeyError(f"{source}: no PLOVER type for {type}")


@cache
def role(source: str, type: str, name: str) -> str:  # noqa: A002 - as in PLOVER
    """What an argument called `name` is to an event of a set's type; "-" if none of our roles.

    Raises:
        KeyError: If the table has no row for the role.
    """
    for row in rows("training", "roles"):
        fits = fnmatchcase(type, row["type"]) and fnmatchcase(name, row["role"])
        if row["set"] == source and fits:
            return row["ours"]
    raise KeyError(f"{source}: no role for {name} of {type}")


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
