"""Sets in PLOVER's own types: sentences, pairs of sides in them, generated stories; and MUC-4,
whose templates of attacks become pairs.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from detente.evaluation.mapping import plover_type, role
from training.readers.drafts import Draft, sentences_of, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.evaluation.core import Case
    from training.examples import Example

_SIDES = {"Source": "actor", "Target": "recipient"}
_BOTH = "R"
"""The type of a span that is a side of either kind: of what two do to each other."""
_DONE = "ACCOMPLISHED"


def plover(row: Case) -> Iterator[Example]:
    """Sentences with one of five classes, a type, sides, or several of these; those with none are
    left out.
    """
    labels = {"event": _type(row)} if _type(row) else {}
    if row["quadcode"] is not None:
        labels["quad"] = str(row["quadcode"])
    draft = Draft("plover", row)
    for entity in row.get("entities") or ():
        for side in _SIDES.values() if entity["type"] == _BOTH else (_SIDES[entity["type"]],):
            draft.mark_given("pair", entity, side)
    if _type(row) and {entity["type"] for entity in row.get("entities") or ()} == _SIDES.keys():
        labels["pair"] = _type(row)
    if labels or row.get("entities"):
        yield draft.finish(labels=labels, sentences=whole(row["text"]))


def plover_pairs(row: Case) -> Iterator[Example]:
    """Sentences with two sides, and what the one does to the other."""
    draft = Draft("plover_pairs", row, "pair")
    (event,) = row["events"]
    for arg in event["args"]:
        draft.mark_given("pair", arg, _SIDES[arg["role"]])
    if {arg["role"] for arg in event["args"]} == _SIDES.keys():
        yield draft.finish(labels={"pair": event["type"]}, sentences=whole(row["text"]))


def ngec_synthetic(row: Case) -> Iterator[Example]:
    """Generated stories with the type asked for."""
    if _type(row):
        yield Draft("ngec_synthetic", row).finish(labels={"event": _type(row)})


def muc4(row: Case) -> Iterator[Example]:
    """Sentences of a report (in capitals, as they are) that name a perpetrator and a target of one
    and the same attack that was carried out, and have a word for it: silver, since a sentence may
    tell something else of the two.
    """
    for start, end in sentences_of(row["text"]):
        sentence = row["text"][start:end]
        sides = [_named(e, start, end) for e in row["events"] if _counts(e, sentence)]
        both = [each for each in sides if each.keys() == set(_SIDES.values())]
        if len(both) == 1:
            draft = Draft("muc4", {"id": f"{row['id']}@{start}", "text": sentence}, "pair")
            for side, (first, last) in both[0].items():
                draft.mark("pair", first - start, last - start, side)
            yield draft.finish(labels={"pair": "ASSAULT"}, sentences=whole(draft.text))


def _type(row: Case) -> str:
    """The type that all events of a line have, empty if they differ or there are none."""
    types = {event["type"] for event in row["events"]}
    return str(types.pop()) if len(types) == 1 else ""


def _counts(event: Case, sentence: str) -> bool:
    """Whether a template is of an attack that was carried out, and a sentence has a word for it."""
    assault = plover_type("muc4", event["type"], sentence) == "ASSAULT"
    return assault and not event["optional"] and event["stage"] == _DONE


def _named(event: Case, start: int, end: int) -> dict[str, tuple[int, int]]:
    """The first mention of each side of a template between two offsets."""
    found: dict[str, tuple[int, int]] = {}
    for arg in event["args"]:
        side = role("muc4", event["type"], arg["role"])
        inside = _inside(arg["mentions"], start, end)
        if side in _SIDES.values() and inside:
            found[side] = min(*inside, found.get(side, inside[0]))
    return {} if _overlap(list(found.values())) else found


def _inside(mentions: Iterable[list[int]], start: int, end: int) -> list[tuple[int, int]]:
    return [(a, b) for a, b in mentions if start <= a and b <= end]


def _overlap(spans: list[tuple[int, int]]) -> bool:
    ordered = sorted(spans)
    return any(first[1] > second[0] for first, second in pairwise(ordered))
