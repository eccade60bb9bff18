from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import pytest

from detente.records import Record

if TYPE_CHECKING:
    from detente.casebook import Casebook
    from detente.casebook.rows import Row

_TEXT: Final = (
    "Officials blamed Kataib for the attack on the camp. Kataib also raided a bank. "
    "Aid workers saw it. A spokesman for Kataib denied any part in the attack."
)


def _span(quote: str) -> Row:
    start = _TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def _party(name: str) -> Row:
    span = _span(name)
    return {"entity": name, "text": name, "start": span["start"], "end": span["end"]}


def _event(number: int, quote: str, **more: Any) -> Row:
    return {
        "id": f"v{number}",
        "type": "ASSAULT",
        "quad_class": 4,
        "goldstein": -9.0,
        "actors": [_party("Kataib")],
        "recipients": [],
        "date": f"2020-03-1{number}",
        "evidence": [_span(quote)],
    } | more


def _claim(speaker: str, cue: str, content: str, attitude: str, *events: str) -> Row:
    return {
        "id": "c2" if attitude == "denies" else "c1",
        "source": _party(speaker),
        "chain": [_party(speaker)],
        "cue": _span(cue),
        "content": [_span(content)],
        "quoted": "indirect",
        "attitude": attitude,
        "events": list(events),
    }


_BLAMED: Final = _claim("Officials", "blamed", "Kataib for the attack", "accuses", "v1")


def _told(casebook: Casebook, *claims: Row, **more: Any) -> list[Row]:
    """The versions of the attack, in a document that tells of a raid too."""
    entities = [
        {"id": name, "name": name, "kind": "armed-group", "mentions": [_span(name)]}
        for name in ("Officials", "Kataib", "Aid workers", "spokesman for Kataib")
    ]
    record = Record.model_validate(
        {
            "document": {"id": f"sha256:{sha256(_TEXT.encode()).hexdigest()}", "text": _TEXT},
            "entities": entities,
            "events": [
                _event(1, "attack on the camp", claim="c1" if _BLAMED in claims else None, **more),
                _event(2, "raided a bank"),
            ],
            "claims": list(claims),
            "reader": {"version": "1", "model": "fake", "seconds": 0.1},
        }
    )
    with casebook.writer() as writer:
        writer.add(record)
    (attack,) = (row for row in casebook.events() if row["id"] == "v1")
    versions: list[Row] = casebook.event(attack["happening"])["versions"]
    return versions


def _values(versions: list[Row]) -> list[tuple[str, str]]:
    return [
        (value["value"], report["said_by"])
        for version in versions
        for value in version["values"]
        for report in value["reports"]
    ]


def test_who_is_blamed_and_who_denies_it_stand_side_by_side(casebook: Casebook) -> None:
    denial = _claim("spokesman for Kataib", "denied", "any part in the attack", "denies")
    versions = _told(casebook, _BLAMED, denial)
    assert [version["what"] for version in versions] == ["blame"]
    assert _values(versions) == [
        ("blamed on Kataib", "Officials"),
        ("denied by spokesman for Kataib", "spokesman for Kataib"),
    ]
    assert versions[0]["values"][1]["reports"][0]["quote"] == "denied any part in the attack"


def test_what_is_told_as_a_fact_and_denied_is_told_differently(casebook: Casebook) -> None:
    denial = _claim("spokesman for Kataib", "denied", "any part in the attack", "denies")
    assert [value for value, _ in _values(_told(casebook, denial))] == [
        "done by Kataib",
        "denied by spokesman for Kataib",
    ]


@pytest.mark.parametrize(
    "claims",
    [
        [_BLAMED],
        [_BLAMED, _claim("Aid workers", "denied", "any part in the attack", "denies")],
        [_BLAMED, _claim("spokesman for Kataib", "denied", "raided a bank", "denies")],
    ],
    ids=["nobody denies it", "another denies it", "another deed is denied"],
)
def test_what_nobody_says_anything_against_is_no_version(
    casebook: Casebook, claims: list[Row]
) -> None:
    assert _told(casebook, *claims) == []


@pytest.mark.parametrize(
    "kind", [{"type": "REJECT", "quad_class": 3}, {"type": "AID", "quad_class": 2}]
)
def test_nobody_is_blamed_for_a_denial_or_a_good_deed(casebook: Casebook, kind: Row) -> None:
    denial = _claim("spokesman for Kataib", "denied", "any part in the attack", "denies")
    assert _told(casebook, denial, **kind) == []
