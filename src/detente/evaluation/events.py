"""Task `events`: the PLOVER types of a sentence, and the countries of the two sides.

Types are compared as sets; where an event of the gold has a `status`, an event of ours must have
both. Countries are judged on the sentences that have them (a file
`STEM.countries.json` beside the gold, or the keys `actor_country` and `recipient_country` of the
case): any of several may be right, and a side is right if one event of ours names it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from detente.evaluation import baselines, plover, reading
from detente.evaluation.core import (
    Answer,
    Answerer,
    Case,
    Counts,
    Judgement,
    Task,
    label_counts,
    macro_f1,
    micro,
    prf,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.records import Event, Record

_KEYS: Final = ("actor_country", "recipient_country")
_CODE: Final = 3
_SHARES: Final = {
    "actor": "actor_country",
    "recipient": "recipient_country",
    "both": "both_countries",
    "type_and_both": "type_and_both",
    "status": "status",
}
"""Counts to the measure that is their recall."""


class Coded(NamedTuple):
    """An event as this task sees it."""

    type: str
    actors: frozenset[str]
    recipients: frozenset[str]
    shown: dict[str, object]
    status: str = ""


def cases(path: Path) -> list[Case]:
    """The coded sentences of a file, with the countries of their sides where they are known."""
    beside = path.with_name(f"{path.stem}.countries.json")
    rows = json.loads(beside.read_text("utf-8")) if beside.is_file() else []
    known = {row["id"]: {key: row[key] for key in _KEYS} for row in rows}
    return [case | known.get(case["id"], {}) for case in plover.coded(path)]


def answer() -> Answerer:
    """What detente reads in a sentence: its events as `Coded`."""

    def answered(case: Case) -> list[Coded]:
        record = reading.record(case["text"])
        return [_coded(record, event) for event in record.events]

    return answered


def _coded(record: Record, event: Event) -> Coded:
    codes = {e.id: e.country or (e.code or "")[:_CODE] for e in record.entities}
    actors, recipients = (
        frozenset(codes.get(p.entity or "", "") for p in side) - {""}
        for side in (event.actors, event.recipients)
    )
    return Coded(event.type, actors, recipients, plover.dumped(event), event.status)


def only_types(find: Answerer) -> Answerer:
    """An answerer for this task out of one that gives a type alone."""
    nobody: frozenset[str] = frozenset()

    def answered(case: Case) -> Answer:
        found = find(case)
        return [Coded(found, nobody, nobody, {"type": found})]

    return answered


def first_type(case: Case) -> str | None:
    """The type of a case's first event, None without one: what classifiers learn."""
    return str(case["events"][0]["type"]) if case["events"] else None


def judge(case: Case, found: Sequence[Coded]) -> Judgement:
    """Score the events of a sentence."""
    wanted = {event["type"] for event in case["events"]}
    ours = plover.fold(case, (event.type for event in found))
    types = label_counts(wanted, ours)
    counts: dict[str, dict[str, Counts]] = {"type": types}
    counts |= {name: {"": c} for name, c in _countries(case, found, wanted).items()}
    counts |= {"status": labels} if (labels := _statuses(case, found)) else {}
    missed = len(wanted - ours)
    wrong_side = sum(c.wanted - c.right for name, c in _flat(counts) if name != "type")
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold=_gold(case),
        ours=[e.shown | {"countries": [sorted(e.actors), sorted(e.recipients)]} for e in found],
        counts=counts,
        loss=2.0 * missed + len(ours - wanted) + wrong_side,
    )


def _flat(counts: dict[str, dict[str, Counts]]) -> list[tuple[str, Counts]]:
    return [(name, c) for name, labels in counts.items() for c in labels.values()]


def _gold(case: Case) -> list[dict[str, Any]]:
    countries: dict[str, Any] = {key: case[key] for key in _KEYS if key in case}
    return [
        {
            "type": event["type"],
            **{key: event[key] for key in ("status",) if event.get(key)},
            **{
                name: [case["text"][start:end] for start, end in side]
                for name, side in plover.sides(event)._asdict().items()
            },
            **countries,
        }
        for event in case["events"]
    ]


def _countries(case: Case, found: Sequence[Coded], types: set[str]) -> dict[str, Counts]:
    """Counts of the countries: of each side, of both, and of both under a right type."""
    actors, recipients = (_known(case, key) for key in _KEYS)
    counted: dict[str, Counts] = {}
    if actors:
        counted["actor"] = _hits(actors, {c for e in found for c in e.actors})
    if recipients:
        counted["recipient"] = _hits(recipients, {c for e in found for c in e.recipients})
    if actors and recipients:
        right = {(a, r) for a in actors for r in recipients}
        ours = [(e.type, (a, r)) for e in found for a in e.actors for r in e.recipients]
        counted["both"] = _hits(right, {pair for _, pair in ours})
        typed = {(t, pair) for t, pair in ours if types & plover.fold(case, [t])}
        counted["type_and_both"] = _hits({(t, p) for t, _ in ours for p in right}, typed)
    return counted


def _statuses(case: Case, found: Sequence[Coded]) -> dict[str, Counts]:
    """Counts of the gold's statuses by status: right where an event of ours has type and status."""
    wanted = [(e["type"], e["status"]) for e in case["events"] if e.get("status")]
    ours = {(t, event.status) for event in found for t in plover.fold(case, [event.type])}
    counted: dict[str, Counts] = {}
    for pair in wanted:
        right = int(pair in ours)
        counted[pair[1]] = counted.get(pair[1], Counts()) + Counts(right, right, 1)
    return counted


def _known(case: Case, key: str) -> set[str]:
    return {country for country in case.get(key) or () if country}


def _hits(right: set[Any], ours: set[Any]) -> Counts:
    """One thing wanted, and any of several right; what is beside them was proposed in vain."""
    hit = int(bool(right & ours))
    return Counts(hit, hit + len(ours - right), 1)


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """Type P, R and F1, macro F1, and the shares of sentences with the right countries and of
    events with the right type and status.
    """
    found = prf(judgements, "type") | {"type_macro_f1": macro_f1(judgements, "type")}
    for name, shown in _SHARES.items():
        counts = micro(judgements, name)
        if counts.wanted:
            found[shown] = counts.recall
    return found


TASK: Final = Task(
    name="events",
    title="PLOVER types of a sentence, countries of its sides",
    files=plover.DEV,
    train=plover.TRAIN,
    cases=cases,
    answer=answer,
    baselines={
        "majority": lambda train: only_types(baselines.majority(first_type)(train)),
        "tf-idf": lambda train: only_types(baselines.tf_idf(first_type)(train)),
    },
    judge=judge,
    measures=measures,
    headline="type_f1",
    gated=("type_f1", *_SHARES.values()),
)
