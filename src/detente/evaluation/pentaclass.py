"""Task `pentaclass`: is a sentence about cooperation or conflict, in word or in deed, or neither.

0 neutral, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict: the five classes
that Schrodt's coders of the Penn State Event Data Project made of the roots of CAMEO.

The trained head reads the class off the whole sentence; the class of the first event that the
rules read in it is made likelier.
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
from detente.evaluation.gold import read_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from detente.records import Event

_ROOTS: Final = {
    "0": ("01", "02"),
    "1": ("03", "04", "05"),
    "2": ("06", "07", "08"),
    "3": ("09", "10", "11", "12", "13", "16"),
    "4": ("14", "15", "17", "18", "19", "20"),
}
"""Class to roots of CAMEO. Reducing relations (16) counts as conflict in words."""
_CLASS: Final = {root: name for name, roots in _ROOTS.items() for root in roots}
_NEUTRAL: Final = "0"
_APPEAL: Final = "REQUEST"
"""PLOVER made one type of CAMEO's appeals (02, neutral) and demands (10); most are appeals."""
_TRUST: Final = 6.0
"""How many times likelier a class becomes by an event of it. On `plover/dev` anything from 1 to 6
does, within three hundredths; on sentences of other makers the events help the more, the more they
count.
"""


def cases(path: Path) -> list[Case]:
    """The sentences of a file that have a class (`quadcode`)."""
    return [case for case in read_lines(path) if case.get("quadcode") is not None]


def answer() -> Answerer:
    """The class that detente reads off a sentence."""
    return _answer


def _answer(case: Case) -> str:
    text = case["text"]
    odds = reading.answers(text).classed("quad", 0, len(text))
    event = plover.first(reading.record(text).events)
    return likeliest(odds, None if event is None else class_of(event))


def likeliest(odds: Mapping[str, float], read: str | None) -> str:
    """The most probable class, the one the rules read made likelier.

    >>> likeliest({"0": 0.6, "3": 0.4}, "3")
    '3'
    """
    return max(odds, key=lambda name: odds[name] * (_TRUST if name == read else 1.0))


def class_of(event: Event) -> str:
    """The class of a sentence by its event."""
    if event.type == _APPEAL:
        return _NEUTRAL
    return _CLASS.get((event.cameo or "")[:2], str(event.quad_class))


def _label(case: Case) -> str:
    return str(case["quadcode"])


def judge(case: Case, found: str) -> Judgement:
    """Score the class of a sentence."""
    wanted = _label(case)
    read = [plover.dumped(event) for event in reading.record(case["text"]).events]
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold={"class": wanted},
        ours={"class": found, "events": read},
        counts={"class": label_counts([wanted], [found])},
        values={"class": [(1.0, float(found == wanted))]},
        loss=float(found != wanted),
    )


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """The F1 of each class averaged, and accuracy."""
    return {"macro_f1": macro_f1(judgements, "class"), "accuracy": agreement(judgements, "class")}


TASK: Final = Task(
    name="pentaclass",
    title="Cooperation or conflict, word or deed, or neither",
    files=plover.DEV,
    train=plover.TRAIN,
    cases=cases,
    answer=answer,
    baselines={"majority": baselines.majority(_label), "tf-idf": baselines.tf_idf(_label)},
    judge=judge,
    measures=measures,
    headline="macro_f1",
    gated=("macro_f1", "accuracy"),
)
