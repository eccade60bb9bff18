"""Decisions as gold: annotated texts in the formats of `evaluation/own`, to measure and train on.

A stretch of text is gold for a task only where everything proposed in it was decided and nobody is
unsure; what was rejected is left out of it. What the reader missed altogether no decision tells
of, so that recall measured on it is too high.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from detente.casebook.decisions import by_key, standing
from detente.casebook.proposals import proposals
from detente.errors import ReviewError
from detente.reading.sentences import paragraphs, split
from detente.review.book import Review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.casebook import Casebook
    from detente.casebook.decisions import Decision
    from detente.casebook.proposals import Fields, Kind, Proposal, Words
    from detente.records import Record

__all__ = ["TASKS", "gold"]

Case = dict[str, Any]
_Decided = tuple["Proposal", "Fields"]


def gold(casebook: Casebook, task: str) -> list[Case]:
    """The cases of a task that decisions make up, by document and in its order.

    Args:
        casebook: The casebook.
        task: One of `TASKS`.

    Raises:
        ReviewError: D603 for another task.
    """
    if task not in TASKS:
        raise ReviewError("D603", task, detail=", ".join(TASKS))
    review = Review(casebook)
    return [
        case
        for document, made in sorted(review.by_document().items())
        for record in [review.record(document)]
        if record
        for case in _cases(record, made, task)
    ]


def _cases(record: Record, decisions: list[Decision], task: str) -> Iterator[Case]:
    kind, whole, annotate = _TASKS[task]
    text = record.document.text
    made = by_key(decisions)
    found = [each for each in proposals(record) if each.key.kind == kind]
    for start, end in paragraphs(text) if whole else _sentences(text):
        here = [each for each in found if start <= each.key.start < end]
        standings = [(each, standing(each, made.get(each.key, ()))) for each in here]
        if not here or any(s.state in _OPEN or s.disputed for _, s in standings):
            continue
        kept = [(each, s.ruling.fields) for each, s in standings if s.ruling]
        kept = [one for one, (_, s) in zip(kept, standings, strict=True) if s.state != "rejected"]
        annotated = annotate(record, kept, start, end)
        if annotated is not None:
            name = f"{record.document.id.removeprefix('sha256:')[:12]}-{start}"
            yield {"id": name, "text": text[start:end], **annotated}


_OPEN: Final = frozenset({"proposed", "withdrawn", "unsure"})


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for _, start, words in split(text):
        yield start, start + len(words)


def _event_args(
    fields: Fields, roles: dict[str, str], text: str, start: int, end: int
) -> list[Case] | None:
    """The parties and the place with their roles; None if one is not in the stretch."""
    args = []
    for field, role in roles.items():
        for each in fields[field]:
            at = _within(each, start, end)
            if at is None:
                return None
            first, last = at
            words = text[start + first : start + last]
            args.append({"start": first, "end": last, "text": words, "role": role})
    return args


def _events(record: Record, kept: list[_Decided], start: int, end: int) -> Case | None:
    events = []
    for _, fields in kept:
        args = _event_args(fields, _SENTENCE_ROLES, record.document.text, start, end)
        if args is None:
            return None
        status = fields["status"][0].value
        events.append(
            {"type": fields["type"][0].value, "trigger": None, "args": args, "status": status}
        )
    return {"events": events}


def _triggers(record: Record, kept: list[_Decided], start: int, end: int) -> Case | None:
    events = []
    triggers = {event.id: event.trigger for event in record.events}
    for proposal, fields in kept:
        args = _event_args(fields, _TRIGGER_ROLES, record.document.text, start, end)
        trigger = triggers[proposal.id]
        if args is None or trigger is None:
            return None
        place = {"start": trigger.start - start, "end": trigger.end - start, "text": trigger.quote}
        events.append({"type": fields["type"][0].value, "trigger": place, "args": args})
    return {"events": events}


def _attributions(record: Record, kept: list[_Decided], start: int, end: int) -> Case | None:
    claims = {claim.id: claim for claim in record.claims}
    found = []
    for number, (proposal, fields) in enumerate(kept, 1):
        claim = claims[proposal.id]
        source = _within(fields["speaker"][0], start, end)
        content = [_cut(span.start, span.end, start, end) for span in claim.content]
        if source is None or None in content:
            return None
        cue = [claim.cue.start - start, claim.cue.end - start]
        found.append(
            {"id": f"a{number}", "source": [list(source)], "cue": [cue], "content": content}
        )
    return {"attributions": found}


def _causal(record: Record, kept: list[_Decided], start: int, end: int) -> Case | None:
    signals = {cause.id: cause.signal for cause in record.causes}
    found = []
    for proposal, fields in kept:
        ends = [_within(fields[name][0], start, end) for name in ("cause", "effect")]
        if None in ends:
            return None
        signal = signals[proposal.id]
        cut = _cut(signal.start, signal.end, start, end) if signal else None
        cause, effect = ends
        found.append({"cause": cause, "effect": effect, "signal": [cut] if cut else []})
    return {"causal_label": int(bool(found)), "causal": found}


def _within(words: Words, start: int, end: int) -> list[int] | None:
    if words.start is None or words.end is None:
        return None
    return _cut(words.start, words.end, start, end)


def _cut(first: int, last: int, start: int, end: int) -> list[int] | None:
    return [first - start, last - start] if start <= first and last <= end else None


_SENTENCE_ROLES: Final = {"actors": "Source", "recipients": "Target"}
_TRIGGER_ROLES: Final = {"actors": "Actor", "recipients": "Recipient", "place": "Place"}

_TASKS: Final[dict[str, tuple[Kind, bool, Callable[..., Case | None]]]] = {
    "events": ("event", False, _events),
    "triggers": ("event", False, _triggers),
    "attribution": ("claim", True, _attributions),
    "causality": ("cause", True, _causal),
}
TASKS: Final = tuple(_TASKS)
"""The tasks of `detente eval` that decisions make gold for."""
