from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from detente.evaluation import events
from detente.evaluation.events import Coded

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "Norway sent a field hospital to Chad."


def _event(type_: str = "AID", **more: object) -> dict[str, Any]:
    args = [{"role": "Source", "start": 0, "end": 6}, {"role": "Target", "start": 32, "end": 36}]
    return {"type": type_, "args": args, **more}


def _case(*types: str, **more: object) -> dict[str, Any]:
    found = [_event(t) for t in types]
    return {"id": "1", "text": _TEXT, "events": found, "folds": False, **more}


def _coded(type_: str = "AID", actors: str = "", recipients: str = "", status: str = "") -> Coded:
    return Coded(type_, frozenset(actors.split()), frozenset(recipients.split()), {}, status)


def _file(path: Path, *cases: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(case) for case in cases), "utf-8")
    return path


def _measured(case: dict[str, Any], *found: Coded) -> dict[str, float]:
    return events.measures([events.judge(case, list(found))])


def test_types_are_compared_as_sets() -> None:
    measured = _measured(_case("AID", "SUPPORT"), _coded("AID"), _coded("AID"), _coded("COERCE"))
    assert measured["type_precision"] == 0.5
    assert measured["type_recall"] == 0.5


@pytest.mark.parametrize(
    ("old", "new"),
    [("DEMAND", "REQUEST"), ("DISAPPROVE", "ACCUSE"), ("FIGHT", "ASSAULT"), ("AID", "AID")],
)
def test_types_of_older_codebooks_are_brought_up_to_date(
    old: str, new: str, tmp_path: Path
) -> None:
    (case,) = events.cases(_file(tmp_path / "x.jsonl", {"text": _TEXT, "events": [_event(old)]}))
    assert case["events"][0]["type"] == new


@pytest.mark.parametrize("ours", ["CONCEDE", "RETREAT"])
def test_to_concede_and_to_retreat_are_to_yield_where_the_file_yields(ours: str) -> None:
    assert _measured(_case("YIELD", folds=True), _coded(ours))["type_f1"] == 1.0
    assert _measured(_case("CONCEDE"), _coded(ours))["type_f1"] == float(ours == "CONCEDE")


def test_a_file_with_one_yield_folds_in_all_its_cases(tmp_path: Path) -> None:
    cases = [{"text": "a", "events": [_event(t)]} for t in ("AID", "YIELD")]
    assert [c["folds"] for c in events.cases(_file(tmp_path / "x.jsonl", *cases))] == [True, True]


def test_sentences_that_were_never_coded_are_left_out(tmp_path: Path) -> None:
    cases: list[dict[str, Any]] = [
        {"id": "coded", "text": "a", "events": [_event()]},
        {"id": "none", "text": "a", "events": []},
        {"id": "class only", "text": "a", "events": [], "quadcode": 0},
        {"id": "names only", "text": "a", "events": [], "quadcode": None, "sources": ["ner"]},
    ]
    found = events.cases(_file(tmp_path / "x.jsonl", *cases))
    assert [case["id"] for case in found] == ["coded", "none"]


def test_countries_are_taken_from_the_file_beside(tmp_path: Path) -> None:
    path = _file(tmp_path / "dev.jsonl", {"id": "1", "text": "a", "events": [_event()]})
    row = {"id": "1", "actor_country": ["NOR"], "recipient_country": ["TCD"]}
    (tmp_path / "dev.countries.json").write_text(json.dumps([row]), "utf-8")
    (case,) = events.cases(path)
    assert (case["actor_country"], case["recipient_country"]) == (["NOR"], ["TCD"])


_SIDES = {"actor_country": ["NOR"], "recipient_country": ["TCD", "CAF"]}


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ([_coded("AID", "NOR", "TCD")], (1, 1, 1, 1)),
        ([_coded("AID", "NOR", "CAF")], (1, 1, 1, 1)),
        ([_coded("SUPPORT", "NOR", "TCD")], (1, 1, 1, 0)),
        ([_coded("AID", "TCD", "NOR")], (0, 0, 0, 0)),
        ([_coded("AID", "NOR"), _coded("AID", "", "TCD")], (1, 1, 0, 0)),
        ([_coded("AID", "SWE", "TCD"), _coded("COERCE", "NOR", "TCD")], (1, 1, 1, 0)),
        ([], (0, 0, 0, 0)),
    ],
)
def test_countries_of_each_side_of_both_and_with_the_type(
    found: list[Coded], right: tuple[int, ...]
) -> None:
    measured = _measured(_case("AID", **_SIDES), *found)
    names = ("actor_country", "recipient_country", "both_countries", "type_and_both")
    assert tuple(measured[name] for name in names) == right


def test_a_side_whose_country_is_unknown_is_not_judged() -> None:
    case = _case("AID", actor_country=["NOR"], recipient_country=[None])
    measured = _measured(case, _coded("AID", "NOR", "TCD"))
    assert measured["actor_country"] == 1.0
    assert "recipient_country" not in measured
    assert "both_countries" not in measured


@pytest.mark.parametrize(("status", "right"), [("denied", 1.0), ("occurred", 0.0)])
def test_a_status_is_right_with_its_type(status: str, right: float) -> None:
    case = _case() | {"events": [_event("AID", status="denied")]}
    assert _measured(case, _coded("AID", status=status))["status"] == right
    assert _measured(case, _coded("COERCE", status=status))["status"] == 0.0


def test_missed_types_and_sides_make_a_case_worse() -> None:
    case = _case("AID", **_SIDES)
    right, half, none = (
        events.judge(case, found).loss
        for found in ([_coded("AID", "NOR", "TCD")], [_coded("AID", "NOR")], [])
    )
    assert right == 0.0 < half < none


def test_detente_reads_types_and_countries() -> None:
    (found,) = events.answer()({"text": "Norway condemned Russia."})
    assert found[:3] == ("ACCUSE", {"NOR"}, {"RUS"})
