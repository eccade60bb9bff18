"""Spillover: when one relation grows tense, what happens to another? An association, no cause.

The conflict of one relation (PLOVER scores below zero, as positive numbers) is set against the net
score of another, period by period, both ways together. What is compared are changes from one
period to the next, by rank (Spearman, over the whole series), with the one moved against the other
by up to some periods either way.

How often chance does as well is found by turning the other series round (circular shifts), which
keeps its bursts as they are: every shift beyond twice the largest lag, or 999 of them evenly apart.
The strongest lag is judged by how many shifts have any lag as strong, since several were tried.
Nothing is said where fewer than 19 shifts are left (one in twenty could not be told from chance)
or where one of the two relations moved in fewer than eight periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.between import weightiest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.relations.periods import By, Period
    from detente.relations.series import Series

    Floats = NDArray[np.float64]

_LAGS: Final[dict[By, int]] = {"day": 14, "week": 4, "month": 3, "quarter": 2, "year": 1}
"""The largest lag that is tried, in periods."""
_FEWEST_SHIFTS: Final = 19
_MOST_SHIFTS: Final = 999
_MOVED: Final = 8
"""Periods in which a relation must have moved."""
_INSTANCES: Final = 3
_EVENTS: Final = 3
_DIGITS: Final = 12
"""Decimals of a correlation that count: two that are equal are so whatever the order of adding."""
_LIKELY_CHANCE: Final = 0.05


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
    """A time when both moved: the events of the one, and those of the other, a lag apart.

    Attributes:
        period: When the tense relation changed.
        events: Its conflict in that period, rows of `events`, the weightiest first.
        later: When the other did; earlier than `period` where the lag is negative.
        later_events: What happened between its sides then, the weightiest first.
    """

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


def spillover(casebook: Casebook, tension: Series, other: Series) -> Spillover:
    """Whether the conflict of one relation goes with how another stands.

    Args:
        casebook: The casebook both series were counted from, for the events.
        tension: The relation whose conflict is looked at.
        other: The relation it may go with.

    Raises:
        ValueError: The two series are not of the same periods: count both by one length, and from
            and to the same day.
    """
    if [point.period for point in tension.points] != [point.period for point in other.points]:
        raise ValueError("series of different periods")
    conflict = np.array([point.both.conflict_plover for point in tension.points], dtype=np.float64)
    net = np.array([point.both.net_plover for point in other.points], dtype=np.float64)
    farthest = _LAGS[tension.by]
    shifts = _shifts(len(conflict) - 1, farthest)
    reason = _too_little(conflict, net, len(shifts))
    if reason:
        wording = f"Too little data to say whether {_names(tension, other)} go together: {reason}."
        return Spillover(tension, other, (), None, None, len(shifts), (), wording, reason)
    first, second = _ranks(np.diff(conflict)), _ranks(np.diff(net))
    seen = _correlations(first, second[None, :], farthest)[0]
    turned = _correlations(first, np.stack([np.roll(second, s) for s in shifts]), farthest)
    lags = tuple(_lags(seen, turned, len(first), farthest))
    strongest = max(lags, key=lambda lag: (abs(lag.correlation), -abs(lag.periods), lag.periods))
    p_value = _share(np.abs(turned).max(axis=1) >= abs(strongest.correlation))
    return Spillover(
        tension=tension,
        other=other,
        lags=lags,
        strongest=strongest,
        p_value=p_value,
        shifts=len(shifts),
        instances=tuple(_instances(casebook, tension, other, strongest, first, second)),
        wording=_wording(tension, other, strongest, p_value, len(shifts)),
        reason=None,
    )


def _shifts(count: int, farthest: int) -> list[int]:
    """How far the changes are turned: never so little that what went together still may."""
    every = range(2 * farthest + 1, count - 2 * farthest)
    step = max(1, -(-len(every) // _MOST_SHIFTS))
    return list(every)[::step]


def _too_little(conflict: Floats, net: Floats, shifts: int) -> str | None:
    if shifts < _FEWEST_SHIFTS:
        return "too few periods"
    moved = min(np.count_nonzero(np.diff(conflict)), np.count_nonzero(np.diff(net)))
    return "too few periods in which both moved" if moved < _MOVED else None


def _ranks(values: Floats) -> Floats:
    """Ranks, those of equal values their mean, about their mean."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks = (last - (counts - 1) / 2)[places]
    return np.asarray(ranks - ranks.mean(), dtype=np.float64)


