from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from detente.errors import UsageError
from detente.evaluation import runs
from detente.evaluation.core import Judgement, Task, Unavailable, label_counts, prf
from detente.evaluation.gold import read_lines
from detente.evaluation.runs import Plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer, Case


def _judge(case: Case, answer: str) -> Judgement:
    counts = {"colour": label_counts([case["colour"]], [answer])}
    loss = float(answer != case["colour"])
    return Judgement(case["id"], case["text"], case["colour"], answer, counts, loss=loss)


def _measures(judgements: Sequence[Judgement]) -> dict[str, float]:
    return prf(judgements, "colour")


def _of_first(train: Sequence[Case]) -> Answerer:
    return lambda _case: train[0]["colour"]


def _absent(_train: Sequence[Case]) -> Answerer:
    raise Unavailable("needs a library")


_TASK = Task(
    name="colour",
    title="Colour of a text",
    files=("colours/dev.jsonl",),
    train=("colours/train.jsonl",),
    cases=read_lines,
    answer=lambda: lambda case: str(case["text"]).split()[0],
    baselines={"first": _of_first, "absent": _absent},
    judge=_judge,
    measures=_measures,
    headline="colour_f1",
    gated=("colour_f1",),
)


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold/colours"
    folder.mkdir(parents=True)
    texts = {"red car": "red", "blue sky": "blue", "dark sea": "blue", "red sun": "red"}
    lines = [json.dumps({"id": t, "text": t, "colour": c}) for t, c in texts.items()]
    for name in ("dev", "train"):
        (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")
    return tmp_path / "gold"


def _scores(gold: Path, *, baselines: bool = True) -> list[runs.Score]:
    files = {"colours/dev.jsonl": gold / "colours/dev.jsonl"}
    return list(runs.of_task(_TASK, files, Plan(gold=gold, own=None, baselines=baselines)))


def test_ours_comes_first_then_every_baseline(gold: Path) -> None:
    ours, first, absent = _scores(gold)
    assert (ours.kind, ours.system, ours.cases) == ("ours", "detente", 4)
    assert ours.measures["colour_f1"] == 0.75
    assert (first.kind, first.measures["colour_f1"]) == ("baseline", 0.5)
    assert (absent.measures, absent.note) == ({}, "needs a library")


def test_baselines_may_be_left_out(gold: Path) -> None:
    assert len(_scores(gold, baselines=False)) == 1


def test_the_same_run_gives_the_same_numbers(gold: Path) -> None:
    assert [runs.plain(s) for s in _scores(gold)] == [runs.plain(s) for s in _scores(gold)]


def test_a_limit_draws_cases_by_the_seed_and_keeps_their_order() -> None:
    cases = [{"id": n} for n in range(50)]
    drawn = runs.drawn(cases, 10, 3)
    assert drawn == runs.drawn(cases, 10, 3)
    assert drawn != runs.drawn(cases, 10, 4)
    assert [case["id"] for case in drawn] == sorted(case["id"] for case in drawn)
    assert runs.drawn(cases, 99, 0) == cases


def test_the_worst_cases_are_those_that_were_wrong(gold: Path) -> None:
    ours = _scores(gold, baselines=False)[0]
    assert [judgement.case for judgement in runs.worst(ours, 5)] == ["dark sea"]
    assert runs.worst(ours, 0) == []


def test_a_score_in_json_has_counts_by_label_and_errors_if_asked(gold: Path) -> None:
    ours = _scores(gold, baselines=False)[0]
    plain = json.loads(json.dumps(runs.plain(ours, errors=1)))
    assert plain["labels"]["colour"]["blue"]["recall"] == 0.5
    assert plain["errors"][0]["text"] == "dark sea"
    assert "errors" not in runs.plain(ours)


def test_a_case_without_what_the_task_needs_is_refused_by_name(gold: Path) -> None:
    (gold / "colours/dev.jsonl").write_text('{"id": "x", "text": "red"}', "utf-8")
    with pytest.raises(UsageError, match=r"x: .*colour.*D305"):
        _scores(gold)


def test_a_case_without_text_is_refused_by_name(gold: Path) -> None:
    (gold / "colours/dev.jsonl").write_text('{"id": "x", "colour": "red"}', "utf-8")
    with pytest.raises(UsageError, match=r"x: .*text.*D305"):
        _scores(gold)


def test_a_file_without_a_case_for_the_task_is_refused(gold: Path) -> None:
    (gold / "colours/dev.jsonl").write_text("", "utf-8")
    with pytest.raises(UsageError, match=r"no case for colour.*D305"):
        _scores(gold)


def test_a_file_that_the_task_cannot_read_is_refused(gold: Path) -> None:
    def fail(_path: Path) -> list[Case]:
        raise KeyError("events")

    files = {"x": gold / "colours/dev.jsonl"}
    with pytest.raises(UsageError, match=r"colour.*events.*D305"):
        list(runs.of_task(replace(_TASK, cases=fail), files, Plan(gold=gold)))


def test_tasks_without_gold_are_passed_over(tmp_path: Path) -> None:
    plan = Plan(gold=tmp_path, own=tmp_path)
    assert list(runs.scores(plan, ["events", "pairs"])) == []
