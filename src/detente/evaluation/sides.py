"""Task `sides`: which words name the actor, and which the recipient, of what a sentence tells.

Where a sentence has `entities` of type Source, Target or R (each side is both), these are the
gold; else the arguments of its events. Spans are compared one to one: exactly, or where they
overlap at all, as in the partial match of MUC. Articles at their head do not count: the gold has
them half the time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from detente.evaluation import baselines, plover, reading
from detente.evaluation.assignment import best_total
from detente.evaluation.core import Answerer, Case, Counts, Judgement, Task, prf
from detente.evaluation.gold import read_lines
from detente.evaluation.plover import Extent, Sides

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_ARTICLE: Final = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_TAIL: Final = re.compile(r"['’]s?$")
_ACTOR: Final = {"Source", "R"}
_RECIPIENT: Final = {"Target", "R"}
_PARTS: Final = ("actor", "recipient")
_NAMES: Final = {"PERSON", "ORG", "GPE", "NORP"}
"""Types of the small English pipeline that can act."""


def cases(path: Path) -> list[Case]:
    """The sentences of a file whose sides are marked."""
    return [case for case in read_lines(path) if any(_wanted(case))]


def _wanted(case: Case) -> Sides:
    entities = case.get("entities")
    if entities:
        return Sides(
            *(
                [(e["start"], e["end"]) for e in entities if e["type"] in types]
                for types in (_ACTOR, _RECIPIENT)
            )
        )
    of_events = [plover.sides(event) for event in case.get("events", ())]
    return Sides(
        [span for sides in of_events for span in sides.actors],
        [span for sides in of_events for span in sides.recipients],
    )


def answer() -> Answerer:
    """The sides of the first event that detente reads in a sentence: the gold is about one."""

    def answered(case: Case) -> Sides:
        event = plover.first(reading.record(case["text"]).events)
        return plover.sides_of_ours(event) if event else Sides([], [])

    return answered


def first_names(_train: Sequence[Case]) -> Answerer:
    """A baseline: the first name of the sentence is the actor, the next the recipient."""

    def answered(case: Case) -> Sides:
        found = baselines.pipeline_names(case["text"])
        names = [(start, end) for start, end, kind in found if kind in _NAMES]
        return Sides(names[:1], names[1:2])

    return answered


def trimmed(text: str, extent: Extent) -> Extent:
    """A span without an article before it or a possessive ending after it."""
    start, end = extent
    article = _ARTICLE.match(text, start, end)
    start = article.end() if article else start
    tail = _TAIL.search(text[start:end])
    return start, start + tail.start() if tail else end


def judge(case: Case, found: Sides) -> Judgement:
    """Score the sides of a sentence."""
    text = case["text"]
    exact: dict[str, Counts] = {}
    overlapping: dict[str, Counts] = {}
    wanted = _wanted(case)
    for part, gold, ours in zip(_PARTS, wanted, found, strict=True):
        gold_set, our_set = ({trimmed(text, e) for e in side} for side in (gold, ours))
        exact[part] = Counts(len(gold_set & our_set), len(our_set), len(gold_set))
        overlapping[part] = Counts(
            _pairs(sorted(gold_set), sorted(our_set)), len(our_set), len(gold_set)
        )
    return Judgement(
        case=case["id"],
        text=text,
        gold=_shown(text, wanted),
        ours=_shown(text, found),
        counts={"exact": exact, "overlap": overlapping},
        loss=sum(c.proposed + c.wanted - 2.0 * c.right for c in overlapping.values()),
    )


def _pairs(gold: Sequence[Extent], ours: Sequence[Extent]) -> int:
    """How many spans of two lists overlap when each is paired with one at most."""
    overlapping = {
        (n, k): 1.0
        for n, one in enumerate(gold)
        for k, other in enumerate(ours)
        if plover.overlap([one], [other])
    }
    return round(best_total(overlapping))


def _shown(text: str, sides: Sides) -> dict[str, list[str]]:
    return {
        part: [text[start:end] for start, end in side]
        for part, side in zip(_PARTS, sides, strict=True)
    }


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """P, R and F1 of spans of both roles, exact and overlapping."""
    return prf(judgements, "exact") | prf(judgements, "overlap")


TASK: Final = Task(
    name="sides",
    title="Words that name the actor and the recipient",
    files=plover.DEV,
    train=plover.TRAIN,
    cases=cases,
    answer=answer,
    baselines={"first two names": first_names},
    judge=judge,
    measures=measures,
    headline="overlap_f1",
    gated=("exact_f1", "overlap_f1"),
)
