"""Turning points: where the level of a series changes for longer than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from detente.casebook.rows import Row
    from detente.relations.periods import Period

Measure = Literal["events", "cooperation_events", "conflict_events", "net_plover"]
"""What is looked at: counts (Poisson) or the sum of PLOVER scores (Gaussian); of `Point.both`."""


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A change of level.

    Attributes:
        measure: Of what: an attribute of `Flow`.
        period: The first period of the new level.
        since: The first period of the old level.
        until: The last period of the new level.
        before: Mean a period before, from `since` on.
        after: Mean a period after, up to `until`.
        p_value: Share of random orders of the two stretches' periods that part as well as this.
        permutations: How many random orders were tried.
        events: Rows of the casebook's `events` that make it, the weightiest first: those of the
            new level where it rose, else those of the old level that came no more.
    """

    measure: Measure
    period: Period
    since: Period
    until: Period
    before: float
    after: float
    p_value: float
    permutations: int
    events: tuple[Row, ...]
