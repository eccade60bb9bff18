from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from detente.evaluation import ecbplus
from detente.evaluation.merging import TASK, judge, measures

if TYPE_CHECKING:
    from detente.evaluation.core import Case

_OWN: Final = Path(__file__).parents[2] / "evaluation/own/merging.jsonl"


@pytest.fixture(scope="module")
def sahel() -> Case:
    return next(case for case in ecbplus.cases(_OWN) if case["id"] == "sahel")


def _key(case: Case, number: int, nth: int) -> tuple[str, str]:
    document = case["documents"][number]
    return document["id"], ecbplus.mention_id(document["event_mentions"][nth])


def test_a_wire_copy_tells_of_the_same_happening(sahel: Case) -> None:
    chains = TASK.answer()(sahel)
    (attack,) = (chain for chain in chains if _key(sahel, 0, 0) in chain)
    assert _key(sahel, 1, 0) in attack


def test_a_second_attack_on_the_same_base_is_another_happening(sahel: Case) -> None:
    chains = TASK.answer()(sahel)
    (first,) = (chain for chain in chains if _key(sahel, 0, 0) in chain)
    assert _key(sahel, 5, 0) not in first


def test_what_no_event_was_read_from_is_missed(sahel: Case) -> None:
    scores = measures([judge(sahel, [[_key(sahel, 0, 0)]])])
    marked = sum(len(document["event_mentions"]) for document in sahel["documents"])
    assert scores["found"] == pytest.approx(1 / marked)
    assert scores["b3_precision"] == 1.0


def test_ours_joins_more_rightly_than_the_baselines() -> None:
    casebooks = ecbplus.cases(_OWN)
    ours, *others = (
        measures([judge(case, answer(case)) for case in casebooks])["conll_f1"]
        for answer in (TASK.answer(), *(make([]) for make in TASK.baselines.values()))
    )
    assert all(ours > other for other in others)
