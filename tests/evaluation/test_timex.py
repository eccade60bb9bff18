"""Times judged as TempEval-3 judges them, on an example worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from detente.evaluation.core import Counts
from detente.evaluation.timex import TASK, Timex, paired, published

_TEXT = (
    "On Friday morning, two days after May 2020, they met; in June they will again, he says now."
)
_GOLD = [
    Timex(3, 17, "TIME", "2020-05-15TMO"),
    Timex(19, 27, "DURATION", "P2D"),
    Timex(34, 42, "DATE", "2020-05"),
    Timex(57, 61, "DATE", "2020-06"),
]


def _case(gold: list[Timex] = _GOLD) -> dict[str, Any]:
    return {
        "id": "1",
        "text": _TEXT,
        "dct": "2020-05-20",
        "timexes": [t._asdict() for t in gold],
    }


def test_the_four_scores_are_those_of_the_published_scorer() -> None:
    # Of four wanted and four proposed, one has the same extent, three are found, of which two
    # have the right type and two the right value: attributes count for those found, over all.
    answer = [
        Timex(3, 9, "DATE", "2020-05-15"),
        Timex(15, 27, "DURATION", "P2D"),
        Timex(34, 42, "DATE", "2020-05"),
        Timex(87, 90, "DATE", "PRESENT_REF"),
    ]
    found = TASK.measures([TASK.judge(_case(), answer)])
    assert found["strict_f1"] == pytest.approx(1 / 4)
    assert found["relaxed_f1"] == pytest.approx(3 / 4)
    assert found["type_f1"] == pytest.approx(2 / 4)
    assert found["value_f1"] == pytest.approx(2 / 4)


def test_attributes_are_divided_by_all_proposed_and_all_wanted() -> None:
    found = TASK.measures([TASK.judge(_case(), [_GOLD[2], Timex(87, 90, "DATE", "PRESENT_REF")])])
    assert found["value_precision"] == pytest.approx(1 / 2)
    assert found["value_recall"] == pytest.approx(1 / 4)
    assert found["value_f1"] == pytest.approx(2 * 1 / (2 + 4))


def test_a_right_value_elsewhere_counts_for_nothing() -> None:
    judged = TASK.judge(_case(), [Timex(87, 90, "DATE", "2020-06")])
    assert TASK.measures([judged])["value_f1"] == 0.0


def test_an_expression_is_paired_once_with_the_one_that_overlaps_most() -> None:
    ours = [Timex(0, 5, "DATE", "A"), Timex(3, 17, "DATE", "B")]
    gold = [Timex(3, 17, "DATE", "B"), Timex(15, 20, "DATE", "C")]
    assert list(paired(gold, ours)) == [(gold[0], ours[1])]


def test_a_pair_counts_for_the_type_of_the_gold() -> None:
    judged = TASK.judge(_case(_GOLD[:1]), [Timex(3, 9, "DATE", "2020-05-15")])
    assert judged.counts["relaxed"] == {"TIME": Counts(1, 1, 1)}
    assert judged.counts["type"] == {"TIME": Counts(0, 1, 1)}


@pytest.mark.parametrize(
    ("dct", "day"),
    [("1998-02-13T14:35:00", "1998-02-13"), ("2013-03", "2013-03"), ("", None), (None, None)],
)
def test_the_publication_date_is_given_without_its_hour(dct: str | None, day: str | None) -> None:
    assert published({"dct": dct}) == day


def test_our_reading_answers_in_the_notation_of_timex() -> None:
    case = {"text": "They met on Friday and stayed for two days.", "dct": "2020-05-20"}
    assert TASK.answer()(case) == [
        Timex(12, 18, "DATE", "2020-05-15"),
        Timex(34, 42, "DURATION", "P2D"),
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:dateparser.*")
def test_the_baseline_is_dateparser_as_precise_as_it_says_it_is() -> None:
    pytest.importorskip("dateparser")
    find = TASK.baselines["dateparser"]([])
    found = find({"text": "They met in March 2019 and again yesterday.", "dct": "2020-05-20"})
    assert {t.value for t in found} == {"2019-03", "2020-05-19"}
