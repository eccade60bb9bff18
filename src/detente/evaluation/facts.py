"""Facts: what a careful reader takes from a whole document, and how much of it the record holds.

A document's score is the mean of its parts. Events and claims count half for being found and half
for their slots, causes and relations for being found. False events, and more records than a careful
reader would take (`at_most`), scale a part down; a quotation that is not the text at its offsets
makes a part of its own, worth nothing.

Documents marked `held` are scored, but what was missed in them is kept from sight.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from detente.errors import UsageError
from detente.evaluation.core import Judgement, Task, mean, pairs_of
from detente.evaluation.fact_slots import TOUCH, Written, of_claim, of_event, says, shared, spans
from detente.evaluation.gold import read_lines
from detente.evaluation.reading import reader
from detente.sources import Source, arrive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer, Case

    Value = dict[str, Any]
    Slots = dict[str, bool]

_HALF: Final = 0.5
_ABOUT: Final = {"document", "at_most"}
_NO_SLOTS: Final = {"quote", "nth", "overlap", "note"}
_QUOTED: Final = ("events", "claims", "causes", "relations", "entities")


def cases(path: Path) -> list[Case]:
    """The documents of a list of facts (`.json`), or of a `.jsonl` whose lines name such lists by
    pattern: `{"facts": "../facts/held-*.json", "held": true}`.

    Each has `id`, `text`, `published`, `publisher`, `facts`, and `held`.

    Raises:
        UsageError: D304 if a file cannot be opened, D305 if it is no list of facts.
    """
    if path.suffix == ".json":
        return [_case(path)]
    return [
        _case(listed, held=line.get("held", False))
        for line in read_lines(path)
        for listed in _matching(path.parent, line["facts"])
    ]


def _matching(folder: Path, pattern: str) -> list[Path]:
    where = (folder / pattern).parent.resolve()
    return sorted(where.glob((folder / pattern).name))


def _case(path: Path, *, held: bool = False) -> Case:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        about = facts["document"]
        text = (path.parent / about["file"]).read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError("D304", str(error.filename), detail=error.strerror or "") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("D305", str(path)) from error
    return {
        "id": path.stem,
        "text": text,
        "published": about.get("published"),
        "publisher": about.get("publisher"),
        "facts": facts,
        "held": held,
    }


def ours() -> Answerer:
    """Our answerer: the record of a document, as JSON values."""
    return _read


def _read(case: Case) -> Value:
    source = Source(f"{case['id']}.txt", case["text"].encode())
    arrival = arrive(source, date=case["published"], publisher=case["publisher"])
    return reader().read(arrival.document).to_dict()


def judge(case: Case, answer: Value) -> Judgement:
    """Score a record; of a held document only the score is kept."""
    score, misses = scored(answer, case["facts"])
    if case["held"]:
        return Judgement(case["id"], "", None, None, values={"held_score": ((1.0, score),)})
    return Judgement(
        case=case["id"],
        text=case["text"],
        gold={part: len(listed) for part, listed in case["facts"].items() if part not in _ABOUT},
        ours=misses,
        values={"score": ((1.0, score),)},
        loss=1.0 - score,
    )


def scored(record: Value, facts: Value) -> tuple[float, list[str]]:
    """The score of a record, 0 to 1, and a line for each fact or slot it misses.

    Args:
        record: As `Record.to_dict` gives it.
        facts: A list of facts as in `evaluation/facts`.

    Raises:
        ValueError: A quote of the facts is not in the document.
    """
    written = Written(record)
    misses: list[str] = []
    parts = {
        part: rule(facts[part], written, misses) for part, rule in _RULES.items() if facts.get(part)
    }
    if "events" in parts:
        parts["events"] *= _clean(facts.get("not_events") or (), written, misses)
    for part, most in (facts.get("at_most") or {}).items():
        count = len(written.items(part))
        if count > most:
            misses.append(f"{part}: {count}, where a careful reader has at most {most}")
            if part in parts:
                parts[part] *= most / count
    if any(written.text[s:e] != q for s, e, q in _quotes(record)):
        parts["offsets"] = 0.0
    return mean(list(parts.values())), misses


def _events(facts: list[Value], written: Written, misses: list[str]) -> float:
    def options(fact: Value) -> Iterator[Slots]:
        where = written.place(fact)
        need = min(where[1] - where[0], fact.get("overlap", TOUCH))
        for event in written.items("events"):
            if any(shared(where, s) >= need for s in spans(event.get("evidence"))):
                yield of_event(fact, event, written)

    return _halves(facts, options, misses)


def _claims(facts: list[Value], written: Written, misses: list[str]) -> float:
    def options(fact: Value) -> Iterator[Slots]:
        where = written.place(fact)
        for claim in written.items("claims"):
            covered = sum(shared(where, s) for s in spans(claim.get("content")))
            if covered >= _HALF * (where[1] - where[0]):
                yield of_claim(fact, claim, written)

    return _halves(facts, options, misses)


def _halves(
    facts: list[Value], options: Callable[[Value], Iterator[Slots]], misses: list[str]
) -> float:
    """Half for the facts found, half for their slots, each fact by the record most right."""
    found = right = slots = 0
    for fact in facts:
        slots += len(fact.keys() - _NO_SLOTS)
        best = max(options(fact), key=lambda s: sum(s.values()), default=None)
        if best is None:
            misses.append(f"missing: {fact['quote']}")
            continue
        found += 1
        right += sum(best.values())
        misses += [f"{slot}: {fact['quote']}" for slot, ok in best.items() if not ok]
    return _HALF * found / len(facts) + _HALF * right / max(1, slots)


def _causes(facts: list[Value], written: Written, misses: list[str]) -> float:
    def is_told(fact: Value) -> bool:
        return any(
            all(
                any(
                    shared(written.place(fact, end), s) >= TOUCH for s in written.end(link.get(end))
                )
                for end in ("cause", "effect")
            )
            for link in written.items("causes")
        )

    lost = [f for f in facts if not is_told(f)]
    misses += [f"missing: {f['cause']} → {f['effect']}" for f in lost]
    return 1 - len(lost) / len(facts)


def _relations(facts: list[Value], written: Written, misses: list[str]) -> float:
    def is_told(fact: Value) -> bool:
        where = written.place(fact)
        return any(
            all(says(p, _both(change, written)) for p in fact["parties"])
            and change.get("status") in fact["status"]
            and any(shared(where, s) >= TOUCH for s in spans(change.get("evidence")))
            for change in written.items("relations")
        )

    lost = [f for f in facts if not is_told(f)]
    misses += [f"missing: {f['quote']}" for f in lost]
    return 1 - len(lost) / len(facts)


def _both(change: Value, written: Written) -> str:
    return " & ".join(written.names(party) for party in change.get("parties") or ())


_RULES: Final[dict[str, Callable[[list[Value], Written, list[str]], float]]] = {
    "events": _events,
    "claims": _claims,
    "causes": _causes,
    "relations": _relations,
}


def _clean(facts: Sequence[Value], written: Written, misses: list[str]) -> float:
    """The share of what is no event that is not told as one."""
    told = [f for f in facts if any(_is_false(f, e, written) for e in written.items("events"))]
    misses += [f"false event: {f['quote']}" for f in told]
    return 1 - len(told) / len(facts) if facts else 1.0


def _is_false(fact: Value, event: Value, written: Written) -> bool:
    where = written.place(fact)
    return (
        any(shared(where, s) >= TOUCH for s in spans(event.get("evidence")))
        and event.get("type") in fact["type"]
        and event.get("status") in fact.get("status", ["occurred"])
    )


def _quotes(record: Value) -> Iterator[tuple[int, int, str]]:
    """Every quotation of the record with its offsets."""
    open_values: list[Any] = [record.get(part) for part in _QUOTED]
    while open_values:
        value = open_values.pop()
        if isinstance(value, dict):
            if "quote" in value and isinstance(value.get("start"), int):
                yield value["start"], value["end"], value["quote"]
            open_values += value.values()
        elif isinstance(value, (list, tuple)):
            open_values += value


def measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    """The mean score of the documents; of those held out by itself, where there are any."""
    means = {
        measure: mean([ours for _, ours in pairs])
        for measure in ("score", "held_score")
        if (pairs := pairs_of(judgements, measure))
    }
    return means or {"score": 0.0}


TASK: Final = Task(
    name="facts",
    title="Facts: events, claims, causes and relations of whole documents",
    files=("../seed/facts.json",),
    train=(),
    cases=cases,
    answer=ours,
    baselines={},
    judge=judge,
    measures=measures,
    headline="score",
    gated=("score", "held_score"),
)
