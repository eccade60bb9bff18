"""Hand-made records: who did what to whom, in a line each."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from detente.ontology import plover
from detente.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

Told = dict[str, Any]
"""An event, change or cause as a test tells it."""


def record(name: str, *told: Told, **document: str) -> Record:
    """A document of that name, and the events, changes of relation and causes it tells.

    An event is `{"sides": ("USA", "IRQMIL"), "type": "ACCUSE", "date": "2020-03"}`; its sides are
    names or codes, several joined by `+`. A change is `{"change": "suspended", "channel": …}`.
    `through` names who hands a change on: `{"change": "suspended", "through": "IRNMED"}`.
    A cause is `{"cause": "v1", "effect": "v2", "signal": "because of"}`.
    """
    text = f"{name}. " + " ".join(each.get("quote", "") for each in told)
    entities: dict[str, Told] = {}

    def parties(names: str) -> list[Told]:
        return [_party(entities, each) for each in names.split("+") if each]

    kinds: dict[str, list[Told]] = {"events": [], "relations": [], "causes": [], "claims": []}
    for each in told:
        quote = each.get("quote", name)
        evidence = [_span(text, quote)]
        sides = tuple(map(parties, each.get("sides", ("", ""))))
        if "change" in each:
            if "through" in each:
                (speaker,) = parties(each["through"])
                kinds["claims"].append(_claim(speaker, evidence[0], len(kinds["claims"])))
                each = {**each, "claim": kinds["claims"][-1]["id"]}  # noqa: PLW2901 - with its claim
            kinds["relations"].append(_change(each, sides, evidence, len(kinds["relations"])))
        elif "cause" in each:
            kinds["causes"].append(_cause(each, evidence[0], len(kinds["causes"])))
        else:
            kinds["events"].append(_event(each, sides, evidence, len(kinds["events"])))
    identity = f"sha256:{sha256(text.encode()).hexdigest()}"
    return Record.model_validate(
        {
            "document": {"id": identity, "text": text, "title": name} | document,
            "entities": list(entities.values()),
            "reader": {"version": "0.1.0", "model": "fake", "seconds": 0.1},
        }
        | kinds
    )


def _span(text: str, quote: str) -> Told:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def _party(entities: dict[str, Told], name: str) -> Told:
    is_code = name.isupper() and name.isalpha()
    entity = {
        "id": f"e{len(entities) + 1}",
        "name": name,
        "kind": "government",
        "code": name if is_code else None,
        "country": name[:3] if is_code and not name.startswith("IGO") else None,
    }
    return {"entity": entities.setdefault(name, entity)["id"], "text": name}


def _event(told: Told, sides: Sequence[list[Told]], evidence: list[Told], number: int) -> Told:
    kind = plover(told.get("type", "ACCUSE"))
    actors, recipients = sides
    return {
        "id": f"v{number + 1}",
        "type": kind.type,
        "quad_class": kind.quad_class,
        "goldstein": kind.score,
        "status": told.get("status", "occurred"),
        "date": told.get("date"),
        "actors": actors,
        "recipients": recipients,
        "evidence": evidence,
    }


def _change(told: Told, sides: Sequence[list[Told]], evidence: list[Told], number: int) -> Told:
    return {
        "id": f"r{number + 1}",
        "parties": [*sides[0], *sides[1]],
        "channel": told.get("channel", "training"),
        "status": told["change"],
        "date": told.get("date"),
        "claim": told.get("claim"),
        "evidence": evidence,
    }


def _claim(speaker: Told, content: Told, number: int) -> Told:
    return {
        "id": f"c{number + 1}",
        "source": speaker,
        "chain": [{"entity": None, "text": "the paper"}, speaker],
        "cue": content,
        "content": [content],
        "quoted": "indirect",
    }


def _cause(told: Told, where: Told, number: int) -> Told:
    return {
        "id": f"x{number + 1}",
        "cause": where | {"event": told["cause"]},
        "effect": where | {"event": told["effect"]},
        "signal": where if told.get("signal") else None,
    }
