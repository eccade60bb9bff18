from __future__ import annotations

from typing import Any

from detente.evaluation import pairs
from detente.evaluation.plover import Sides
from detente.evaluation.reading import record

_TEXT = "Norway condemned Russia, and Iran attacked Iraq."


def _case(type_: str, *args: tuple[str, int, int]) -> dict[str, Any]:
    found = [{"role": role, "start": start, "end": end} for role, start, end in args]
    return {"id": "1", "text": _TEXT, "events": [{"type": type_, "args": found}], "folds": False}


def _between(source: str, target: str) -> str | None:
    spans = ([(_TEXT.index(w), _TEXT.index(w) + len(w))] for w in (source, target))
    return pairs.linking(record(_TEXT).events, Sides(*spans))


def test_the_event_whose_parties_are_the_given_sides_is_chosen() -> None:
    assert _between("Norway", "Russia") == "ACCUSE"
    assert _between("Iran", "Iraq") == "ASSAULT"


def test_sides_in_each_others_place_are_those_of_no_event() -> None:
    assert _between("Iraq", "Iran") is None


def test_yield_is_given_back_where_the_file_has_it() -> None:
    case = {
        "id": "1",
        "text": "Rebels withdrew from the town held by Norway.",
        "folds": True,
        "events": [{"type": "YIELD", "args": [
            {"role": "Source", "start": 0, "end": 6}, {"role": "Target", "start": 38, "end": 44}
        ]}],
    }  # fmt: skip
    assert pairs.answer()(case) not in {"CONCEDE", "RETREAT"}


def test_classifiers_see_where_the_sides_are() -> None:
    marked = pairs.marked(_case("ACCUSE", ("Source", 0, 6), ("Target", 17, 23)))
    assert " ".join(marked.split()) == "actorside condemned recipientside , and Iran attacked Iraq."


def test_accuracy_counts_cases_and_macro_f1_averages_types() -> None:
    case = _case("ACCUSE", ("Source", 0, 6), ("Target", 17, 23))
    judged = [pairs.judge(case, found) for found in ("ACCUSE", "ACCUSE", "ACCUSE", "AID")]
    measured = pairs.measures(judged)
    assert measured["accuracy"] == 0.75
    assert round(measured["macro_f1"], 3) == round((2 * 3 / 7) / 2, 3)
