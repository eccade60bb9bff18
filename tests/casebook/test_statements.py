from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from detente.casebook import Filter
from detente.casebook.statements import comparable
from detente.records import Record

if TYPE_CHECKING:
    from detente.casebook import Casebook

_RAIDS = "the raids destroyed five depots of the militia near the border"
_CODES = {"Pentagon": "USAGOV", "ministry": "USAGOV", "Iran": "IRN", "Tehran": "IRN"}


def _span(text: str, quote: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def _party(text: str, name: str) -> dict[str, Any]:
    span = _span(text, name)
    return {"entity": name, "text": name, "start": span["start"], "end": span["end"]}


def _entity(text: str, name: str, kind: str = "government", *others: str) -> dict[str, Any]:
    mentions = [_span(text, each) for each in (name, *others)]
    code = _CODES.get(name)
    known = {"code": code, "country": code and code[:3]}
    return {"id": name, "name": name, "kind": kind, "mentions": mentions} | known


def _says(
    speaker: str,
    what: str,
    *,
    at: str = "Courier",
    attitude: str = "says",
    date: str | None = None,
    verb: str = "said",
) -> Record:
    """A document in which somebody says something."""
    text = f"{at}: {speaker} {verb} that {what}."
    claim = {
        "id": "c1",
        "source": _party(text, speaker),
        "chain": [{"entity": None, "text": at}, _party(text, speaker)],
        "cue": _span(text, verb),
        "content": [_span(text, what)],
        "quoted": "indirect",
        "attitude": attitude,
        "date": date,
    }
    return _record(text, at, entities=[_entity(text, speaker)], claims=[claim])


def _record(text: str, publisher: str, **parts: Any) -> Record:
    document = {
        "id": f"sha256:{sha256(text.encode()).hexdigest()}",
        "text": text,
        "publisher": publisher,
        "published": "2020-03-14",
    }
    reader = {"version": "1", "model": "fake", "seconds": 0.1}
    return Record.model_validate({"document": document, "reader": reader} | parts)


def _reports(casebook: Casebook, *records: Record, asked: Filter | None = None) -> list[int]:
    with casebook.writer() as writer:
        for record in records:
            writer.add(record)
    rows = casebook.claims(asked or Filter())
    return sorted(row["reports"] for row in rows)


def test_the_same_claim_in_three_papers_has_three_reports(casebook: Casebook) -> None:
    reworded = "raids destroyed five of the militia's depots near the border"
    records = [
        _says("Pentagon", _RAIDS),
        _says("Pentagon", reworded, at="Ledger"),
        _says("ministry", _RAIDS, at="Post"),
    ]
    assert _reports(casebook, *records) == [3, 3, 3]


@pytest.mark.parametrize(
    "other",
    [
        _says("Iran", _RAIDS, at="Ledger"),
        _says("Pentagon", _RAIDS.replace("five", "six"), at="Ledger"),
        _says("Pentagon", "nobody was hurt in the base by the rockets", at="Ledger"),
        _says("Pentagon", _RAIDS, at="Ledger", attitude="denies", verb="denied"),
        _says("Pentagon", _RAIDS, at="Ledger", date="2020-01-02"),
    ],
    ids=["another speaker", "another number", "other words", "a denial", "another day"],
)
def test_another_claim_is_another(casebook: Casebook, other: Record) -> None:
    assert _reports(casebook, _says("Pentagon", _RAIDS, date="2020-03-13"), other) == [1, 1]


def test_one_code_of_a_country_is_not_one_speaker(casebook: Casebook) -> None:
    assert _reports(casebook, _says("Iran", _RAIDS), _says("Tehran", _RAIDS, at="Post")) == [1, 1]


def test_the_same_quotation_is_the_same_claim(casebook: Casebook) -> None:
    first = _says("Iran", "a “severe revenge awaits them” after the days of mourning")
    second = _says("Iran", "“severe revenge awaits them”", at="Ledger")
    assert _reports(casebook, first, second) == [2, 2]


def test_reports_are_counted_over_all_claims_whatever_is_shown(casebook: Casebook) -> None:
    records = [_says("Pentagon", _RAIDS), _says("ministry", _RAIDS, at="Post")]
    assert _reports(casebook, *records, asked=Filter(actor="ministry")) == [2]


def test_numbers_are_compared_as_figures() -> None:
    assert "12" in comparable(["some twelve rockets fell"])["words"]
    assert "1200" in comparable(["some 1,200 rockets fell"])["words"]


def _event(text: str, quote: str, **more: Any) -> dict[str, Any]:
    return {
        "id": "v1",
        "type": "ASSAULT",
        "quad_class": 4,
        "goldstein": -9.0,
        "date": "2020-03-11",
        "trigger": _span(text, "attack"),
        "lemma": "attack",
        "evidence": [_span(text, quote)],
    } | more


def _attack(
    at: str, killed: int | None, *, victims: tuple[str, ...] = ("Pentagon",), **more: Any
) -> Record:
    text = f"{at}: Kataib staged a rocket attack on the Pentagon at Taji on March 11."
    toll = killed if killed is None else {"killed": {"low": killed, "high": killed}}
    event = _event(
        text,
        "a rocket attack on the Pentagon at Taji",
        actors=[_party(text, "Kataib")],
        recipients=[_party(text, victim) for victim in victims],
        casualties=toll,
        instruments=[_span(text, "rocket")],
        location={"name": "Taji", "country": "IRQ"} | _place(text, "Taji"),
        **more,
    )
    entities = [_entity(text, "Kataib", "armed-group"), _entity(text, "Pentagon")]
    return _record(text, at, entities=entities, events=[event])


def _place(text: str, name: str) -> dict[str, Any]:
    span = _span(text, name)
    return {"start": span["start"], "end": span["end"], "latitude": 33.5, "longitude": 44.2}


def _against(casebook: Casebook, *records: Record) -> list[tuple[Any, ...]]:
    with casebook.writer() as writer:
        for record in records:
            writer.add(record)
    return [
        (row["kind"], row["first"]["who"], row["first"]["says"], row["second"]["who"],
         row["second"]["says"])
        for row in casebook.contradictions()
    ]  # fmt: skip


def test_numbers_that_cannot_both_be_stand_against_each_other(casebook: Casebook) -> None:
    found = _against(casebook, _attack("Courier", 2), _attack("Ledger", 3), _attack("Post", None))
    assert found == [("killed", "Courier", "2", "Ledger", "3")]


def test_one_who_is_named_is_not_against_two_of_whom_he_is_one(casebook: Casebook) -> None:
    both = _attack("Ledger", 2, victims=("Pentagon", "Taji"))
    assert _against(casebook, _attack("Courier", 1), both) == []


def test_what_one_reports_and_another_denies_stands_against_each_other(casebook: Casebook) -> None:
    found = _against(casebook, _attack("Courier", 2), _attack("Post", None, status="denied"))
    assert found == [("happened", "Courier", "occurred", "Post", "denied")]


def test_who_is_accused_and_denies_stands_against_who_accuses(casebook: Casebook) -> None:
    text = "Officials blamed Kataib, a militia. A spokesman for the militia denied any part in it."
    militia = _entity(text, "Kataib", "armed-group", "the militia")
    spokesman = _entity(text, "spokesman for the militia", "person")
    accuse = {
        "id": "v1",
        "type": "ACCUSE",
        "quad_class": 3,
        "goldstein": -2.0,
        "actors": [_party(text, "Officials")],
        "recipients": [_party(text, "Kataib")],
        "evidence": [_span(text, "Officials blamed Kataib")],
    }
    denial = {
        "id": "c1",
        "source": _party(text, "spokesman for the militia"),
        "chain": [
            {"entity": None, "text": "Courier"},
            _party(text, "spokesman for the militia"),
        ],
        "cue": _span(text, "denied"),
        "content": [_span(text, "any part in it")],
        "quoted": "indirect",
        "attitude": "denies",
    }
    entities = [_entity(text, "Officials"), militia, spokesman]
    record = _record(text, "Courier", entities=entities, events=[accuse], claims=[denial])
    expected = ("blame", "Officials", "accuses", "spokesman for the militia", "denies")
    assert _against(casebook, record) == [expected]
    (row,) = casebook.contradictions()
    assert row["second"]["quote"] == "denied any part in it"
    assert row["first"]["document"] == record.document.id


def test_a_casebook_without_claims_has_nothing_against_anything(casebook: Casebook) -> None:
    assert casebook.contradictions() == []
    assert casebook.claims() == []
