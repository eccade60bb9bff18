"""Confidence: how far the reader's confidence is from the share of its records that is right.

Every event, claim and cause of a record is held against what the gold marks of its kind, and is
right or not: an event if the sentence has one of its type (in `wikievents`: told by a word within
its evidence), a claim if source, cue and content each overlap those of one gold attribution, a
cause if both its ends overlap those of one gold relation.

`calibration_mae` is the expected calibration error (Naeini et al. 2015): records are put in ten
bins by confidence, and the difference of mean confidence and share right is averaged over them by
their number. The labels are the bins; precision, recall and F1 are all the share that is right.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from detente.evaluation import plover, reading, triggers
from detente.evaluation.core import Counts, Judgement, Task, mean, pairs_of
from detente.evaluation.gold import read_lines
from detente.reading.confidence import nested_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer, Case, Pairs
    from detente.evaluation.plover import Extent
    from detente.records import Cause, Claim, Event, Record

_BINS: Final = 10


class Rated(NamedTuple):
    """A record of ours, by kind: its id, whether it is right, and how sure we are of it."""

    kind: str
    id: str
    right: bool
    confidence: float


def cases(path: Path) -> list[Case]:
    """The cases of a file; what they mark of events, claims or causes is told by their keys."""
    read = read_lines(path)
    if any(event.get("trigger") for case in read for event in case.get("events", ())):
        return triggers.cases(path)
    if any("events" in case for case in read):
        coded = {case["id"]: case for case in plover.coded(path)}
        return [coded.get(case["id"], case) for case in read if _marks(case) or case["id"] in coded]
    return read


def _marks(case: Case) -> bool:
    return "attributions" in case or "causal" in case


def answer() -> Answerer:
    """What detente reads of the kind that a case marks, held against it."""
    return lambda case: list(held(case, reading.record(case["text"])))


def held(case: Case, record: Record) -> Iterator[Rated]:
    """The records of the kind that a case marks, right or not; no claim that is told in another's
    words, where the sets mark nothing.
    """
    if "attributions" in case:
        nested = nested_claims(record.claims)
        for claim in record.claims:
            if claim not in nested:
                yield _rated("claim", claim, right=_is_marked_claim(claim, case["attributions"]))
    elif "causal" in case:
        for cause in record.causes:
            yield _rated("cause", cause, right=_is_marked_cause(cause, case["causal"]))
    else:
        for event in record.events:
            if event.type in case.get("types", (event.type,)):
                yield _rated("event", event, right=_is_marked_event(event, case))


def _rated(kind: str, item: Event | Claim | Cause, *, right: bool) -> Rated:
    return Rated(kind, item.id, right, item.confidence or 0.0)


def _is_marked_event(event: Event, case: Case) -> bool:
    if "types" not in case:
        (type_,) = plover.fold(case, [event.type])
        return any(type_ == marked["type"] for marked in case["events"])
    told = [(e["trigger"]["start"], e["trigger"]["end"], e["type"]) for e in case["events"]]
    return any(
        event.type == type_ and start < span.end and span.start < end
        for start, end, type_ in told
        for span in event.evidence
    )


def _is_marked_claim(claim: Claim, marked: Iterable[dict[str, Any]]) -> bool:
    source = _extents([(claim.source.start, claim.source.end)])
    cue = [(claim.cue.start, claim.cue.end)]
    content = [(span.start, span.end) for span in claim.content]
    return any(
        plover.overlap(cue, _extents(each["cue"])) > 0
        and plover.overlap(content, _extents(each["content"])) > 0
        and (not each["source"] or plover.overlap(source, _extents(each["source"])) > 0)
        for each in marked
    )


def _is_marked_cause(cause: Cause, marked: Iterable[dict[str, Any]]) -> bool:
    ends = ((cause.cause.start, cause.cause.end), (cause.effect.start, cause.effect.end))
    return any(
        all(
            plover.overlap([end], _extents([each[name]])) > 0
            for end, name in zip(ends, ("cause", "effect"), strict=True)
            if each.get(name)
        )
        for each in marked
    )


def _extents(pairs: Iterable[Sequence[int | None]]) -> list[Extent]:
    return [(start, end) for start, end in pairs if start is not None and end is not None]


def always_sure(_training: Sequence[Case]) -> Answerer:
    """A baseline that is certain of all that is read: its error is the share that is wrong."""
    ours = answer()
    return lambda case: [each._replace(confidence=1.0) for each in ours(case)]


def judge(case: Case, rated: Sequence[Rated]) -> Judgement:
    """The records of a case by how sure they are and whether they are right."""
    counts: defaultdict[str, Counts] = defaultdict(Counts)
    for each in rated:
        counts[_name(_bin(each.confidence))] += Counts(int(each.right), 1, 1)
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold={each.id: each.right for each in rated},
        ours={each.id: each.confidence for each in rated},
        counts={"confidence": dict(counts)},
        values={"right": [(float(each.right), each.confidence) for each in rated]},
        loss=max((abs(each.right - each.confidence) for each in rated), default=0.0),
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """The expected calibration error, the mean squared error, mean confidence and share right."""
    pairs = pairs_of(judgements, "right")
    return {
        "calibration_mae": calibration_error(pairs),
        "brier_mae": mean([(right - sure) ** 2 for right, sure in pairs]),
        "mean_confidence": mean([sure for _, sure in pairs]),
        "share_right": mean([right for right, _ in pairs]),
    }


def calibration_error(pairs: Pairs) -> float:
    """How far confidence lies from the share right, bin by bin.

    >>> calibration_error([(1.0, 0.75), (1.0, 0.75), (1.0, 0.75), (0.0, 0.75)])
    0.0
    """
    return sum(abs(sure - right) * count for count, sure, right in bins(pairs)) / (len(pairs) or 1)


def bins(pairs: Pairs) -> Iterator[tuple[int, float, float]]:
    """Of each bin that is not empty: how many are in it, their mean confidence, the share right."""
    found: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for right, sure in pairs:
        found[_bin(sure)].append((right, sure))
    for _, inside in sorted(found.items()):
        yield len(inside), mean([sure for _, sure in inside]), mean([right for right, _ in inside])


def _bin(sure: float) -> int:
    return min(int(sure * _BINS), _BINS - 1)


def _name(number: int) -> str:
    return f"{number / _BINS:.1f} to {(number + 1) / _BINS:.1f}"


def middle(name: str) -> float:
    """The middle of a bin by its name.

    >>> middle("0.2 to 0.3")
    0.25
    """
    low, _, high = name.partition(" to ")
    return (float(low) + float(high)) / 2


TASK: Final = Task(
    name="confidence",
    title="Confidence: whether what is said to be so sure is right so often",
    files=("plover/dev.jsonl", "wikievents/dev.jsonl", "polnear/dev.jsonl", "cnc_v2/dev.jsonl"),
    train=(),
    cases=cases,
    answer=answer,
    baselines={"always sure": always_sure},
    judge=judge,
    measures=measures,
    headline="calibration_mae",
    gated=("calibration_mae",),
)
