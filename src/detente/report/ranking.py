"""Which events matter most: by how many tell of them, how grave they are, how new, and how sure it
is that they were read right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from detente.casebook.rows import Row

_GRAVEST: Final = 10.0
"""The end of PLOVER's scale of conflict and cooperation."""
_REAL: Final = frozenset({"occurred", "ongoing"})
_UNREAL: Final = 0.5
"""What an event is worth that was only told of, threatened or denied, against one that happened."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Why an event stands where it stands; every part lies between 0 and 1.

    Attributes:
        origins: n / (n + 1), for n independent origins.
        gravity: How far its score lies from 0, on PLOVER's scale.
        novelty: 1 / (1 + n), for n earlier events of the same type with the same first parties.
        sureness: 1 − (1 − c)ⁿ, for n origins and the confidence c of the reading: how sure it is
            that one of them at least was read right. 1 for what was not read but imported.
        total: The mean of the first three, times the sureness; half of it for what did not happen
            or not yet.
    """

    origins: float
    gravity: float
    novelty: float
    sureness: float
    total: float


def ranked(rows: Iterable[Row], earlier: Iterable[Row]) -> list[tuple[Row, Rank]]:
    """Events, the most important first; of equals the earlier, then by name.

    Args:
        rows: Rows of `events`, all with a date.
        earlier: Rows of `events` that novelty is measured against; those of `rows` may be among
            them, since only what ended before an event began counts.
    """
    history = _history(earlier)
    found = [(row, _rank(row, history)) for row in rows]
    return sorted(
        found, key=lambda each: (-each[1].total, each[0]["earliest"], each[0]["happening"])
    )


_Kind = tuple[str, tuple[str, ...], tuple[str, ...]]


def _history(rows: Iterable[Row]) -> dict[_Kind, list[dt.date]]:
    """The last days of the events of each kind."""
    days: dict[_Kind, list[dt.date]] = {}
    for row in rows:
        if row["latest"] is not None:
            days.setdefault(_kind(row), []).append(row["latest"])
    return days


def _rank(row: Row, history: Mapping[_Kind, Sequence[dt.date]]) -> Rank:
    before = sum(day < row["earliest"] for day in history.get(_kind(row), ()))
    origins = row["origins"] / (row["origins"] + 1)
    gravity = min(abs(row["goldstein"]) / _GRAVEST, 1.0)
    novelty = 1 / (1 + before)
    total = (origins + gravity + novelty) / 3
    confidence = row["confidence"]
    sureness = 1.0 if confidence is None else 1 - (1 - confidence) ** row["origins"]
    worth = 1.0 if row["status"] in _REAL else _UNREAL
    return Rank(origins, gravity, novelty, sureness, total * sureness * worth)


def _kind(row: Row) -> _Kind:
    """What makes an event one more of the same: its type, and who did it to whom."""
    return row["type"], _sides(row["actors"]), _sides(row["recipients"])


def _sides(parties: Iterable[Row]) -> tuple[str, ...]:
    return tuple(sorted({party["code"] or party["name"] for party in parties}))
