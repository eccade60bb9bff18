"""Fit the weights of `confidence.tsv`, with the reader and its model as they are.

    python -m training.confidence --gold ../shared/gold

Claims and causes are fitted on some of whole documents that we judged one by one
(`training/data/judged.tsv`): the heads are surer of texts they have learned from than of others,
and these taught them nothing of the kind. So are events, and beside them those that are read in a
sample of training parts, held against the gold as the task `confidence` holds it. A logistic
function is fitted by Newton's method. `--kinds` fits some anew and leaves the others.
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
from detente.records import Cause, Claim, Document, Event
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.evaluation.core import Case
    from detente.reading.confidence import Features
    from detente.tables import Row

    Extent = tuple[int | None, int | None]

TABLE: Final = Path(__file__).parents[1] / "src/detente/reading/data/confidence.tsv"
KINDS: Final = ("event", "claim", "cause")
SAMPLES: Final = {"plover": 500, "wikievents": 5}
"""Set to how many of its cases are read for events."""
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
    seen: defaultdict[str, list[tuple[Features, bool]]] = defaultdict(list)
    if "event" in asked.kinds:
        for name, count in SAMPLES.items():
            for case in _sample(confidence.cases(gold / name / "train.jsonl"), count):
                seen["event"] += _held(case)
    for kind, features, right in _judged(gold):
        seen[kind].append((features, right))
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


def _held(case: Case) -> Iterator[tuple[Features, bool]]:
    """What is known of each event of a case, and whether the gold has it."""
    record, weighed = reading.reader().weighed(Document(id="case", text=case["text"]))
    for each in confidence.held(case, record):
        yield weighed[each.kind, each.id], each.right


def _judged(gold: Path) -> Iterator[tuple[str, Features, bool]]:
    """The kind of each record that we judged, what is known of it, and whether it is right; those
    that are no longer read are left out.
    """
    told: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows("training", "judged"):
        told[row["set"], row["document"]].append(row)
    for (name, document), judged in told.items():
        cases = read_lines(gold / f"{name}.jsonl")
        text = next(case["text"] for case in cases if case["id"] == document)
        record, weighed = reading.reader().weighed(Document(id="case", text=text))
        items: list[Event | Claim | Cause] = [*record.events, *record.claims, *record.causes]
        for item in items:
            found = next((row for row in judged if is_told_by(row, item)), None)
            if found is not None:
                kind = found["record"]
                yield kind, weighed[kind, item.id], found["right"] == "1"


def is_told_by(row: Row, item: Event | Claim | Cause) -> bool:
    """Whether a record is the one of a row of `judged.tsv`: of its kind and type, with most of the
    words the same, of a claim those of cue and source, of a cause those of cause and effect.
    """
    kind, type_, *extents = _known(item)
    judged = (_extent(row, "start", "end"), _extent(row, "second_start", "second_end"))
    return (kind, type_) == (row["record"], row["type"]) and all(
        _is_mostly(one, other) for one, other in zip(judged, extents, strict=True)
    )


def _known(item: Event | Claim | Cause) -> tuple[str, str, Extent, Extent]:
    """What a record is known by: its kind, its type and two stretches of the text."""
    match item:
        case Event():
            evidence = item.evidence[0]
            return "event", item.type, (evidence.start, evidence.end), (None, None)
        case Claim():
            source = (item.source.start, item.source.end)
            return "claim", "", (item.cue.start, item.cue.end), source
        case Cause():
            effect = (item.effect.start, item.effect.end)
            return "cause", "", (item.cause.start, item.cause.end), effect


def _extent(row: Row, start: str, end: str) -> Extent:
    return (int(row[start]), int(row[end])) if row[start] else (None, None)


def _is_mostly(one: Extent, other: Extent) -> bool:
    """Whether two stretches share more than half of the longer, or neither is one."""
    (start, end), (from_, to) = one, other
    if start is None or end is None or from_ is None or to is None:
        return one == other
    return 2 * (min(end, to) - max(start, from_)) > max(end - start, to - from_)


def fitted(features: Sequence[Features], right: Sequence[bool]) -> dict[str, float]:
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
