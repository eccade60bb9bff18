"""Factuality judged on cases worked out by hand."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from detente.evaluation.core import Counts
from detente.evaluation.factuality import TASK, Answer, outcome_of, value_of
from detente.records import Status

_TEXT = "Troops left, but the envoy did not resign and may yet return."


def _case(*marks: tuple[str, float], text: str = _TEXT) -> dict[str, Any]:
    found = [
        {"start": text.index(word), "end": text.index(word) + len(word), "value": value}
        for word, value in marks
    ]
    return {"id": "1", "text": text, "factuality": found}


def test_error_correlation_and_accuracy_are_over_all_marked_words() -> None:
    case = _case(("left", 3.0), ("resign", -3.0), ("return", 0.0))
    answer = [Answer(3.0, "did"), Answer(-2.0, "did not"), Answer(2.0, "did")]
    found = TASK.measures([TASK.judge(case, answer)])
    assert found["value_mae"] == pytest.approx(1.0)
    assert found["pearson"] == pytest.approx(15 / (18 * 14) ** 0.5)
    assert found["outcome_accuracy"] == pytest.approx(2 / 3)
    assert found["did_f1"] == pytest.approx(2 / 3)


def test_outcomes_are_counted_by_label() -> None:
    judged = TASK.judge(_case(("left", 3.0), ("return", 2.0)), [Answer(3.0, "did")] * 2)
    assert judged.counts["outcome"] == {"did": Counts(2, 2, 2)}


@pytest.mark.parametrize(
    ("value", "outcome"),
    [(3.0, "did"), (1.6, "did"), (1.5, "open"), (0.0, "open"), (-1.5, "open"), (-1.6, "did not")],
)
def test_a_value_is_the_outcome_it_lies_nearest_to(value: float, outcome: str) -> None:
    assert outcome_of(value) == outcome


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_has_a_value_on_the_scale(status: Status) -> None:
    assert all(-3.0 <= value_of(status, hedged=hedged) <= 3.0 for hedged in (True, False))


def test_our_reading_gives_marked_words_the_status_of_their_grammar() -> None:
    found = TASK.answer()(_case(("left", 3.0), ("resign", -3.0), ("return", 0.0)))
    assert [a.outcome for a in found] == ["did", "did not", "open"]
    assert found[0].value > found[2].value > found[1].value


def test_a_hedge_that_governs_a_word_is_counted_in() -> None:
    hedged, plain = (
        TASK.answer()(_case(("leave", 2.0), text=text))[0].value
        for text in ("Troops will probably leave.", "Troops will leave.")
    )
    assert hedged < plain


def test_a_mark_within_a_token_takes_the_token() -> None:
    case = _case(("shell", 3.0), text="Guns shelled the town.")
    (found,) = TASK.answer()(case)
    assert found.status == "occurred"


def test_the_baseline_holds_that_everything_happened() -> None:
    answer = TASK.baselines["all certain"]([])
    assert answer(_case(("left", 3.0), ("resign", -3.0))) == [Answer(3.0, "did")] * 2
