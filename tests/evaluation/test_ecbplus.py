from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from detente.casebook.wording import stem
from detente.evaluation.ecbplus import TASK, cases, joined, judge, measures, mentions, names

if TYPE_CHECKING:
    from detente.evaluation.core import Case

_OWN: Final = Path(__file__).parents[2] / "evaluation/own/ecbplus.jsonl"


@pytest.fixture(scope="module")
def ferry() -> Case:
    return cases(_OWN)[0]


def _gold(case: Case) -> list[list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for mention, name in zip(mentions(case), names(case), strict=True):
        found.setdefault(name, []).append((mention.document, mention.id))
    return list(found.values())


def test_a_case_is_all_documents_of_a_topic(ferry: Case) -> None:
    assert [case["id"] for case in cases(_OWN)] == ["ferry", "mayor"]
    assert [document["topic"] for document in ferry["documents"]] == ["ferry"] * 5


def test_the_gold_itself_scores_one(ferry: Case) -> None:
    scores = measures([judge(ferry, _gold(ferry))])
    assert scores["conll_f1"] == scores["within_b3_f1"] == 1.0
    assert scores["count_mae"] == 0.0


def test_one_heap_has_full_recall_and_one_happening(ferry: Case) -> None:
    gold = _gold(ferry)
    scores = measures([judge(ferry, [[key for chain in gold for key in chain]])])
    assert scores["muc_recall"] == 1.0
    assert scores["count_mae"] == pytest.approx(1 - 1 / len(gold))


def test_chains_across_documents_are_cut_where_documents_are_scored_alone(ferry: Case) -> None:
    scores = measures([judge(ferry, [[key] for chain in _gold(ferry) for key in chain])])
    assert scores["muc_f1"] == 0.0
    assert scores["within_b3_f1"] == 1.0


def test_mentions_are_seen_with_their_sides_and_words(ferry: Case) -> None:
    sank, collided, *_ = mentions(ferry)
    assert sank.trigger == "sink"
    assert stem("ferry") in sank.actor.words
    assert "cargo" in collided.words


def test_the_bounds_of_joining_are_kept(ferry: Case) -> None:
    three = mentions(ferry)[:3]
    keys = [(mention.document, mention.id) for mention in three]
    assert joined(three, [0.9, 0.6, 0.5], 0.5, 0.1) == [sorted(keys)]
    assert joined(three, [0.9, 0.6, 0.0], 0.5, 0.1) == [sorted(keys[:2]), [keys[2]]]
    assert joined(three, [0.4, 0.4, 0.4], 0.5, 0.1) == [[key] for key in keys]


def test_ours_is_better_than_the_same_head_word() -> None:
    topics = cases(_OWN)
    ours, theirs = TASK.answer(), TASK.baselines["same head lemma"]([])
    scores = [
        measures([judge(topic, answer(topic)) for topic in topics])["conll_f1"]
        for answer in (ours, theirs)
    ]
    assert scores[0] > scores[1]
