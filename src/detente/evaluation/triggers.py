"""Task `triggers`: the words that tell events, of which type, and who and what has a role in them.

A word of ours is right where it overlaps a trigger of the gold of its type, one to one. An
argument is right where it overlaps one of its role in an event that it is told of with a right
word and type; who is harmed counts as recipient, and the word itself is no instrument. Types and
roles of other sets are mapped to ours by the tables of `detente.evaluation.mapping`: triggers whose
type is unclear count neither for nor against, nor do events of ours of types that a set does not
mark.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from detente.evaluation import mapping, plover, reading
from detente.evaluation.assignment import best_total
from detente.evaluation.casting import cast
from detente.evaluation.core import Answerer, Case, Counts, Judgement, Task, macro_f1, prf
from detente.evaluation.gold import read_lines
from detente.evaluation.plover import Extent
from detente.ontology.event_types import plover_types
from detente.reading import events
from detente.reading.places import Atlas

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from detente.reading.events import Happening
    from detente.records import Location

_ROLES: Final = {
    "actor": "actor", "recipient": "recipient", "victim": "recipient", "place": "place",
    "instrument": "instrument",
}  # fmt: skip
"""The roles of the tables to those that are compared."""

_MOSTLY: Final = 0.5
"""A word that is a trigger more often than this is one to the baseline."""

_MARKS: Final = ".,;:!?\"'()[]“”‘’"
"""What stands at the edges of words, and is no part of them to the baseline."""
Argument = tuple[str, Extent]
"""A role, and where who or what has it stands."""


class Told(NamedTuple):
    """An event as this task sees it: its type, the words that tell it, and its arguments."""

    type: str
    words: tuple[Extent, ...]
    arguments: tuple[Argument, ...]


def cases(path: Path) -> list[Case]:
    """The documents of a file, types and roles of their events mapped to ours."""
    source = path.parent.name
    marked = mapping.plover_types(source) or frozenset(plover_types())
    found = []
    for case in read_lines(path):
        told = [_mapped(case["text"], source, e) for e in case["events"] if e.get("trigger")]
        found.append({**case, "events": told, "types": sorted(marked)})
    return found


def _mapped(text: str, source: str, event: Case) -> Case:
    trigger = event["trigger"]
    words = text[trigger["start"] : trigger["end"]]
    known = bool(mapping.plover_types(source))
    type_ = mapping.plover_type(source, event["type"], words) if known else event["type"]
    args = []
    for arg in event["args"]:
        role = mapping.role(source, event["type"], arg["role"]) if known else arg["role"].lower()
        if role in _ROLES:
            args.append({"role": _ROLES[role], "start": arg["start"], "end": arg["end"]})
    return {"type": type_, "trigger": trigger, "args": args}


def answer() -> Answerer:
    """The events that detente reads, also those told with nobody around them."""

    def answered(case: Case) -> list[Told]:
        text = case["text"]
        sentences, parties = cast(text)
        found = events.find(sentences, parties, reading.answers(text))
        atlas = Atlas(parties)
        return [_told(h, atlas.locate(h, lambda _at: True, _apart(h, found))) for h in found]

    return answered


def _apart(happening: Happening, others: Iterable[Happening]) -> frozenset[int]:
    """The indices of the words of other events in a happening's sentence."""
    return frozenset(
        t.index
        for other in others
        if other.sentence is happening.sentence and other is not happening
        for t in other.parts
    )


def _told(happening: Happening, place: Location | None) -> Told:
    arguments: list[Argument] = [("actor", (m.start, m.end)) for m in happening.actors]
    arguments += [("recipient", (m.start, m.end)) for m in happening.recipients]
    words = tuple((t.start, t.end) for t in happening.parts)
    arguments += [("instrument", used) for used in happening.instruments if used not in words]
    arguments += [("place", (place.start, place.end))] if place is not None else []
    return Told(happening.type, words, tuple(dict.fromkeys(arguments)))


def known_words(train: Sequence[Case]) -> Answerer:
    """A baseline: the words that in training tell an event more often than not, and nobody."""
    told: Counter[tuple[str, str]] = Counter()
    texts: Counter[str] = Counter()
    for case in train:
        texts.update(w.strip(_MARKS) for w in case["text"].lower().split())
        for event in _typed(case):
            words = case["text"][event["trigger"]["start"] : event["trigger"]["end"]]
            told[words.lower(), event["type"]] += 1
    known = {w: t for (w, t), n in told.items() if texts[w] and n / texts[w] > _MOSTLY}

    def answered(case: Case) -> list[Told]:
        found, at = [], 0
        for piece in case["text"].split():
            start = case["text"].index(piece, at)
            at = start + len(piece)
            if type_ := known.get(piece.lower().strip(_MARKS)):
                found.append(Told(type_, ((start, at),), ()))
        return found

    return answered


