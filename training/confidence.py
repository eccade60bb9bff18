"""Fit the weights of `confidence.tsv` on training parts, with the reader and weights as they are.

    python -m training.confidence --gold ../shared/gold

Each event, claim and cause that is read in a sample is held against the gold, as the task
`confidence` holds it, and a logistic function is fitted to what the heads say of it by Newton's
method. The heads have learned from the same texts and are surer there than elsewhere: what is left
of that is for the task to show on development parts.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.evaluation import confidence, reading
from detente.reading.confidence import Rater
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.evaluation.core import Case

TABLE: Final = Path(__file__).parents[1] / "src/detente/reading/data/confidence.tsv"
SAMPLES: Final = {"plover": 500, "wikievents": 50, "polnear": 40, "cnc_v2": 800}
"""Set to how many of its cases are read."""
PENALTY: Final = 1.0
"""Of the squares of the weights, so that none runs away where the heads are always right."""
ROUNDS: Final = 30
SEED: Final = 4


def main() -> None:
    """Fit the weights and write them."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, required=True, help="the folder of gold sets")
    gold: Path = arguments.parse_args().gold
    seen: defaultdict[str, list[tuple[Mapping[str, float], bool]]] = defaultdict(list)
    for name, count in SAMPLES.items():
        for case in _sample(confidence.cases(gold / name / "train.jsonl"), count):
            for kind, features, right in _rated(case):
                seen[kind].append((features, right))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, "excel-tab", lineterminator="\n")
        writer.writerow(("record", "feature", "weight"))
        for kind, rated in seen.items():
            weights = fitted([features for features, _ in rated], [right for _, right in rated])
            writer.writerows((kind, name, f"{weight:.3f}") for name, weight in weights.items())
            share = sum(right for _, right in rated) / len(rated)
            sys.stdout.write(f"{kind}: {len(rated)} records, {share:.3f} right, {weights}\n")


def _sample(cases: Sequence[Case], count: int) -> list[Case]:
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    return chance.sample(list(cases), min(count, len(cases)))


def _rated(case: Case) -> Iterator[tuple[str, Mapping[str, float], bool]]:
    """What the heads say of each record of a case, and whether it is right."""
    text = case["text"]
    record = reading.record(text)
    sentences = [(at, at + len(piece)) for _, at, piece in split(text)]
    rater = Rater(reading.answers(text), sentences)
    features = {
        **{("event", e.id): rater.of_event(e) for e in record.events},
        **{("claim", c.id): rater.of_claim(c) for c in record.claims},
        **{("cause", c.id): rater.of_cause(c) for c in record.causes},
    }
    for each in confidence.held(case, record):
        yield each.kind, features[each.kind, each.id], each.right


def fitted(features: Sequence[Mapping[str, float]], right: Sequence[bool]) -> dict[str, float]:
    """The weights of a logistic function, by name, that of "bias" first.

    Args:
        features: Of each thing; all have the same names.
        right: Whether each is right.
    """
    names = ["bias", *features[0]]
    inputs = np.array([[1.0, *each.values()] for each in features])
    wanted = np.array(right, dtype=float)
    weights = np.zeros(len(names))
    penalty = np.diag([0.0, *[PENALTY] * (len(names) - 1)])
    for _ in range(ROUNDS):
        shares = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (shares - wanted) + penalty @ weights
        bend = (inputs * (shares * (1 - shares))[:, None]).T @ inputs + penalty
        weights -= np.linalg.solve(bend, slope)
    return dict(zip(names, weights.tolist(), strict=True))


if __name__ == "__main__":
    main()
