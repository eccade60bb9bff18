"""What a task is, how one case is judged, and how judgements add up.

Precision, recall and F1 are counted over all cases together (micro) unless a measure says macro;
the intervals are percentile bootstrap intervals over cases (Efron and Tibshirani 1993, ch. 13).
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

Case = dict[str, Any]
"""One line of a gold file."""
Answer = Any
"""What a system says about a case, in whatever form the task judges."""
Answerer = Callable[[Case], Answer]
Baseline = Callable[[Sequence[Case]], Answerer]
"""From training cases to an answerer; raises `Unavailable` where it cannot run."""
Pairs = Sequence[tuple[float, float]]

ROUNDS: Final = 200
_LOW, _HIGH = 0.025, 0.975
LOWER_IS_BETTER: Final = "_mae"
"""How the name of a measure ends of which less is better."""


class Unavailable(Exception):  # noqa: N818 - a state of affairs, not a failure of ours
    """A baseline cannot run here; the message says what it needs."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Of one label or one measure: right, proposed by the system, wanted by the gold."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.proposed + other.proposed, self.wanted + other.wanted
        )

    @property
    def precision(self) -> float:
        """Right of proposed; 0 where nothing was proposed."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def recall(self) -> float:
        """Right of wanted; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.proposed + self.wanted
        return 2 * self.right / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one case was answered.

    `counts` go by measure and label, `values` by measure as (gold, ours) pairs: both numbers of a
    regression, or (1.0, 1.0) for right and (1.0, 0.0) for wrong. `gold` and `ours` are JSON
    values to be shown side by side; `loss` orders the worst first.
    """

    case: str
    text: str
    gold: object
    ours: object
    counts: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)
    values: Mapping[str, Pairs] = field(default_factory=dict)
    loss: float = 0.0


Measures = Callable[[Sequence[Judgement]], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that is measured.

    `files` and `train` are paths below the gold folder; `cases` reads one of them; `answer` makes
    our answerer; `measures` turns judgements into numbers by name, `headline` names the main one
    and `gated` those that floors hold.
    """

    name: str
    title: str
    files: tuple[str, ...]
    train: tuple[str, ...]
    cases: Callable[[Path], list[Case]]
    answer: Callable[[], Answerer]
    baselines: Mapping[str, Baseline]
    judge: Callable[[Case, Answer], Judgement]
    measures: Measures
    headline: str
    gated: tuple[str, ...]


def by_label(judgements: Iterable[Judgement], measure: str) -> dict[str, Counts]:
    """The counts of a measure for each label, labels in alphabetical order."""
    found: defaultdict[str, Counts] = defaultdict(Counts)
    for judgement in judgements:
        for label, counts in judgement.counts.get(measure, {}).items():
            found[label] += counts
    return dict(sorted(found.items()))


def micro(judgements: Iterable[Judgement], measure: str) -> Counts:
    """The counts of a measure over all labels and cases."""
    right = proposed = wanted = 0
    for judgement in judgements:
        for counts in judgement.counts.get(measure, {}).values():
            right += counts.right
            proposed += counts.proposed
            wanted += counts.wanted
    return Counts(right, proposed, wanted)


def macro_f1(judgements: Iterable[Judgement], measure: str) -> float:
    """The mean F1 of the labels that occur in the gold or in the answers."""
    found = by_label(judgements, measure).values()
    return mean([c.f1 for c in found if c.proposed or c.wanted])


def prf(judgements: Sequence[Judgement], measure: str) -> dict[str, float]:
    """`{measure}_precision`, `{measure}_recall` and `{measure}_f1`, over all labels and cases."""
    counts = micro(judgements, measure)
    return {
        f"{measure}_precision": counts.precision,
        f"{measure}_recall": counts.recall,
        f"{measure}_f1": counts.f1,
    }


def pairs_of(judgements: Iterable[Judgement], measure: str) -> list[tuple[float, float]]:
    """All (gold, ours) pairs of a measure."""
    return [pair for j in judgements for pair in j.values.get(measure, ())]


def agreement(judgements: Iterable[Judgement], measure: str) -> float:
    """The share of pairs whose two values are the same: accuracy; 0 where there are none."""
    return mean([float(gold == ours) for gold, ours in pairs_of(judgements, measure)])


def mean_error(judgements: Iterable[Judgement], measure: str) -> float:
    """The mean absolute difference of the pairs; 0 where there are none."""
    return mean([abs(gold - ours) for gold, ours in pairs_of(judgements, measure)])


def pearson(judgements: Iterable[Judgement], measure: str) -> float:
    """Pearson's r of the pairs; 0 where one side does not vary."""
    pairs = pairs_of(judgements, measure)
    gold_mean, our_mean = mean([g for g, _ in pairs]), mean([o for _, o in pairs])
    above = sum((g - gold_mean) * (o - our_mean) for g, o in pairs)
    below = math.sqrt(
        sum((g - gold_mean) ** 2 for g, _ in pairs) * sum((o - our_mean) ** 2 for _, o in pairs)
    )
    return above / below if below else 0.0


def mean(values: Sequence[float]) -> float:
    """The arithmetic mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def counts_of(gold: Iterable[Any], ours: Iterable[Any]) -> Counts:
    """The counts of a set of answers against a set of gold things, compared as they are."""
    wanted, proposed = set(gold), set(ours)
    return Counts(len(wanted & proposed), len(proposed), len(wanted))


def label_counts(gold: Iterable[str], ours: Iterable[str]) -> dict[str, Counts]:
    """Counts by label of the labels in the gold and in the answer."""
    wanted, proposed = set(gold), set(ours)
    return {
        label: Counts(
            int(label in wanted and label in proposed), int(label in proposed), int(label in wanted)
        )
        for label in sorted(wanted | proposed)
    }


def bootstrap(
    judgements: Sequence[Judgement], measures: Measures, *, rounds: int = ROUNDS, seed: int = 0
) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each measure, by drawing the cases again with replacement.

    Args:
        judgements: One a case.
        measures: What turns judgements into numbers.
        rounds: How many samples to draw.
        seed: Starts the draw; the same seed gives the same interval.

    Returns:
        Measure to (low, high).
    """
    if not judgements:
        return {}
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    drawn: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for measure, value in measures(chance.choices(judgements, k=len(judgements))).items():
            drawn[measure].append(value)
    return {measure: _interval(sorted(values)) for measure, values in drawn.items()}


def _interval(ordered: Sequence[float]) -> tuple[float, float]:
    last = len(ordered) - 1
    return ordered[round(_LOW * last)], ordered[round(_HIGH * last)]
