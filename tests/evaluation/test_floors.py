from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.evaluation import floors
from detente.evaluation.floors import Floor, Floors
from detente.evaluation.runs import Score

if TYPE_CHECKING:
    from pathlib import Path

_KEY = ("events", "own/events.jsonl", "type_f1")
_ERROR = ("factuality", "own/factuality.jsonl", "value_mae")


def _score(value: float, key: floors.Key = _KEY) -> Score:
    return Score(key[0], key[1], "detente", "ours", measures={key[2]: value})


def _broken(known: Floors, *scores: Score, digests: dict[str, str] | None = None) -> list[str]:
    found = floors.check(known, scores, digests or {}, [_KEY[0], _ERROR[0]])
    return [finding.text for finding in found if not finding.holds]


@pytest.mark.parametrize(("value", "holds"), [(0.6, True), (0.598, True), (0.597, False)])
def test_a_score_must_not_fall_below_its_floor(value: float, *, holds: bool) -> None:
    known = Floors(floors={_KEY: Floor(0.598, 0.6)})
    assert (not _broken(known, _score(value))) == holds


@pytest.mark.parametrize(("value", "holds"), [(1.0, True), (1.002, True), (1.01, False)])
def test_an_error_must_not_rise_above_its_ceiling(value: float, *, holds: bool) -> None:
    known = Floors(floors={_ERROR: Floor(1.002, 1.0)})
    assert (not _broken(known, _score(value, _ERROR))) == holds


def test_a_floor_lowered_by_hand_needs_a_reason() -> None:
    lowered = Floors(floors={_KEY: Floor(0.5, 0.6)})
    assert "no reason" in _broken(lowered, _score(0.55))[0]
    excused = Floors(floors={_KEY: Floor(0.5, 0.6, "denials are events now")})
    assert not _broken(excused, _score(0.55))


def test_changed_gold_breaks_the_gate() -> None:
    known = Floors(gold={"own/events.jsonl": "aa"})
    assert not _broken(known, digests={"own/events.jsonl": "aa"})
    assert _broken(known, digests={"own/events.jsonl": "bb"})


def test_absent_gold_is_skipped_with_a_line() -> None:
    key = ("events", "plover/dev.jsonl", "type_f1")
    (finding,) = floors.check(Floors(floors={key: Floor(0.5, 0.5)}), [], {}, ["events"])
    assert finding.holds
    assert "skipped" in finding.text


def test_our_own_gold_may_not_be_absent() -> None:
    assert _broken(Floors(floors={_KEY: Floor(0.5, 0.5)})) == ["own/events.jsonl: missing"]


def test_a_measure_that_is_gone_breaks_the_gate() -> None:
    other = Score(_KEY[0], _KEY[1], "detente", "ours", measures={"other": 1.0})
    assert "not measured" in _broken(Floors(floors={_KEY: Floor(0.5, 0.502)}), other)[0]


def test_tasks_that_did_not_run_are_not_held() -> None:
    assert floors.check(Floors(floors={_KEY: Floor(0.5, 0.5)}), [], {}, ["timex"]) == []


def test_floors_rise_with_the_score() -> None:
    known = floors.raised(Floors(floors={_KEY: Floor(0.498, 0.5)}), [_score(0.7)], {})
    assert known.floors[_KEY] == Floor(0.698, 0.7)


def test_a_score_below_nought_has_a_floor_below_it() -> None:
    known = floors.raised(Floors(), [_score(-0.08)], {})
    assert known.floors[_KEY] == Floor(-0.082, -0.08)
    assert not _broken(known, _score(-0.08))


def test_floors_are_never_lowered() -> None:
    known = Floors(floors={_KEY: Floor(0.598, 0.6)})
    assert floors.raised(known, [_score(0.3)], {}).floors[_KEY] == Floor(0.598, 0.6)


def test_a_reason_goes_when_the_best_is_reached_again() -> None:
    known = Floors(floors={_KEY: Floor(0.5, 0.6, "why")})
    assert floors.raised(known, [_score(0.55)], {}).floors[_KEY] == Floor(0.548, 0.6, "why")
    assert floors.raised(known, [_score(0.61)], {}).floors[_KEY] == Floor(0.608, 0.61)


def test_only_gated_measures_get_floors() -> None:
    score = Score("events", "x", "detente", "ours", measures={"type_f1": 0.5, "type_recall": 0.5})
    assert list(floors.raised(Floors(), [score], {}).floors) == [("events", "x", "type_f1")]


def test_a_file_comes_back_as_it_was_written(tmp_path: Path) -> None:
    known = Floors({"own/events.jsonl": "aa"}, {_KEY: Floor(0.5, 0.6, 'said “"why"”')})
    floors.write(known, tmp_path / "floors.toml")
    assert floors.read(tmp_path / "floors.toml") == known


def test_no_file_holds_no_floors(tmp_path: Path) -> None:
    assert floors.read(tmp_path / "floors.toml") == Floors()


@pytest.mark.parametrize("text", ["[[", '[floors.events."x"]\ntype_f1 = 3'])
def test_a_file_of_another_form_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="D305"):
        floors.read(path)
