from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.relations.segments import Costs, Model, chance, cuts, scatter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

MODELS = get_args(Model)
COUNTS = st.lists(st.integers(0, 9), min_size=1, max_size=12)


def price(values: Sequence[float], model: Model, at: Sequence[int], penalty: float) -> float:
    """What a way to cut costs, computed from the likelihoods themselves."""
    bounds = [0, *at, len(values)]
    pieces = (np.array(values[a:b], dtype=float) for a, b in pairwise(bounds))
    return sum(_twice_minus_log(piece, model) for piece in pieces) + penalty * len(at)


def _twice_minus_log(piece: NDArray[np.float64], model: Model) -> float:
    level = piece.mean()
    if model == "gaussian":
        return float(((piece - level) ** 2).sum())
    logs = piece * (math.log(level) if level else 0)
    return float(-2 * (logs - level).sum())


def every_cut(count: int, least: int) -> Iterator[list[int]]:
    """All ways to cut so many values into pieces that are long enough."""
    yield []
    for first in range(least, count - least + 1):
        for rest in every_cut(count - first, least):
            yield [first, *(first + each for each in rest)]


@settings(max_examples=200)
@given(COUNTS, st.sampled_from(MODELS), st.integers(1, 4), st.floats(0, 20))
def test_no_way_to_cut_is_cheaper(
    values: list[float], model: Model, least: int, penalty: float
) -> None:
    found = cuts(Costs.of(model, np.array(values, float)), penalty=penalty, least=least)
    cheapest = min(price(values, model, at, penalty) for at in every_cut(len(values), least))
    assert price(values, model, found, penalty) == pytest.approx(cheapest, abs=1e-6)


@given(COUNTS, st.sampled_from(MODELS), st.integers(1, 4))
def test_no_piece_is_too_short(values: list[float], model: Model, least: int) -> None:
    found = cuts(Costs.of(model, np.array(values, float)), penalty=0.0, least=least)
    assert all(b - a >= least for a, b in pairwise([0, *found, len(values)])) or not found


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("model", MODELS)
def test_ruptures_cuts_alike(model: Model, seed: int) -> None:
    ruptures = pytest.importorskip("ruptures", reason="a check by another program")
    random = np.random.default_rng(seed)
    levels = np.repeat(random.uniform(1, 9, 4), random.integers(5, 40, 4))
    values = random.poisson(levels) if model == "poisson" else random.normal(levels)
    series = values.astype(float)
    if model == "poisson":
        cost = _poisson_cost(ruptures.base.BaseCost)
        theirs = ruptures.Pelt(custom_cost=cost, min_size=1, jump=1)
    else:
        theirs = ruptures.Pelt(model="l2", min_size=1, jump=1)
    penalty = 3 * math.log(len(series))
    expected = theirs.fit(series.reshape(-1, 1)).predict(pen=penalty)[:-1]
    assert cuts(Costs.of(model, series), penalty=penalty, least=1) == expected


def _poisson_cost(base: Any) -> object:
    class PoissonCost(base):  # type: ignore[misc] # ruptures ships no types
        model = "poisson"
        min_size = 1

        def fit(self, signal: NDArray[np.float64]) -> PoissonCost:
            self.signal = signal
            return self

        def error(self, start: int, end: int) -> float:
            return _twice_minus_log(self.signal[start:end, 0], "poisson")

    return PoissonCost()


def test_a_level_that_stays_does_not_scatter_more_for_one_jump() -> None:
    random = np.random.default_rng(1)
    quiet = random.normal(0, 2, 400)
    jumped = quiet + np.repeat([0, 30], 200)
    assert scatter("gaussian", quiet) == pytest.approx(4, rel=0.2)
    assert scatter("gaussian", jumped) == pytest.approx(4, rel=0.5)


def test_counts_scatter_as_poisson_at_the_least() -> None:
    random = np.random.default_rng(1)
    assert scatter("poisson", np.full(9, 4.0)) == 1
    assert scatter("poisson", random.poisson(5, 900).astype(float)) == pytest.approx(1, abs=0.2)
    assert scatter("poisson", random.negative_binomial(2, 0.2, 900).astype(float)) > 3


@pytest.mark.parametrize("model", MODELS)
def test_a_clear_step_is_not_chance(model: Model) -> None:
    values = np.repeat([1.0, 9.0], 10) + np.tile([0.0, 1.0], 10)
    found = chance(values, model, 10, least=2, tries=999, seed=1)
    assert found == pytest.approx(0.001)


@pytest.mark.parametrize("model", MODELS)
def test_where_there_is_no_step_any_order_does_as_well(model: Model) -> None:
    values = np.tile([2.0, 5.0], 10)
    assert chance(values, model, 10, least=2, tries=999, seed=1) == 1


@pytest.mark.parametrize("model", MODELS)
def test_chance_is_the_same_every_time(model: Model) -> None:
    values = np.array([1.0, 3, 1, 0, 4, 2, 5, 3])
    twice = [chance(values, model, 4, least=2, tries=99, seed=7) for _ in range(2)]
    assert twice[0] == twice[1] < 1


def test_of_noise_few_cuts_seem_significant() -> None:
    random = np.random.default_rng(3)
    found = []
    for _ in range(200):
        values = random.poisson(3, 20).astype(float)
        costs = Costs.of("poisson", values)
        whole = costs(np.array([0]), 20)[0]
        gains = [whole - costs(np.array([0]), at)[0] - costs(np.array([at]), 20)[0]
                 for at in range(2, 19)]  # fmt: skip
        best = 2 + int(np.argmax(gains))
        found.append(chance(values, "poisson", best, least=2, tries=99, seed=1))
    assert 0.02 <= np.mean(np.array(found) <= 0.05) <= 0.09
