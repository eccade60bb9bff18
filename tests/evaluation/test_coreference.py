from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.assignment import assigned, best_total
from detente.evaluation.chains import b_cubed, ceaf_e, distinct, muc
from detente.evaluation.coreference import TASK, judge, measures

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.evaluation.chains import Score

KEY = "a bc def"

# The published examples of the reference scorer (conll/reference-coreference-scorers, test cases
# A to L; B and upper-case letters of its text are other mentions): recall and precision.
MUC = [
    (KEY, "a bc def", 1, 1),
    (KEY, "a de", 1 / 3, 1),
    (KEY, "a bcx defy z", 1, 3 / 5),
    (KEY, "a bcx dy z", 1 / 3, 1 / 3),
    (KEY, "a bcxB dy z", 1 / 3, 1 / 4),
    (KEY, "a bcx dy Bz", 1 / 3, 1 / 4),
    (KEY, "a bcx dy bz", 1 / 3, 1 / 3),
    (KEY, "a b c d e f", 0, 0),
    (KEY, "abcdef", 1, 3 / 5),
    (KEY, "a x y c d e z", 0, 0),
    (KEY, "axycdez", 1 / 3, 1 / 6),
    ("12345 67 89ABC", "12345 6789ABC", 1, 9 / 10),
    ("12345 67 89ABC", "1234589ABC 67", 1, 9 / 10),
    ("ABCD", "AB CD", 2 / 3, 1),
    ("AB CD", "ABCD", 1, 2 / 3),
    ("ABC", "AC", 1 / 2, 1),
    ("BCDEGHJ", "ABC DEF GHI", 3 / 6, 3 / 6),
    ("ABC DEFG", "AB CD FGH", 2 / 5, 2 / 4),
]
B_CUBED = [
    (KEY, "a bc def", 1, 1),
    (KEY, "a de", 7 / 18, 1),
    (KEY, "a bcx defy z", 1, 55 / 108),
    (KEY, "a bcx dy z", 5 / 9, 17 / 42),
    (KEY, "a bcxB dy z", 5 / 9, 5 / 16),
    (KEY, "a bcx dy Bz", 5 / 9, 17 / 48),
    (KEY, "a bcx dy bz", 5 / 9, 17 / 42),
    (KEY, "a b c d e f", 3 / 6, 1),
    (KEY, "abcdef", 1, 7 / 18),
    (KEY, "a x y c d e z", 13 / 36, 4 / 7),
    (KEY, "axycdez", 17 / 36, 6 / 49),
    ("12345 67 89ABC", "12345 6789ABC", 1, 16 / 21),
    ("12345 67 89ABC", "1234589ABC 67", 1, 7 / 12),
]
CEAF_E = [
    (KEY, "a bc def", 1, 1),
    (KEY, "a de", 0.6, 0.9),
    (KEY, "a bcx defy z", 0.88571, 0.66429),
    (KEY, "a bcx dy z", 0.73333, 0.55),
    (KEY, "a bcxB dy z", 0.68889, 0.51667),
    (KEY, "a bcx dy Bz", 0.73333, 0.55),
    (KEY, "a bcx dy bz", 0.73333, 0.55),
]
EXAMPLES = [
    *((muc, *row) for row in MUC),
    *((b_cubed, *row) for row in B_CUBED),
    *((ceaf_e, *row) for row in CEAF_E),
]


@pytest.mark.parametrize(("metric", "key", "answer", "recall", "precision"), EXAMPLES)
def test_the_score_is_the_reference_scorers(
    metric: Callable[..., Score], key: str, answer: str, recall: float, precision: float
) -> None:
    score = metric(distinct(key.split()), distinct(answer.split()))
    assert score.recall == pytest.approx(recall, abs=5e-6)
    assert score.precision == pytest.approx(precision, abs=5e-6)


def test_a_mention_said_twice_counts_where_it_stands_first() -> None:
    assert distinct(["ab", "bc", "b"]) == [frozenset("ab"), frozenset("c")]


def test_nothing_wanted_and_nothing_proposed_scores_nothing() -> None:
    assert (muc([], []).f1, b_cubed([], []).f1, ceaf_e([], []).f1) == (0, 0, 0)


_weights = st.lists(st.lists(st.integers(0, 20), min_size=5, max_size=5), min_size=1, max_size=5)


@given(_weights)
def test_an_assignment_is_the_best_of_all(costs: list[list[int]]) -> None:
    def total(columns: tuple[int, ...] | list[int]) -> int:
        return sum(row[column] for row, column in zip(costs, columns, strict=True))

    found = assigned(costs)
    assert len(set(found)) == len(costs)
    assert total(found) == min(map(total, permutations(range(5), len(costs))))


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(0, 20)))
def test_pairs_left_out_are_worth_nothing(weights: dict[tuple[int, int], float]) -> None:
    best = max(
        sum(weights.get(pair, 0) for pair in enumerate(columns))
        for columns in permutations(range(5))
    )
    assert best_total(weights) == pytest.approx(best)


def _case() -> dict[str, object]:
    text = "Iran's army said it fired. The army denied more. Iraq and its police watched."
    return {"id": "c", "text": text, "coref": [[[0, 11], [17, 19], [27, 35]], [[49, 53], [58, 61]]]}


def test_the_gold_itself_scores_one() -> None:
    case = _case()
    scores = measures([judge(case, case["coref"])])  # type: ignore[arg-type]
    assert scores["conll_f1"] == scores["shared_conll_f1"] == scores["mention_f1"] == 1.0


def test_documents_are_added_up_before_they_are_divided() -> None:
    case = _case()
    full, empty = judge(case, case["coref"]), judge(case, [])  # type: ignore[arg-type]
    scores = measures([full, empty])
    assert (scores["muc_recall"], scores["muc_precision"]) == (0.5, 1.0)
    assert scores["conll_f1"] == pytest.approx(2 / 3)


def test_linking_alone_is_scored_on_the_mentions_both_have() -> None:
    case = _case()
    scores = measures([judge(case, [[[0, 11], [17, 19]], [[62, 68], [69, 76]]])])
    assert scores["shared_conll_f1"] == 1.0
    assert scores["mention_f1"] == pytest.approx(2 * 2 / (4 + 5))


def test_a_possessive_ending_is_no_part_of_a_mention() -> None:
    case = {"id": "c", "text": "Iran's navy, its pride", "coref": [[[0, 6], [13, 16]]]}
    assert measures([judge(case, [[[0, 4], [13, 16]]])])["conll_f1"] == 1.0


def test_ours_and_the_baseline_answer_in_spans_of_the_text() -> None:
    case = _case()
    for answerer in (TASK.answer(), *(make([]) for make in TASK.baselines.values())):
        chains = answerer(case)
        assert all(0 <= s < e <= len(str(case["text"])) for chain in chains for s, e in chain)