def _typed(case: Case) -> list[Case]:
    """The events of a case that are in PLOVER."""
    return [e for e in case["events"] if e["type"] not in {mapping.OTHER, mapping.UNCLEAR}]


def judge(case: Case, found: Sequence[Told]) -> Judgement:
    """Score the events of a document."""
    wanted = _gold(case)
    ours = _counted(case, found)
    triggers = {
        type_: _paired(
            [w for t in wanted if t.type == type_ for w in t.words],
            [w for t in ours if t.type == type_ for w in t.words],
        )
        for type_ in sorted({t.type for t in (*wanted, *ours)})
    }
    arguments = _arguments(wanted, ours)
    text = case["text"]
    counted = [*triggers.values(), *arguments.values()]
    return Judgement(
        case=case["id"],
        text=text,
        gold=[_shown(text, t) for t in wanted],
        ours=[_shown(text, t) for t in ours],
        counts={"trigger": triggers, "argument": arguments},
        loss=sum(c.proposed + c.wanted - 2.0 * c.right for c in counted),
    )


def _gold(case: Case) -> list[Told]:
    return [
        Told(
            event["type"],
            ((event["trigger"]["start"], event["trigger"]["end"]),),
            tuple((a["role"], (a["start"], a["end"])) for a in event["args"]),
        )
        for event in _typed(case)
    ]


def _counted(case: Case, found: Iterable[Told]) -> list[Told]:
    """Those of ours that can be right or wrong, without the words whose type is unclear."""
    unclear = [
        (e["trigger"]["start"], e["trigger"]["end"])
        for e in case["events"]
        if e["type"] == mapping.UNCLEAR
    ]
    kept = []
    for told in found:
        words = tuple(w for w in told.words if not plover.overlap([w], unclear))
        if words and told.type in case["types"]:
            kept.append(told._replace(words=words))
    return kept


def _arguments(wanted: Sequence[Told], ours: Sequence[Told]) -> dict[str, Counts]:
    """Counts of arguments by role. What one event of ours tells may be several of the gold: their
    arguments are compared together, each once.
    """
    counts: Counter[tuple[str, str]] = Counter()
    left = list(wanted)
    for told in ours:
        same = [w for w in left if w.type == told.type and plover.overlap(w.words, told.words)]
        left = [w for w in left if w not in same]
        _count(counts, [a for w in same for a in w.arguments], told.arguments)
    for missed in left:
        _count(counts, missed.arguments, ())
    roles = sorted(set(_ROLES.values()))
    return {
        role: Counts(*(counts[kind, role] for kind in ("right", "ours", "gold")))
        for role in roles
        if counts["ours", role] or counts["gold", role]
    }


def _count(
    counts: Counter[tuple[str, str]], gold: Iterable[Argument], ours: Iterable[Argument]
) -> None:
    for role in set(_ROLES.values()):
        one, other = (
            [extent for name, extent in dict.fromkeys(side) if name == role]
            for side in (gold, ours)
        )
        paired = _paired(one, other)
        counts["right", role] += paired.right
        counts["ours", role] += paired.proposed
        counts["gold", role] += paired.wanted


def _paired(gold: Sequence[Extent], ours: Sequence[Extent]) -> Counts:
    """Counts of spans that overlap when each is paired with one at most; each span once."""
    one, other = sorted(set(gold)), sorted(set(ours))
    overlapping = {
        (n, k): 1.0
        for n, first in enumerate(one)
        for k, second in enumerate(other)
        if plover.overlap([first], [second])
    }
    return Counts(round(best_total(overlapping)), len(other), len(one))


def _shown(text: str, told: Told) -> Mapping[str, object]:
    return {
        "type": told.type,
        "words": [text[start:end] for start, end in told.words],
        "arguments": [f"{role}: {text[start:end]}" for role, (start, end) in told.arguments],
    }


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """P, R and F1 of triggers with their types, macro F1 of the types, and P, R and F1 of
    arguments.
    """
    found = prf(judgements, "trigger") | {"trigger_macro_f1": macro_f1(judgements, "trigger")}
    return found | prf(judgements, "argument")


TASK: Final = Task(
    name="triggers",
    title="Words that tell events, their types and arguments",
    files=("wikievents/dev.jsonl",),
    train=("wikievents/train.jsonl",),
    cases=cases,
    answer=answer,
    baselines={"words of training": known_words},
    judge=judge,
    measures=measures,
    headline="trigger_f1",
    gated=("trigger_f1", "argument_f1"),
)
