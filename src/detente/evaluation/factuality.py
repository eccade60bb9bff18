"""Factuality: whether what a word reports happened, from −3 (certainly not) to 3 (certainly).

The words are marked in the gold, and most of them are no events of our lexicon. The trained head
reads a number off the marked word, and grammar gives another: by the status read from what stands
above the word, and by the hedge that governs it. `detente.reading.happened` makes one of both.

The table `factuality_values.tsv` says what status and hedge are worth: the median, to a tenth, of
the gold values of that status, stated or hedged, in the training parts of `fact_uw` and
`fact_meantime`, the two sets of news; where fewer than four were hedged, that of the stated.

Mean absolute error and Pearson's r are the measures of Lee et al. (2015) and of those after them.
For the outcomes a value counts as the one it lies nearest to: did at 3, open at 0, did not at −3.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from detente.evaluation import reading
from detente.evaluation.core import (
    Case,
    Counts,
    Judgement,
    Task,
    agreement,
    by_label,
    label_counts,
    macro_f1,
    mean_error,
    pearson,
)
from detente.evaluation.gold import read_lines
from detente.reading import certainty, happened
from detente.reading.repairs import repaired
from detente.reading.status import status_of
from detente.tables import rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.evaluation.core import Answerer
    from detente.reading.heads import Answers
    from detente.reading.syntax import Sentence, Token
    from detente.records import Status

Outcome = Literal["did", "did not", "open"]

_CUT: Final = 1.5
_CERTAIN: Final = 3.0
_CODES: Final[dict[Outcome, float]] = {"did": 1.0, "open": 0.0, "did not": -1.0}
_DID: Final = {"occurred", "ongoing"}
_DID_NOT: Final = {"denied", "did-not-occur"}


class Answer(NamedTuple):
    """What is held of one marked word: its value, its outcome, and our status if it is ours."""

    value: float
    outcome: Outcome
    status: str = ""


def read(case: Case) -> list[Answer]:
    """What detente reads of each marked word of a case, in the order of the marks."""
    text, answers = case["text"], reading.answers(case["text"])
    sentences = [repaired(s) for s in reading.parsed(text)]
    return [_answer(text, sentences, answers, m["start"], m["end"]) for m in case["factuality"]]


def outcome_of(value: float) -> Outcome:
    """The outcome that a value lies nearest to; open at the very middle between two.

    >>> outcome_of(2.4), outcome_of(0.0), outcome_of(-3.0)
    ('did', 'open', 'did not')
    """
    if abs(value) <= _CUT:
        return "open"
    return "did" if value > 0 else "did not"


def value_of(status: Status, *, hedged: bool) -> float:
    """The value on the scale of a status, from the table."""
    return _values()[status][hedged]


def judge(case: Case, answer: Sequence[Answer]) -> Judgement:
    """The marked words of a case against the gold's values."""
    gold = [float(m["value"]) for m in case["factuality"]]
    marked = [case["text"][m["start"] : m["end"]] for m in case["factuality"]]
    both = list(zip(gold, answer, strict=True))
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for value, ours in both:
        for label, one in label_counts([outcome_of(value)], [ours.outcome]).items():
            counts[label] += one
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold=[[words, value] for words, value in zip(marked, gold, strict=True)],
        ours=[[words, *ours] for words, ours in zip(marked, answer, strict=True)],
        counts={"outcome": dict(counts)},
        values={
            "value": [(value, ours.value) for value, ours in both],
            "outcome": [(_CODES[outcome_of(value)], _CODES[ours.outcome]) for value, ours in both],
        },
        loss=max((abs(value - ours.value) for value, ours in both), default=0.0),
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """Error and correlation of the values; accuracy and macro-F1 of the outcomes, F1 of each."""
    return {
        "value_mae": mean_error(judgements, "value"),
        "pearson": pearson(judgements, "value"),
        "outcome_accuracy": agreement(judgements, "outcome"),
        "outcome_macro_f1": macro_f1(judgements, "outcome"),
    } | {f"{k.replace(' ', '_')}_f1": c.f1 for k, c in by_label(judgements, "outcome").items()}


def majority(_training: Sequence[Case]) -> Answerer:
    """A baseline that holds that everything certainly happened."""
    return lambda case: [Answer(_CERTAIN, "did")] * len(case["factuality"])


def _answer(
    text: str, sentences: Sequence[Sentence], answers: Answers, start: int, end: int
) -> Answer:
    by_head = answers.factuality(start, end)
    sentence = next((s for s in sentences if s.start <= start < s.end), None)
    word = _word(sentence, start, end) if sentence else None
    if sentence is None or word is None:
        return Answer(by_head, outcome_of(by_head))
    status = status_of(sentence, word)
    hedges = certainty.find(text, sentence.start, sentence.end)
    hedge = certainty.governing(text, hedges, word.start, word.end)
    by_grammar = value_of(status, hedged=hedge is not None)
    both = happened.status_by(status, by_head)
    return Answer(happened.blended(by_grammar, by_head), _outcome(both), both)


def _word(sentence: Sentence, start: int, end: int) -> Token | None:
    """The word marked between two offsets: the highest of several, the one that holds a part."""
    inside = sentence.top(start, end)
    return inside or next((t for t in sentence if t.start < end and start < t.end), None)


def _outcome(status: Status) -> Outcome:
    if status in _DID:
        return "did"
    return "did not" if status in _DID_NOT else "open"


@cache
def _values() -> dict[str, tuple[float, float]]:
    table = rows("detente.evaluation", "factuality_values")
    return {row["status"]: (float(row["stated"]), float(row["hedged"])) for row in table}


TASK: Final = Task(
    name="factuality",
    title="Factuality: whether it happened, did not, or is open",
    files=(
        "fact_uw/dev.jsonl",
        "fact_meantime/dev.jsonl",
        "fact_uds_ih2/dev.jsonl",
        "fact_commitmentbank/dev.jsonl",
        "fact_rp/dev.jsonl",
    ),
    train=("fact_uw/train.jsonl", "fact_meantime/train.jsonl"),
    cases=read_lines,
    answer=lambda: read,
    baselines={"all certain": majority},
    judge=judge,
    measures=measures,
    headline="pearson",
    gated=("value_mae", "pearson", "outcome_accuracy", "outcome_macro_f1"),
)
