"""Spillover: when one relation grows tense, what happens to another? An association, no cause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.casebook.rows import Row
    from detente.relations.periods import Period
    from detente.relations.series import Series


@dataclass(frozen=True, slots=True)
class Lag:
    """How two series go together, the one moved against the other.

    Attributes:
        periods: By how many the second comes later; negative where it comes first.
        correlation: Spearman's, from -1 to 1, of the changes from period to period.
        p_value: Share of circular shifts that go together as much at this lag; uncorrected.
        pairs: How many pairs of changes it rests on.
    """

    periods: int
    correlation: float
    p_value: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Instance:
    """A time when both moved: the events of the one, and those of the other, a lag apart."""

    period: Period
    events: tuple[Row, ...]
    later: Period
    later_events: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Spillover:
    """Whether the tension of one relation goes with that of another.

    Attributes:
        tension: The relation whose conflict (PLOVER) is looked at first.
        other: The relation whose net score (PLOVER) is asked about.
        lags: All that were tried, from the other first to the tension first.
        strongest: The lag at which they go together most; None with too little data.
        p_value: Share of shifts whose strongest lag is as strong: corrected for trying several.
        shifts: How many circular shifts there were.
        instances: The times behind the strongest lag, the weightiest first.
        wording: What can be said, in a sentence.
        reason: Why nothing can be said; None if something can.
    """

    tension: Series
    other: Series
    lags: tuple[Lag, ...]
    strongest: Lag | None
    p_value: float | None
    shifts: int
    instances: tuple[Instance, ...]
    wording: str
    reason: str | None
