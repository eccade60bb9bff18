from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.evaluation.core import (
    Counts,
    Judgement,
    agreement,
    bootstrap,
    by_label,
    counts_of,
    label_counts,
    macro_f1,
    mean_error,
    micro,
    pearson,
    prf,
)


def _judged(*counts: dict[str, Counts]) -> list[Judgement]:
    return [Judgement(str(n), "", None, None, {"type": c}) for n, c in enumerate(counts)]


def _paired(*pairs: tuple[float, float]) -> list[Judgement]:
    return [Judgement(str(n), "", None, None, values={"v": [p]}) for n, p in enumerate(pairs)]


def test_precision_recall_and_f1_follow_from_counts() -> None:
    counts = Counts(right=2, proposed=4, wanted=5)
    assert (counts.precision, counts.recall) == (0.5, 0.4)
    assert round(counts.f1, 6) == round(2 * 0.5 * 0.4 / 0.9, 6)


def test_nothing_proposed_and_nothing_wanted_is_nought() -> None:
    assert (Counts().precision, Counts().recall, Counts().f1) == (0.0, 0.0, 0.0)


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_f1_is_the_same_with_gold_and_answer_exchanged(one: set[int], other: set[int]) -> None:
    there, back = counts_of(one, other), counts_of(other, one)
    assert there.f1 == back.f1
    assert there.precision == back.recall


def test_labels_are_counted_each_for_itself() -> None:
    assert label_counts(["A", "B"], ["B", "C"]) == {
        "A": Counts(0, 0, 1),
        "B": Counts(1, 1, 1),
        "C": Counts(0, 1, 0),
    }


def test_micro_adds_all_labels_and_macro_averages_them() -> None:
    judged = _judged({"A": Counts(3, 3, 3)}, {"B": Counts(0, 1, 1), "A": Counts(1, 1, 1)})
    assert micro(judged, "type") == Counts(4, 5, 5)
    assert by_label(judged, "type") == {"A": Counts(4, 4, 4), "B": Counts(0, 1, 1)}
    assert macro_f1(judged, "type") == 0.5
    assert prf(judged, "type") == {
        "type_precision": 0.8,
        "type_recall": 0.8,
        "type_f1": 0.8,
    }


def test_agreement_is_the_share_of_equal_pairs() -> None:
    assert agreement(_paired((1.0, 1.0), (1.0, 0.0), (1.0, 0.0), (1.0, 1.0)), "v") == 0.5


def test_mean_error_is_the_mean_absolute_difference() -> None:
    assert mean_error(_paired((3.0, 1.0), (-1.0, 0.0)), "v") == 1.5


def test_pearson_of_a_line_is_one_and_of_a_constant_nought() -> None:
    assert round(pearson(_paired((1, 2), (2, 4), (3, 6)), "v"), 9) == 1
    assert round(pearson(_paired((1, 6), (2, 4), (3, 2)), "v"), 9) == -1
    assert pearson(_paired((1, 2), (2, 2)), "v") == 0.0


def _accuracy(judged: object) -> dict[str, float]:
    assert isinstance(judged, list)
    return {"accuracy": agreement(judged, "v")}


def test_the_same_seed_gives_the_same_interval() -> None:
    judged = _paired(*[(1.0, float(n % 3 > 0)) for n in range(60)])
    first = bootstrap(judged, _accuracy, seed=1)
    assert first == bootstrap(judged, _accuracy, seed=1)
    assert first != bootstrap(judged, _accuracy, seed=2)


def test_the_interval_holds_the_value_and_is_a_point_where_all_is_right() -> None:
    judged = _paired(*[(1.0, float(n % 3 > 0)) for n in range(60)])
    low, high = bootstrap(judged, _accuracy)["accuracy"]
    assert low < 2 / 3 < high
    assert bootstrap(_paired((1, 1), (1, 1)), _accuracy) == {"accuracy": (1.0, 1.0)}


def test_no_cases_have_no_interval() -> None:
    assert bootstrap([], _accuracy) == {}
