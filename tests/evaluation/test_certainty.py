"""Certainty judged on cases worked out by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest

from detente.errors import UsageError
from detente.evaluation import certainty
from detente.evaluation.certainty import TASK, Answer
from detente.evaluation.core import Counts
from detente.records import Level

if TYPE_CHECKING:
    from pathlib import Path


def test_hedged_sentences_are_counted() -> None:
    cases = [{"id": str(n), "text": "", "uncertain": value} for n, value in enumerate((1, 1, 0))]
    answers = [Answer(hedged=True), Answer(hedged=False), Answer(hedged=True)]
    judged = [TASK.judge(c, a) for c, a in zip(cases, answers, strict=True)]
    assert TASK.measures(judged) == {
        "hedged_precision": 0.5, "hedged_recall": 0.5, "hedged_f1": 0.5,
    }  # fmt: skip
    assert [j.loss for j in judged] == [0, 1, 1]


def test_uncertain_probability_is_the_hedge_and_the_rating_a_number() -> None:
    aspects = {"Probability": "Uncertain"}
    case = {"id": "1", "text": "", "certainty_1to6": 2.5, "aspects": aspects}
    judged = TASK.judge(case, Answer(hedged=True, rating=3.5))
    assert judged.counts["hedged"] == {"hedged": Counts(1, 1, 1)}
    assert TASK.measures([judged])["rating_mae"] == 1.0


def test_a_case_without_aspects_has_only_a_rating() -> None:
    case = {"id": "1", "text": "", "certainty_1to6": 2.5, "aspects": None}
    judged = TASK.judge(case, Answer(hedged=True, rating=2.5))
    assert set(TASK.measures([judged])) == {"rating_mae", "rating_pearson"}


def test_the_middle_of_a_range_is_compared_with_what_people_read() -> None:
    cases = [{"id": p, "text": p, "midpoint": m} for p, m in (("Likely", 70), ("We Reckon", 60))]
    judged = [TASK.judge(case, TASK.answer()(case)) for case in cases]
    found = TASK.measures(judged)
    assert found["midpoint_mae"] == pytest.approx(70 - (55 + 80) / 2)
    assert found["midpoint_known"] == 0.5


def test_a_level_is_right_or_wrong() -> None:
    texts = {"It was probably a drone.": "likely", "It was a drone.": "unlikely"}
    cases = [{"id": t, "text": t, "level": level} for t, level in texts.items()]
    judged = [TASK.judge(case, TASK.answer()(case)) for case in cases]
    assert TASK.measures(judged) == {"level_accuracy": 0.5}


def test_the_survey_is_read_as_phrases(tmp_path: Path) -> None:
    path = tmp_path / "survey.json"
    path.write_text(json.dumps([{"phrase": "Likely", "median": 70.0, "mean": 72.0}]))
    assert TASK.cases(path) == [{"id": "survey.json#1", "text": "Likely", "midpoint": 70.0}]


def test_a_survey_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "survey.json"
    path.write_text('[{"word": "Likely"}]')
    with pytest.raises(UsageError, match="D305"):
        TASK.cases(path)


def test_a_tenth_of_the_training_set_is_drawn_the_same_each_time(tmp_path: Path) -> None:
    path = tmp_path / "conll2010_wiki_hedge" / "train.jsonl"
    path.parent.mkdir()
    path.write_text("".join(json.dumps({"id": n}) + "\n" for n in range(50)))
    drawn = TASK.cases(path)
    assert len(drawn) == 5
    assert TASK.cases(path) == drawn


def test_every_level_has_a_rating() -> None:
    assert set(certainty._ratings()) == set(get_args(Level))


def test_our_reading_tells_a_hedge_from_a_plain_statement() -> None:
    hedged = TASK.answer()({"text": "The raid may have been an accident."})
    plain = TASK.answer()({"text": "The raid killed four."})
    assert (hedged.hedged, plain.hedged) == (True, False)
    assert hedged.rating < plain.rating


def test_a_constant_gives_the_mean_rating_and_even_odds() -> None:
    training: list[dict[str, Any]] = [{"certainty_1to6": r} for r in (2.0, 5.0, None)]
    assert TASK.baselines["all hedged"](training)({}) == Answer(
        hedged=True, rating=3.5, midpoint=50.0
    )


def test_the_classifier_learns_from_cases_that_have_a_label() -> None:
    pytest.importorskip("sklearn")
    training: list[dict[str, Any]] = [
        {"text": f"{word} {n}", "aspects": {"Probability": aspect}}
        for word, aspect in (("perhaps so", "Uncertain"), ("it is", "Certain"))
        for n in range(4)
    ]
    answer = TASK.baselines["tf-idf"]([*training, {"text": "unknown", "aspects": None}])
    assert answer({"text": "perhaps so"}) == Answer(hedged=True)
