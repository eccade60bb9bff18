"""What two sides did to each other, period by period.

Only what happened counts: events with the status `occurred` or `ongoing`, whoever reports them. A
threat counts as the threat that was made (THREATEN that occurred), never as the deed it threatens.
Scores are PLOVER's, from -10 (conflict) to +10 (cooperation), as every name here says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.relations.periods import By, Period
    from detente.relations.sides import Side


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened one way, or both ways, in one period; sums, means for a smoothed one.

    An event whose date spans several periods counts in each by its share of days, so that counts
    need not be whole numbers.

    Attributes:
        events: How many events, each happening once.
        reports: How many documents report them.
        origins: How many independent ones.
        cooperation_events: Events of the quad classes 1 and 2 (in words, in deed).
        conflict_events: Events of the quad classes 3 and 4 (in words, in deed).
        material_conflict_events: Those of quad class 4 alone.
        cooperation_plover: Sum of PLOVER scores above zero.
        conflict_plover: Sum of PLOVER scores below zero, as a positive number.
    """

    events: float = 0.0
    reports: float = 0.0
    origins: float = 0.0
    cooperation_events: float = 0.0
    conflict_events: float = 0.0
    material_conflict_events: float = 0.0
    cooperation_plover: float = 0.0
    conflict_plover: float = 0.0

    @property
    def net_plover(self) -> float:
        """Sum of all PLOVER scores: cooperation less conflict."""
        return self.cooperation_plover - self.conflict_plover


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series.

    Attributes:
        period: The period.
        there: What the first side did to the second.
        back: What the second side did to the first.
        both: The two together; an event in which both did to both counts once.
        smoothed: `both`, smoothed over this period and those before it, never later ones.
    """

    period: Period
    there: Flow
    back: Flow
    both: Flow
    smoothed: Flow


@dataclass(frozen=True, slots=True)
class Series:
    """What two sides did to each other, one point a period, zeros where nothing is known.

    Attributes:
        first, second: The sides.
        by: Length of the periods.
        points: In order of time, without gaps; none where no dated event is known.
        half_life: Of the smoothing, in periods: what is so long past weighs half.
        undated: Events that happened but have no date: in no point.
        imprecise: Events whose date spans too many days to be spread: in no point.
        not_happened: Events that were planned, denied, threatened and so on: in no point.
    """

    first: Side
    second: Side
    by: By
    points: tuple[Point, ...]
    half_life: float
    undated: int
    imprecise: int
    not_happened: int
