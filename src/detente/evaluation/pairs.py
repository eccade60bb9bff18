"""Task `pairs`: given both sides, which of the PLOVER types links them.

The trained head answers for the given sides. The rules are not told the sides: of the events that
they found, the one counts whose parties both lie on the given ones, and makes its type likelier.
"""

from __future__ import annotations

from collections import defaultdict
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
from detente.reading import pairing
from detente.reading.sentences import split

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.evaluation.plover import Extent, Sides
    from detente.records import Event

_SOURCE: Final = " actorside "
_TARGET: Final = " recipientside "


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
    return _answer


def _answer(case: Case) -> str:
    text, given = case["text"], plover.sides(case["events"][0])
    actor, recipient = given.actors[0], given.recipients[0]
    odds = pairing.between(
        reading.answers(text),
        actor,
        recipient,
        _around(text, actor, recipient),
        linking(reading.record(text).events, given),
    )
    folded: defaultdict[str, float] = defaultdict(float)
    for name, share in odds.items():
        (type_,) = plover.fold(case, [name])
        folded[type_] += share
    return max(folded, key=lambda name: folded[name])


def _around(text: str, *sides: Extent) -> Extent:
    """From the beginning of the sentence of one side to the end of that of the other."""
    sentences = [(at, at + len(piece)) for _, at, piece in split(text)]
    touched = [
        (start, end)
        for start, end in sentences
        if any(start < last and first < end for first, last in sides)
    ]
    return touched[0][0], touched[-1][1]


def linking(events: Sequence[Event], given: Sides) -> str | None:
    """The type of the first event whose actors and recipients lie on two given sides.

    Args:
        events: Those read in the sentence.
        given: Where the two sides stand.
    """
    for event in events:
        ours = plover.sides_of_ours(event)
        if all(plover.overlap(a, b) for a, b in zip(ours, given, strict=True)):
            return event.type
    return None


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
