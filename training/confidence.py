"""Fit the weights of `confidence.tsv` on training parts, with the reader and weights as they are.

    python -m training.confidence --gold ../shared/gold

Each claim and cause that is read in a sample is held against the gold, as the task `confidence`
holds it; so are events, and beside them those of whole documents that we judged one by one
(`training/data/judged.tsv`), since no gold marks events of all types in documents. A logistic
function is fitted to what the heads say by Newton's method. The heads have learned from the same
texts and are surer there than elsewhere: what is left of that is for the task to show on
development parts. `--kinds` fits some anew and leaves the others.
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
from detente.evaluation.gold import read_lines
from detente.reading.confidence import Rater
from detente.reading.sentences import split
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from detente.evaluation.core import Case
    from detente.records import Event
    from detente.tables import Row

TABLE: Final = Path(__file__).parents[1] / "src/detente/reading/data/confidence.tsv"
KINDS: Final = ("event", "claim", "cause")
SAMPLES: Final = {"plover": 500, "wikievents": 5, "polnear": 40, "cnc_v2": 800}
"""Set to how many of its cases are read."""
PENALTY: Final = 1.0
"""Of the squares of the weights, so that none runs away where the heads are always right."""
ROUNDS: Final = 30
SEED: Final = 4


def main() -> None:
    """Fit the weights and write them."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--gold", type=Path, required=True, help="the folder of gold sets")
    arguments.add_argument(
        "--kinds", nargs="+", choices=KINDS, default=KINDS, help="what is fitted; the rest stays"
    )
    asked = arguments.parse_args()
    gold: Path = asked.gold
    kept = [
        row for row in rows("detente.reading", "confidence") if row["record"] not in asked.kinds
    ]
    seen: defaultdict[str, list[tuple[Mapping[str, float], bool]]] = defaultdict(list)
    for name, count in SAMPLES.items():
        for case in _sample(confidence.cases(gold / name / "train.jsonl"), count):
            for kind, features, right in _rated(case):
                seen[kind].append((features, right))
    seen["event"] += _judged(gold)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, "excel-tab", lineterminator="\n")
        writer.writerow(("record", "feature", "weight"))
        writer.writerows(row.values() for row in kept)
        for kind in asked.kinds:
            rated = seen[kind]
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
    rater = Rater(reading.answers(text), _extents(text))
    countries = {entity.id: entity.country for entity in record.entities}
    features = {
        **{("event", e.id): rater.of_event(e, countries) for e in record.events},
        **{("claim", c.id): rater.of_claim(c) for c in record.claims},
        **{("cause", c.id): rater.of_cause(c) for c in record.causes},
    }
    for each in confidence.held(case, record):
        yield each.kind, features[each.kind, each.id], each.right


def _extents(text: str) -> list[tuple[int, int]]:
    return [(at, at + len(piece)) for _, at, piece in split(text)]


def _judged(gold: Path) -> Iterator[tuple[Mapping[str, float], bool]]:
    """What the heads say of each event that we judged, and whether it is right."""
    told: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows("training", "judged"):
        told[row["set"], row["document"]].append(row)
    for (name, document), judged in told.items():
        cases = read_lines(gold / f"{name}.jsonl")
        text = next(case["text"] for case in cases if case["id"] == document)
        record = reading.record(text)
        rater = Rater(reading.answers(text), _extents(text))
        countries = {entity.id: entity.country for entity in record.entities}
        for event in record.events:
            found = [row for row in judged if is_told_by(row, event)]
            if found:
                yield rater.of_event(event, countries), found[0]["right"] == "1"


def is_told_by(row: Row, event: Event) -> bool:
    """Whether an event is the one of a row of `judged.tsv`: of its type, most words the same."""
    span = event.evidence[0]
    start, end = int(row["start"]), int(row["end"])
    shared = min(end, span.end) - max(start, span.start)
    return event.type == row["type"] and 2 * shared > max(end - start, span.end - span.start)


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
