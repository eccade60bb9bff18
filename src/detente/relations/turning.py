"""Turning points: where the level of a series changes for longer than chance would have it.

Counts are cut with the cost of a Poisson distribution, scores with that of a Gaussian about a mean;
both are divided by how much the series scatters from period to period (`segments.scatter`), since
events come in bursts. A cut costs 3 log n, n periods: the constant part of the modified BIC of
Zhang and Siegmund ("A modified Bayes information criterion", Biometrics 2007).

The significance of a point is found by putting the periods of the two stretches it parts in random
order, 999 times with a fixed seed: the share of orders whose best cut gains as much. A cut for
which that is more than 0.05 is left out, the worst first. It takes the periods for independent but
for the level; where bursts last for several, it is too small.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from detente.relations.between import weightiest
from detente.relations.segments import Costs, chance, cuts, scatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.casebook import Casebook
    from detente.casebook.rows import Row
    from detente.relations.periods import By, Period
    from detente.relations.segments import Floats, Model
    from detente.relations.series import Series

Measure = Literal["events", "cooperation_events", "conflict_events", "net_plover"]
"""What is looked at: counts (Poisson) or the sum of PLOVER scores (Gaussian); of `Point.both`."""

MEASURES: Final[tuple[Measure, ...]] = ("cooperation_events", "conflict_events", "net_plover")
"""Those that are looked at unless others are asked for."""
PERMUTATIONS: Final = 999
SIGNIFICANT: Final = 0.05
"""The largest p of a turning point that is given."""
_SEED: Final = 1
_LEAST: Final[dict[By, int]] = {"day": 7, "week": 3, "month": 2, "quarter": 2, "year": 2}
"""Fewest periods a level must last."""
_MOST: Final = 5
"""Events given for a turning point."""
_MAKES: Final[dict[Measure, str]] = {
    "events": "true",
    "cooperation_events": "quad_class <= 2",
    "conflict_events": "quad_class >= 3",
    "net_plover": "goldstein <> 0",
}
"""Which events can make a turning point of a measure, as SQL."""


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
        events: Rows of the casebook's `events` that make it, the weightiest first: those with
            which the new level begins, or, where it fell, those that ended the old one.
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


def turning_points(
    casebook: Casebook, series: Series, measures: Sequence[Measure] = MEASURES
) -> tuple[TurningPoint, ...]:
    """The turning points of a series, in order of time.

    Args:
        casebook: The casebook the series was counted from, for the events.
        series: What two sides did to each other.
        measures: What is looked at, each by itself.
    """
    found = (point for measure in measures for point in _of(casebook, series, measure))
    return tuple(sorted(found, key=lambda point: point.period))


def _of(casebook: Casebook, series: Series, measure: Measure) -> Iterator[TurningPoint]:
    least = _LEAST[series.by]
    values = np.array([getattr(point.both, measure) for point in series.points], dtype=np.float64)
    model: Model = "gaussian" if measure == "net_plover" else "poisson"
    scale = scatter(model, values)
    if len(values) < 2 * least or scale == 0:
        return
    penalty = 3 * math.log(len(values)) * scale
    found = cuts(Costs.of(model, values), penalty=penalty, least=least)
    likely = _not_by_chance(found, values, model, least)
    parted = list(_around(list(likely), len(values)))
    means = [
        (float(np.mean(values[start:cut])), float(np.mean(values[cut:end])))
        for start, cut, end in parted
    ]
    rose = [abs(after) > abs(before) for before, after in means]
    spans = [
        (_period(series, at - least * (not up)).first, _period(series, at + least * up - 1).last)
        for at, up in zip(likely, rose, strict=True)
    ]
    deciding = weightiest(
        casebook, series.first, series.second, spans, most=_MOST, which=_MAKES[measure]
    )
    for (start, cut, end), (before, after), events in zip(parted, means, deciding, strict=True):
        yield TurningPoint(
            measure=measure,
            period=_period(series, cut),
            since=_period(series, start),
            until=_period(series, end - 1),
            before=round(before, 9),
            after=round(after, 9),
            p_value=likely[cut],
            permutations=PERMUTATIONS,
            events=events,
        )


def _not_by_chance(found: list[int], values: Floats, model: Model, least: int) -> dict[int, float]:
    """The cuts that chance seldom makes, each with its p: the likeliest to be chance is left out
    and the others looked at anew, until none is likely to be.
    """
    while True:
        likely = {
            cut: chance(
                values[start:end], model, cut - start, least=least, tries=PERMUTATIONS, seed=_SEED
            )
            for start, cut, end in _around(found, len(values))
        }
        worst = max(likely, key=lambda cut: (likely[cut], cut), default=0)
        if not likely or likely[worst] <= SIGNIFICANT:
            return likely
        found = [cut for cut in found if cut != worst]


def _period(series: Series, at: int) -> Period:
    return series.points[at].period


def _around(found: list[int], count: int) -> Iterator[tuple[int, int, int]]:
    """Each cut with the ones before and after it."""
    bounds = [0, *found, count]
    for (start, cut), (_, end) in pairwise(pairwise(bounds)):
        yield start, cut, end