def _correlations(first: Floats, others: Floats, farthest: int) -> Floats:
    """Pearson's correlation of the ranks that meet: a row for each other, a column a lag."""
    columns = []
    for lag in range(-farthest, farthest + 1):
        here = first[max(0, -lag) : len(first) - max(0, lag)]
        there = others[:, max(0, lag) : len(first) + min(0, lag)]
        here = here - here.mean()
        there = there - there.mean(axis=1, keepdims=True)
        scale = np.sqrt((here**2).sum() * (there**2).sum(axis=1))
        columns.append(np.divide(there @ here, scale, out=np.zeros(len(others)), where=scale > 0))
    return np.asarray(np.round(np.stack(columns, axis=1), _DIGITS))


def _lags(seen: Floats, turned: Floats, count: int, farthest: int) -> Iterator[Lag]:
    for column, lag in enumerate(range(-farthest, farthest + 1)):
        p_value = _share(np.abs(turned[:, column]) >= abs(seen[column]))
        yield Lag(lag, float(seen[column]), p_value, count - abs(lag))


def _share(as_strong: NDArray[np.bool_]) -> float:
    """A share among all shifts, the series as it is counted in."""
    return float((1 + np.count_nonzero(as_strong)) / (1 + len(as_strong)))


def _instances(
    casebook: Casebook, tension: Series, other: Series, lag: Lag, first: Floats, second: Floats
) -> Iterator[Instance]:
    """The times at which a rise of the tension went with what the correlation says, most first."""
    sign = 1 if lag.correlation >= 0 else -1
    weights = {
        at: first[at] * second[at + lag.periods] * sign
        for at in range(len(first))
        if 0 <= at + lag.periods < len(second) and first[at] > 0
    }
    heaviest = sorted(weights, key=lambda at: (-weights[at], at))[:_INSTANCES]
    chosen = [at for at in heaviest if weights[at] > 0]
    # A change is known by the period it leads to, the one after that it leads from.
    here = [tension.points[at + 1].period for at in chosen]
    there = [other.points[at + 1 + lag.periods].period for at in chosen]
    events = _events(casebook, tension, here, "goldstein < 0")
    later = _events(casebook, other, there, "goldstein <> 0")
    for each in zip(here, events, there, later, strict=True):
        yield Instance(*each)


def _events(
    casebook: Casebook, series: Series, periods: Sequence[Period], which: str
) -> list[tuple[Row, ...]]:
    spans = [(each.first, each.last) for each in periods]
    sides = (series.first, series.second)
    return weightiest(casebook, *sides, spans, most=_EVENTS, which=which)


def _wording(tension: Series, other: Series, lag: Lag, p_value: float, shifts: int) -> str:
    how = f"rank correlation of the changes {lag.correlation:.2f}, p = {p_value:.3f}"
    rests = f"{lag.pairs} pairs, {shifts} circular shifts, {len(_tried(tension))} lags tried"
    if p_value > _LIKELY_CHANCE:
        return (
            f"No association of {_names(tension, other)} is shown: the strongest is no stronger "
            f"than chance has it ({how}; {rests})."
        )
    moved = "a better" if lag.correlation > 0 else "a worse"
    second = f"{other.first.name} and {other.second.name} {_when(lag, tension.by)}"
    return (
        f"A rise of conflict between {tension.first.name} and {tension.second.name} went with "
        f"{moved} net score between {second} ({how}; {rests}). "
        "That is an association: it does not tell what led to what."
    )


def _tried(series: Series) -> range:
    return range(-_LAGS[series.by], _LAGS[series.by] + 1)


def _when(lag: Lag, by: By) -> str:
    count = abs(lag.periods)
    if not count:
        return f"in the same {by}"
    return f"{count} {by}{'s' * (count > 1)} {'later' if lag.periods > 0 else 'before'}"


def _names(tension: Series, other: Series) -> str:
    return (
        f"conflict between {tension.first.name} and {tension.second.name} and the net score "
        f"between {other.first.name} and {other.second.name}"
    )
