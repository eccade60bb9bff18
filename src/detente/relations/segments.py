"""Where a series of numbers changes its level: exact segmentation by pruned dynamic programming.

PELT (Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear computational
cost", JASA 2012): among all ways to cut a series, the one whose costs, plus a penalty a cut, are
least. A segment that could be last is dropped once it can be so no more. Pieces of at least a
minimum length ask for care here: one that falls behind now may still be the best start until the
piece that beats it is long enough itself, and is dropped only then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]

Model = Literal["poisson", "gaussian"]
"""Counts about a rate, or values about a mean with one variance throughout."""

_CHUNK: Final = 1 << 20
"""Numbers shuffled at a time."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a piece of a series costs: minus twice its log-likelihood at its own best level.

    Attributes:
        model: The distribution about the level.
        sums: Sums of the values before each index, one more than there are values.
        squares: The same of their squares.
    """

    model: Model
    sums: Floats
    squares: Floats

    @classmethod
    def of(cls, model: Model, values: Floats) -> Costs:
        """The costs of pieces of a series, as if values scattered as the model has it: counts
        with a variance equal to their rate, others with a variance of 1.
        """
        zero = np.zeros(1)
        squares = np.concatenate([zero, np.cumsum(values * values)])
        return cls(model, np.concatenate([zero, np.cumsum(values)]), squares)

    def __call__(self, start: Indices | int, end: Indices | int) -> Floats:
        """Costs of the pieces from each start to before each end, less what all cuts share."""
        length = np.subtract(end, start)
        total = self.sums[end] - self.sums[start]
        if self.model == "gaussian":
            return np.asarray(self.squares[end] - self.squares[start] - total * total / length)
        return _poisson(total, length)


def _poisson(total: Floats, length: Indices | int) -> Floats:
    """Minus twice `total * log(total / length)`: the rest of the likelihood is the same for all."""
    rate = np.maximum(total, 0) / length
    return np.asarray(-2 * total * np.log(rate, where=rate > 0, out=np.zeros_like(rate)))


def cuts(costs: Costs, *, penalty: float, least: int) -> list[int]:
    """The starts of all pieces but the first, of the cheapest way to cut a series.

    Args:
        costs: Of the series' pieces.
        penalty: What a cut costs.
        least: Fewest values a piece may have.
    """
    count = len(costs.sums) - 1
    best = np.full(count + 1, np.inf)
    best[0] = -penalty
    previous = np.zeros(count + 1, dtype=np.intp)
    starts = np.zeros(0, dtype=np.intp)
    dropped_at = np.zeros(0, dtype=np.intp)
    for end in range(least, count + 1):
        kept = dropped_at > end
        starts, dropped_at = starts[kept], dropped_at[kept]
        starts = np.append(starts, end - least)
        dropped_at = np.append(dropped_at, count + 1)
        so_far = best[starts] + costs(starts, end)
        last = int(np.argmin(so_far))
        best[end], previous[end] = so_far[last] + penalty, starts[last]
        beaten = (so_far >= best[end]) & (dropped_at > end + least)
        dropped_at[beaten] = end + least
    return _trace(previous, count) if count >= least else []


def _trace(previous: Indices, count: int) -> list[int]:
    found: list[int] = []
    at = int(previous[count])
    while at:
        found.append(at)
        at = int(previous[at])
    return found[::-1]


def scatter(model: Model, values: Floats) -> float:
    """How much values scatter where the level stays: from the differences of neighbours, which a
    few changes of level touch little (von Neumann, 1941).

    Of counts it is what multiplies the variance of a Poisson distribution, 1 at the least.
    """
    if len(values) < 2:  # noqa: PLR2004 - a difference needs two
        return 1.0
    variance = float(np.mean(np.diff(values) ** 2)) / 2
    if model == "gaussian":
        return variance
    mean = float(np.mean(values))
    return max(1.0, variance / mean) if mean > 0 else 1.0


def chance(values: Floats, model: Model, cut: int, *, least: int, tries: int, seed: int) -> float:
    """How often the values in random order can be cut with as much gain as at the cut, best cut
    of each order; the order at hand is counted in.

    Args:
        values: Of the pieces before and after the cut.
        model: The distribution about the levels.
        cut: How many values stand before it.
        least: Fewest values a piece may have.
        tries: How many random orders.
        seed: Of the random numbers.
    """
    gain = _gains(values[None, :], model, np.asarray([cut]))[0]
    places = np.arange(least, len(values) - least + 1)
    random = np.random.default_rng(seed)
    rows = max(1, _CHUNK // len(values))
    as_good = 0
    for done in range(0, tries, rows):
        orders = np.tile(values, (min(rows, tries - done), 1))
        random.permuted(orders, axis=1, out=orders)
        # Orders that cut into the same pieces may differ in the last digits.
        as_good += int(np.sum(_gains(orders, model, places) >= gain - 1e-9 * abs(gain)))
    return (1 + as_good) / (1 + tries)


def _gains(orders: Floats, model: Model, places: Indices) -> Floats:
    """What the best of some cuts gains, of each row."""
    before = np.cumsum(orders, axis=1)[:, places - 1]
    count = orders.shape[1]
    total = orders.sum(axis=1, keepdims=True)
    after, ahead = total - before, count - places
    if model == "gaussian":
        gains = before**2 / places + after**2 / ahead - total**2 / count
    else:
        whole = _poisson(total, count)
        gains = whole - _poisson(before, places) - _poisson(after, ahead)
    return np.asarray(gains.max(axis=1))
