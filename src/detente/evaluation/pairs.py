"""Task `pairs`: given both sides, which of the PLOVER types links them.

Reading is not told the sides. Of the events it found, the one is taken whose parties lie on the
given ones, else the one whose words stand nearest to them, else the commonest type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.evaluation import baselines, plover, reading
from detente.evaluation.core import (
    Answerer,
    Case,
    Judgement,
    Task,
    agreement,
    label_counts,
    macro_f1,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.evaluation.plover import Sides
    from detente.records import Event

_COMMONEST: Final = "REJECT"
"""The commonest of today's types in `plover_pairs/train.jsonl` (YIELD is two of them)."""
_SOURCE: Final = " actorside "
_TARGET: Final = " recipientside "
Rank = tuple[int, int, int]


def cases(path: Path) -> list[Case]:
    """The sentences of a file that have an event with both sides in the text, a case an event."""
    found = []
    for case in plover.coded(path):
        for number, event in enumerate(case["events"]):
            if all(plover.sides(event)):
                name = f"{case['id']}.{number}" if number else case["id"]
                found.append({**case, "id": name, "events": [event]})
    return found


def answer() -> Answerer:
    """The type that detente reads between the given sides."""
    return lambda case: linking(
        reading.record(case["text"]).events, plover.sides(case["events"][0])
    )


def linking(events: Sequence[Event], given: Sides) -> str:
    """The type of the event that links two sides best.

    Args:
        events: Those read in the sentence.
        given: Where the two sides stand.
    """
    best = max(events, key=lambda event: _rank(event, given), default=None)
    return best.type if best else _COMMONEST


def _rank(event: Event, given: Sides) -> Rank:
    """How well an event fits: sides in place, sides in each other's place, nearness."""
    ours = plover.sides_of_ours(event)
    straight = sum(plover.overlap(a, b) > 0 for a, b in zip(ours, given, strict=True))
    crossed = sum(plover.overlap(a, b) > 0 for a, b in zip(ours, reversed(given), strict=True))
    return straight, crossed, -_gap(event, given)


def _gap(event: Event, given: Sides) -> int:
    """How far the words of an event stand from the given sides, both together."""
    words = event.evidence[0]
    return sum(
        max(words.start - end, start - words.end, 0) for side in given for start, end in side
    )


def marked(case: Case) -> str:
    """The text of a case with a word for each side in its place, for classifiers."""
    given = plover.sides(case["events"][0])
    spans = [(*span, _SOURCE) for span in given.actors]
    spans += [(*span, _TARGET) for span in given.recipients]
    text = str(case["text"])
    for start, end, mark in sorted(spans, reverse=True):
        text = text[:start] + mark + text[end:]
    return text


def _label(case: Case) -> str:
    return str(case["events"][0]["type"])


def judge(case: Case, found: str) -> Judgement:
    """Score the type found between the sides."""
    wanted = _label(case)
    (ours,) = plover.fold(case, [found])
    given = plover.sides(case["events"][0])
    shown = {
        name: [case["text"][start:end] for start, end in side]
        for name, side in given._asdict().items()
    }
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold={"type": wanted, **shown},
        ours={"type": ours},
        counts={"type": label_counts([wanted], [ours])},
        values={"type": [(1.0, float(ours == wanted))]},
        loss=float(ours != wanted),
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """Accuracy, and the F1 of each type averaged."""
    return {"accuracy": agreement(judgements, "type"), "macro_f1": macro_f1(judgements, "type")}


TASK: Final = Task(
    name="pairs",
    title="PLOVER type between two given sides",
    files=("plover_pairs/dev.jsonl",),
    train=("plover_pairs/train.jsonl",),
    cases=cases,
    answer=answer,
    baselines={
        "majority": baselines.majority(_label),
        "tf-idf": baselines.tf_idf(_label, marked),
    },
    judge=judge,
    measures=measures,
    headline="macro_f1",
    gated=("accuracy", "macro_f1"),
)
