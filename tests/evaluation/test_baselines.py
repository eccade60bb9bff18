from __future__ import annotations

import sys

import pytest

from detente.evaluation import baselines
from detente.evaluation.core import Baseline, Case, Unavailable

_TRAIN: list[Case] = [
    {"text": "the army attacked the town", "label": "war"},
    {"text": "rebels attacked a village", "label": "war"},
    {"text": "ministers signed the treaty", "label": "peace"},
    {"text": "the treaty of the ministers was signed", "label": "peace"},
    {"text": "guards attacked the camp", "label": "war"},
    {"text": "nobody knows", "label": None},
]


def _label(case: Case) -> str | None:
    label: str | None = case["label"]
    return label


def test_the_majority_is_the_commonest_label() -> None:
    assert baselines.majority(_label)(_TRAIN)({"text": "whatever"}) == "war"


def test_words_seen_with_a_label_speak_for_it() -> None:
    pytest.importorskip("sklearn", reason="an extra")
    answer = baselines.tf_idf(_label)(_TRAIN)
    assert answer({"text": "they attacked at dawn"}) == "war"
    assert answer({"text": "a treaty was signed by ministers"}) == "peace"


@pytest.mark.parametrize("baseline", [baselines.majority(_label), baselines.tf_idf(_label)])
def test_without_training_cases_a_baseline_says_so(baseline: Baseline) -> None:
    with pytest.raises(Unavailable, match="no training cases"):
        baseline([])


def test_without_the_library_a_baseline_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(Unavailable, match=r"detente\[eval\]"):
        baselines.tf_idf(_label)(_TRAIN)
