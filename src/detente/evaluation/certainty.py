"""Certainty: whether a sentence is hedged, how sure it sounds, and what estimative words mean.

Three kinds of gold, told apart by their keys:

- `uncertain` (the Wikipedia part of CoNLL 2010; Farkas et al. 2010): hedged or not. Its training
  part alone is open; a tenth of it, drawn with a fixed seed, is measured. A trained head has
  learnt from it; what is measured here, words and rules, has not. What counts there is weasel
  wording as much as doubt ("some argue").
- `certainty_1to6` and `aspects` (science news; Pei and Jurgens 2021): how sure the finding is
  told, 1 to 6, and whether its probability is told as uncertain, which is the hedge counted.
  `certainty_ratings.tsv` gives our level a rating: the mean of the training part, to a tenth; all
  degrees share one, there being 29 of them. Without `aspects` only the rating is measured.
- `midpoint` (the survey of estimative words, `wep_survey.json`): the median of what people read a
  phrase to mean, in percent, against the middle of our range. One that we give no range is left
  out of the difference; `midpoint_known` is the share that has one.

A case may name the `level` of the record as well; the share that is right is `level_accuracy`.
"""

from __future__ import annotations

import json
import random
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from detente.errors import UsageError
from detente.evaluation import baselines
from detente.evaluation.core import (
    Case,
    Counts,
    Judgement,
    Task,
    agreement,
    mean,
    mean_error,
    pairs_of,
    pearson,
    prf,
)
from detente.evaluation.gold import read_lines
from detente.reading import certainty
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer

_HEDGED, _PLAIN = "hedged", "plain"
_WIKIPEDIA: Final = "conll2010_wiki_hedge"
_SEED, _SHARE = 2010, 10
_NUMBERS: Final = {"rating": "certainty_1to6", "midpoint": "midpoint"}
"""What is compared as a number, and its key in the gold."""
_EVEN: Final = 50.0


class Answer(NamedTuple):
    """What is held of a sentence; None where nothing is said about it.

    `rating` is on the scale of 1 to 6, `midpoint` in percent, `level` one of ICD 203.
    """

    hedged: bool | None
    rating: float | None = None
    midpoint: float | None = None
    level: str | None = None


def cases(path: Path) -> list[Case]:
    """The sentences of a file, the phrases of the survey, or the tenth of the Wikipedia set.

    Raises:
        UsageError: D304 or D305 if the file cannot be read.
    """
    if path.suffix == ".json":
        return _phrases(path)
    found = read_lines(path)
    if path.parent.name != _WIKIPEDIA:
        return found
    chance = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    drawn = sorted(chance.sample(range(len(found)), len(found) // _SHARE))
    return [found[n] for n in drawn]


def read(case: Case) -> Answer:
    """How sure detente takes the words of a case to be."""
    text = case["text"]
    read_as = certainty.certainty_of(text, 0, len(text))
    middle = None
    if read_as.low is not None and read_as.high is not None:
        middle = (read_as.low + read_as.high) / 2
    return Answer(read_as.cue is not None, _ratings()[read_as.level], middle, read_as.level)


def judge(case: Case, answer: Answer) -> Judgement:
    """The answer against whatever the gold of the case tells."""
    wanted = _is_hedged(case)
    gold = {name: case.get(key) for name, key in _NUMBERS.items()}
    ours = {"rating": answer.rating, "midpoint": answer.midpoint}
    counts = {}
    if wanted is not None and answer.hedged is not None:
        right = int(wanted and answer.hedged)
        counts["hedged"] = {_HEDGED: Counts(right, int(answer.hedged), int(wanted))}
    values = {name: _pair(gold[name], ours[name]) for name in _NUMBERS}
    values["midpoint_known"] = [(1.0, float(bool(values["midpoint"])))] * ("midpoint" in case)
    if "level" in case and answer.level is not None:
        values["level"] = [(1.0, float(case["level"] == answer.level))]
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold={"hedged": wanted, **gold, "level": case.get("level")},
        ours={"hedged": answer.hedged, **ours, "level": answer.level},
        counts=counts,
        values=values,
        loss=_loss(counts, values),
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """F1 of hedged sentences; error and correlation of ratings and midpoints that were given."""
    found = prf(judgements, "hedged") if any(j.counts for j in judgements) else {}
    for name in _NUMBERS:
        if pairs_of(judgements, name):
            found[f"{name}_mae"] = mean_error(judgements, name)
            found[f"{name}_pearson"] = pearson(judgements, name)
    shares = {"midpoint_known": "midpoint_known", "level": "level_accuracy"}
    for name, measure in shares.items():
        if pairs_of(judgements, name):
            found[measure] = agreement(judgements, name)
    return found


def majority(training: Sequence[Case]) -> Answerer:
    """A baseline that holds every sentence to be hedged, of the mean rating, and every phrase even.

    To call everything hedged gives the best F1 to a constant.
    """
    ratings = [c["certainty_1to6"] for c in training if c.get("certainty_1to6") is not None]
    answer = Answer(hedged=True, rating=mean(ratings) if ratings else None, midpoint=_EVEN)
    return lambda _case: answer


def tf_idf(training: Sequence[Case]) -> Answerer:
    """A baseline for hedged or not: logistic regression on the words of science news.

    Raises:
        Unavailable: If scikit-learn is not installed, or there are no training cases.
    """
    label = baselines.tf_idf(_label)(training)
    return lambda case: Answer(hedged=label(case) == _HEDGED)


def _label(case: Case) -> str | None:
    hedged = _is_hedged(case)
    return None if hedged is None else _HEDGED if hedged else _PLAIN


def _is_hedged(case: Case) -> bool | None:
    """Whether the gold of a case calls it hedged; None if it does not say."""
    if "uncertain" in case:
        return bool(case["uncertain"])
    aspects = case.get("aspects")
    return aspects["Probability"] == "Uncertain" if aspects else None


def _phrases(path: Path) -> list[Case]:
    """The phrases of the survey as cases."""
    try:
        table: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return [
            {"id": f"{path.name}#{n}", "text": row["phrase"], "midpoint": row["median"]}
            for n, row in enumerate(table, 1)
        ]
    except OSError as error:
        raise UsageError("D304", str(path), detail=error.strerror or "") from error
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise UsageError("D305", str(path), detail=str(error)) from error


def _pair(gold: float | None, ours: float | None) -> list[tuple[float, float]]:
    return [] if gold is None or ours is None else [(float(gold), ours)]


def _loss(
    counts: Mapping[str, Mapping[str, Counts]], values: Mapping[str, Sequence[tuple[float, float]]]
) -> float:
    wrong = sum(c.proposed + c.wanted - 2 * c.right for m in counts.values() for c in m.values())
    return wrong + sum(abs(gold - ours) for pairs in values.values() for gold, ours in pairs)


@cache
def _ratings() -> dict[str, float]:
    table = rows("detente.evaluation", "certainty_ratings")
    return {row["level"]: float(row["rating"]) for row in table}


TASK: Final = Task(
    name="certainty",
    title="Certainty: hedged or not, how sure, and what estimative words mean",
    files=(
        "science_certainty/dev.jsonl",
        "conll2010_wiki_hedge/train.jsonl",
        "wep_survey.json",
    ),
    train=("science_certainty/train.jsonl",),
    cases=cases,
    answer=lambda: read,
    baselines={"all hedged": majority, "tf-idf": tf_idf},
    judge=judge,
    measures=measures,
    headline="hedged_f1",
    gated=("hedged_f1", "rating_mae", "rating_pearson", "midpoint_mae", "level_accuracy"),
)
