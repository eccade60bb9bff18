"""The two sides of a relation: an actor, a country, a code, or a group of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Key:
    """What an event's side is looked up by, and from when till when it stands for the group.

    Attributes:
        value: Case-folded name, country, or code or its beginning; as in the casebook's `keys`.
        start: First day it holds, None for ever since.
        end: Last day it holds, None for still.
    """

    value: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """Whom a relation is about.

    Attributes:
        name: As it is shown: "United States", "USAMIL", "NATO and its members".
        keys: Whoever has one of them belongs to the side.
        asked: What it was asked for by, as on the command line.
    """

    name: str
    keys: tuple[Key, ...]
    asked: str
