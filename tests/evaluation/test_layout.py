from __future__ import annotations

import pytest

from detente.evaluation import layout
from detente.evaluation.core import Counts
from detente.evaluation.runs import Score

_OURS = Score(
    task="pairs",
    gold="plover_pairs/dev.jsonl",
    system="detente",
    kind="ours",
    cases=1200,
    measures={"accuracy": 0.5, "macro_f1": 0.25},
    intervals={"macro_f1": (0.2, 0.3)},
    labels={"type": {"AID": Counts(1, 2, 4), "COERCE": Counts()}},
)
_BASELINE = Score("pairs", _OURS.gold, "majority", "baseline", measures={"macro_f1": 0.1})
_ABSENT = Score("pairs", _OURS.gold, "tf-idf", "baseline", note="needs scikit-learn")


def test_the_main_measure_stands_first_with_its_interval() -> None:
    sheet = layout.sheet([_OURS, _BASELINE])
    assert sheet.title == "pairs · plover_pairs/dev.jsonl · 1,200 cases"
    assert sheet.measures.header[:4] == ["measure", "detente", "95 %", "majority"]
    assert sheet.measures.rows[0][:4] == ["macro_f1", ".250", ".200–.300", ".100"]
    assert sheet.measures.rows[1][:4] == ["accuracy", ".500", "–", "–"]


def test_peers_stand_beside_with_a_star_and_a_note() -> None:
    sheet = layout.sheet([_OURS])
    assert sheet.measures.header[3:] == ["ZSP (flat)*", "ZSP (tree)*"]
    assert sheet.measures.rows[0][3:] == [".780", ".820"]
    assert sheet.notes[0].startswith("ZSP (flat)*, ZSP (tree)*: ")


def test_a_baseline_that_did_not_run_is_a_note() -> None:
    sheet = layout.sheet([_OURS, _ABSENT])
    assert "tf-idf" not in sheet.measures.header
    assert sheet.notes[0] == "tf-idf did not run: needs scikit-learn"


def test_peers_are_not_set_beside_our_own_sentences() -> None:
    ours = Score("pairs", "own/pairs.jsonl", "detente", "ours", measures={"macro_f1": 1.0})
    assert layout.sheet([ours]).measures.header == ["measure", "detente", "95 %"]


def test_labels_have_a_row_each() -> None:
    grid = layout.sheet([_OURS]).labels["type"]
    assert grid.rows[0] == ["AID", ".500", ".250", ".333", "1", "2", "4"]


def test_scores_of_one_file_share_a_sheet() -> None:
    other = Score("pairs", "own/pairs.jsonl", "detente", "ours", measures={"macro_f1": 1.0})
    assert len(list(layout.sheets([_OURS, _BASELINE, other]))) == 2


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.5, ".500"), (-0.25, "-.250"), (1.0, "1.000"), (0.0, ".000"), (None, "–")],
)
def test_numbers_lose_the_naught_of_a_share(value: float | None, words: str) -> None:
    assert layout.number(value) == words
