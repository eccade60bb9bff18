"""What the types and roles of events in other sets are called here: the tables of `data`."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from detente.tables import rows, values

OTHER: Final = "OTHER"
"""The type of an event outside PLOVER."""
UNCLEAR: Final = "-"
"""The type of an event that may or may not be in PLOVER, and a role that is none of ours."""


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
    for row in rows("detente.evaluation", "event_types"):
        if row["set"] == source and fnmatchcase(type, row["type"]):
            stems = values(row["words"])
            if not stems or any(word.startswith(stems) for word in words):
                return row["plover"]
    raise KeyError(f"{source}: no PLOVER type for {type}")


@cache
def plover_types(source: str) -> frozenset[str]:
    """The PLOVER types that events of a set can have; none for a set the table does not know."""
    found = {r["plover"] for r in rows("detente.evaluation", "event_types") if r["set"] == source}
    return frozenset(found - {OTHER, UNCLEAR})


@cache
def role(source: str, type: str, name: str) -> str:  # noqa: A002 - as in PLOVER
    """What an argument called `name` is to an event of a set's type; "-" if none of our roles.

    Raises:
        KeyError: If the table has no row for the role.
    """
    for row in rows("detente.evaluation", "argument_roles"):
        fits = fnmatchcase(type, row["type"]) and fnmatchcase(name, row["role"])
        if row["set"] == source and fits:
            return row["ours"]
    raise KeyError(f"{source}: no role for {name} of {type}")
