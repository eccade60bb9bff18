"""Fit the weights of `toponyms.tsv`: which of the places of one name a document means.

    python -m training.toponyms --gold ../shared/gold

Of each name of a training part that may mean several places of the gazetteer, those near the
point of the gold are right. The weights are those of a conditional logit (McFadden 1974): the
places of a name share what is likely by the exponential of their weighed features. They are fitted
by Newton's method, and again, since what the neighbours of a name mean hangs on the weights.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from detente import gazetteer
from detente.evaluation import toponyms
from detente.gazetteer.earth import distance
from detente.reading.toponyms import FEATURES, Toponyms, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from detente.evaluation.core import Case

    Numbers = NDArray[np.float64]

TABLE: Final = Path(__file__).parents[1] / "src/detente/reading/data/toponyms.tsv"
SETS: Final = ("lgl",)
FIRST: Final = (1.0, 1.0, 1.0, 1.0)
PENALTY: Final = 1.0
"""Of the squares of the weights."""
AGAIN: Final = 4
ROUNDS: Final = 30
CLOSE: Final = 1e-4
"""Newton's method ends when no weight moves by more."""


class Choice(NamedTuple):
    """The features of each place of a name, and which of them are right."""

    features: Numbers
    right: NDArray[np.bool_]


def main() -> None:
    """Fit the weights and write them."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, required=True, help="the folder of gold sets")
    gold: Path = arguments.parse_args().gold
    cases = [c for name in SETS for c in toponyms.cases(gold / name / "train.jsonl")]
    weights = np.array(FIRST)
    for _ in range(AGAIN):
        choices = [choice for case in cases for choice in _choices(case, weights)]
        weights = fitted(choices)
        right = np.mean([bool(c.right[np.argmax(c.features @ weights)]) for c in choices])
        sys.stdout.write(f"{len(choices)} names, {right:.3f} right, {weights.round(3)}\n")
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, "excel-tab", lineterminator="\n")
        writer.writerow(("feature", "weight"))
        writer.writerows((name, f"{w:.3f}") for name, w in zip(FEATURES, weights, strict=True))


def fitted(choices: Sequence[Choice]) -> Numbers:
    """The weights of a conditional logit.

    Args:
        choices: Each with something right and something wrong.
    """
    width = choices[0].features.shape[1]
    weights = np.zeros(width)
    for _ in range(ROUNDS):
        slope, bend = -PENALTY * weights, PENALTY * np.eye(width)
        for features, right in choices:
            odds = np.exp(features @ weights - (features @ weights).max())
            shares = odds / odds.sum()
            wanted = shares * right / (shares * right).sum()
            mean = features.T @ shares
            slope += features.T @ (wanted - shares)
            bend += (features.T * shares) @ features - np.outer(mean, mean)
        step = np.clip(np.linalg.solve(bend, slope), -1, 1)
        weights += step
        if np.abs(step).max() < CLOSE:
            break
    return weights


def _choices(case: Case, weights: Numbers) -> Iterator[Choice]:
    """The names of a case that mean one of several places."""
    text, named = case["text"], case["toponyms"]
    spans = [(each["start"], each["end"]) for each in named]
    read = Toponyms(text, gazetteer.find(text), spans, weights.tolist())
    for each in named:
        known = places(each["text"])
        there = (each["lat"], each["lon"])
        near = [distance(there, (p.latitude, p.longitude)) <= toponyms.NEAR for p in known]
        if any(near) and not all(near):
            yield Choice(read.features(each["text"]), np.array(near))


if __name__ == "__main__":
    main()
