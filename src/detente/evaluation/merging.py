"""Task `merging`: one event, many reports, from end to end.

A case is a small casebook. Its documents are read, kept and merged as `detente read --into` does
it; then the events of its happenings are held against the words that tell of one happening in the
gold. A word belongs to the event whose own word it is, else to the first whose evidence has it.
Words that no event was read from count as missed; events on words that nobody marked do not count,
since the gold marks deeds and not all that is said of them. Scores are those of task `ecbplus`;
`found` is the share of the marked words that an event was read from.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.casebook import Casebook
from detente.evaluation import ecbplus
from detente.evaluation.core import Counts, Judgement, Task, micro
from detente.evaluation.ecbplus import Chains, Key, mention_id
from detente.evaluation.reading import reader
from detente.sources import Source, arrive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from detente.evaluation.core import Answerer, Case
    from detente.records import Record

    Row = dict[str, Any]

_COPIES: Final = "SELECT document, copy_of FROM documents WHERE copy_of IS NOT NULL"


def answer() -> Answerer:
    """Ours: what the casebook says is one happening."""
    return lambda case: _chains(case, lambda row: row["happening"])


def alone(_training: Sequence[Case]) -> Answerer:
    """A baseline: every event of a document is a happening of its own."""
    return lambda case: _chains(case, lambda row: (row["document"], row["id"]))


def same_day(_training: Sequence[Case]) -> Answerer:
    """A baseline: events of one type, day and country are one; what lacks one of them is alone."""

    def label(row: Row) -> object:
        known = (row["type"], row["date"], row["country"])
        return known if all(known) else (row["document"], row["id"])

    return lambda case: _chains(case, label)


def _chains(case: Case, label: Callable[[Row], object]) -> Chains:
    """The marked words of a case, put together by a label of the events they belong to."""
    rows = merged(tuple((d["text"], d["published"], d["publisher"]) for d in case["documents"]))
    chains: defaultdict[object, list[Key]] = defaultdict(list)
    for document, events in zip(case["documents"], rows, strict=True):
        for mention in document["event_mentions"]:
            row = _event_of(mention, events)
            if row is not None:
                chains[label(row)].append((document["id"], mention_id(mention)))
    return list(chains.values())


def _event_of(mention: Case, rows: Iterable[Row]) -> Row | None:
    """The event that was read from a marked word."""

    def overlaps(span: Row | None) -> bool:
        if span is None:
            return False
        return bool(span["start"] < mention["end"] and mention["start"] < span["end"])

    listed = list(rows)
    own = (row for row in listed if overlaps(row["trigger"]))
    other = (row for row in listed if any(map(overlaps, row["evidence"])))
    return next(own, None) or next(other, None)


@cache
def merged(documents: tuple[tuple[str, str, str], ...]) -> tuple[tuple[Row, ...], ...]:
    """The events of each document, with their happenings, after all are in one casebook.

    Args:
        documents: Text, date (EDTF) and publisher of each.
    """
    records = [_read(*document) for document in documents]
    with tempfile.TemporaryDirectory() as folder, Casebook(Path(folder) / "book") as casebook:
        with casebook.writer() as writer:
            for record in records:
                writer.add(record)
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in casebook.mentions():
            found[row["document"]].append(row)
        originals = {row["document"]: row["copy_of"] for row in casebook.query(_COPIES)}
    return tuple(
        _again(record.document.text, found[originals[record.document.id]])
        if record.document.id in originals
        else tuple(found[record.document.id])
        for record in records
    )


def _again(text: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The events of an original where their words stand in a copy."""
    return tuple(
        {
            **row,
            "trigger": _within(text, row["evidence"][0], row["trigger"]),
            "evidence": [span for e in row["evidence"] if (span := _within(text, e, e))],
        }
        for row in rows
    )


def _within(text: str, evidence: Row, span: Row | None) -> Row | None:
    """Where a span of the original stands in the copy, found by the evidence around it."""
    at = text.find(evidence["quote"])
    if span is None or at < 0:
        return None
    moved = at - evidence["start"]
    return {**span, "start": span["start"] + moved, "end": span["end"] + moved}


def _read(text: str, published: str, publisher: str) -> Record:
    arrival = arrive(Source("case.txt", text.encode()), date=published, publisher=publisher)
    return reader().read(arrival.document)


def judge(case: Case, answer: Chains) -> Judgement:
    """Score the happenings of a casebook."""
    judged = ecbplus.judge(case, answer)
    wanted = sum(len(document["event_mentions"]) for document in case["documents"])
    found = sum(map(len, answer))
    counts = {"found": {"": Counts(found, found, wanted)}}
    return Judgement(
        case=judged.case,
        text=judged.text,
        gold=judged.gold,
        ours=judged.ours,
        counts=counts,
        values=judged.values,
        loss=judged.loss,
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """The scores of task `ecbplus`, and the share of words that an event was read from."""
    return {**ecbplus.measures(judgements), "found": micro(judgements, "found").recall}


TASK: Final = Task(
    name="merging",
    title="One happening, many reports: from documents to merged events",
    files=(),
    train=(),
    cases=ecbplus.cases,
    answer=answer,
    baselines={"every mention alone": alone, "same type, day and country": same_day},
    judge=judge,
    measures=measures,
    headline="conll_f1",
    gated=("conll_f1", "count_mae", "found"),
)
