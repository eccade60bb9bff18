"""What the four tasks on PLOVER sentences share: old labels, sides, and spans that overlap.

A case has `text` and `events`, each with `type` and `args` of role Source or Target. PLOVER of
before 2021 had other types: `RENAMED` brings them up to date, and a file with `YIELD` in it,
which is CONCEDE or RETREAT today, is scored with these two folded into one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from detente.evaluation.gold import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from detente.evaluation.core import Case
    from detente.records import Event, Party

DEV: Final = ("plover/dev.jsonl",)
TRAIN: Final = ("plover/train.jsonl",)
RENAMED: Final = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
}
"""Types of older codebooks to those of 2021."""
YIELD: Final = "YIELD"
_YIELDED: Final = {"CONCEDE", "RETREAT"}
_ROLES: Final = {"actor": "Source", "recipient": "Target"}

Extent = tuple[int, int]
"""Start and end offset of a span."""


class Sides(NamedTuple):
    """The spans of the two sides of an event."""

    actors: list[Extent]
    recipients: list[Extent]


def coded(path: Path) -> list[Case]:
    """The cases of a file whose types are coded.

    A sentence that has no events but a class of five (`quadcode`) or the names of its sides
    (`sources` without `PLV`) was never coded for types, and is left out.
    """
    cases = [case for case in _folded(read_lines(path)) if case.get("events") or _is_empty(case)]
    for case in cases:
        case["events"] = [
            {**event, "type": RENAMED.get(event["type"], event["type"])} for event in case["events"]
        ]
    return cases


def _is_empty(case: Case) -> bool:
    return "events" in case and "sources" not in case and case.get("quadcode") is None


def _folded(cases: list[Case]) -> list[Case]:
    folds = any(event["type"] == YIELD for case in cases for event in case.get("events", ()))
    return [{**case, "folds": folds} for case in cases]


def fold(case: Case, types: Iterable[str]) -> set[str]:
    """Types of ours in the words of the case's file."""
    if not case["folds"]:
        return set(types)
    return {YIELD if t in _YIELDED else t for t in types}


def sides(event: dict[str, Any]) -> Sides:
    """The sides of a gold event."""
    args = event.get("args", ())
    return Sides(
        *([(a["start"], a["end"]) for a in args if a["role"] == role] for role in _ROLES.values())
    )


def sides_of_ours(event: Event) -> Sides:
    """The sides of an event of ours, where they stand in the text."""
    return Sides(extents(event.actors), extents(event.recipients))


def extents(parties: Iterable[Party]) -> list[Extent]:
    """Where parties stand in the text, without those that do not."""
    return [(p.start, p.end) for p in parties if p.start is not None and p.end is not None]


def overlap(one: Sequence[Extent], other: Sequence[Extent]) -> int:
    """How many characters of two lists of spans lie in both."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def first(events: Iterable[Event]) -> Event | None:
    """The event that the gold of one event a sentence is most likely about: the first in the
    text, as `plover/train.jsonl` shows.
    """
    return min(events, key=lambda event: event.evidence[0].start, default=None)


def dumped(event: Event) -> dict[str, object]:
    """An event of ours in a few words, to be shown beside the gold."""
    return {
        "type": event.type,
        "actors": [p.text for p in event.actors],
        "recipients": [p.text for p in event.recipients],
        "status": event.status,
    }
