"""A text cut where evidence begins and ends, so that stretches may lie over one another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.records import Record, Span

Kind = Literal["event", "claim", "cause", "relation", "problem"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text that a record rests on.

    Attributes:
        start: Where it begins, in code points.
        end: Where it ends, that place not included.
        kind: Of the record.
        record: Its id.
    """

    start: int
    end: int
    kind: Kind
    record: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text under the same marks throughout.

    Attributes:
        start: Where it begins.
        text: Its words.
        kinds: Of the records that rest on it, each once, in the order of `marks`.
        records: Their ids.
        first: Those of them that have no earlier segment.
    """

    start: int
    text: str
    kinds: tuple[str, ...]
    records: tuple[str, ...]
    first: tuple[str, ...]


def segments(
    text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None
) -> list[Segment]:
    """The pieces of a text, cut wherever a mark begins or ends; together they are the text, or the
    stretch of it that is wanted.

    Args:
        text: The text.
        marks: What lies over it; what reaches beyond the text is left out.
        start: Where the stretch begins.
        end: Where it ends; with the text if None.
    """
    end = len(text) if end is None else end
    held = [
        replace(mark, start=max(mark.start, start), end=min(mark.end, end))
        for mark in marks
        if 0 <= mark.start < mark.end <= len(text) and mark.start < end and mark.end > start
    ]
    bounds = sorted({start, end, *(at for mark in held for at in (mark.start, mark.end))})
    opening = sorted(held, key=lambda mark: (mark.start, -mark.end))
    seen: set[str] = set()
    found: list[Segment] = []
    active: list[Mark] = []
    waiting = iter(opening)
    coming = next(waiting, None)
    for first, last in pairwise(bounds):
        active = [mark for mark in active if mark.end > first]
        while coming is not None and coming.start == first:
            active.append(coming)
            coming = next(waiting, None)
        records = tuple(dict.fromkeys(mark.record for mark in active))
        found.append(
            Segment(
                start=first,
                text=text[first:last],
                kinds=tuple(dict.fromkeys(mark.kind for mark in active)),
                records=records,
                first=tuple(record for record in records if record not in seen),
            )
        )
        seen.update(records)
    return found


def of_record(record: Record) -> Iterator[Mark]:
    """What every event, claim, cause, change of relation and problem of a record rests on."""
    for event in record.events:
        yield from _marks(event.evidence, "event", event.id)
    for claim in record.claims:
        yield from _marks((claim.cue, *claim.content), "claim", claim.id)
    for cause in record.causes:
        ends = ((cause.cause.start, cause.cause.end), (cause.effect.start, cause.effect.end))
        for start, end in ends:
            yield Mark(start, end, "cause", cause.id)
    for change in record.relations:
        yield from _marks(change.evidence, "relation", change.id)
    for number, problem in enumerate(record.problems, 1):
        if problem.where is not None:
            yield from _marks((problem.where,), "problem", f"p{number}")


def _marks(spans: Iterable[Span], kind: Kind, record: str) -> Iterator[Mark]:
    for span in spans:
        yield Mark(span.start, span.end, kind, record)
