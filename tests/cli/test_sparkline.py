from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.cli.sparkline import gathered, sparkline

numbers = st.lists(st.floats(0, 1e6), min_size=1, max_size=200)


def test_the_largest_is_a_full_block_and_nothing_is_a_dot() -> None:
    assert sparkline([0, 1, 4, 8], width=4) == "·▁▄█"


def test_lines_of_one_scale_can_be_compared() -> None:
    assert sparkline([4], width=9, most=8) == "▄"


def test_the_least_something_is_not_nothing() -> None:
    assert sparkline([1e-9, 1e6], width=9) == "▁█"


@given(numbers, st.integers(1, 80))
def test_no_line_is_wider_than_it_may_be(values: list[float], width: int) -> None:
    assert len(sparkline(values, width=width)) <= width


@given(st.lists(st.integers(0, 1000), max_size=200), st.integers(1, 80))
def test_sums_lose_nothing(values: list[float], width: int) -> None:
    assert sum(gathered(values, width)) == sum(values)
