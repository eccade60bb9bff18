"""Numbers in words and figures."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading import numerals


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0", 0), ("14", 14), ("1,200", 1200), ("1,200,000", 1_200_000), ("seven", 7),
        ("twenty-five", 25), ("twenty five", 25), ("Forty", 40), ("two hundred", 200),
        ("two hundred and six", 206), ("five thousand two hundred", 5200), ("a hundred", 100),
        ("1.5 million", 1_500_000), ("3 thousand", 3000), ("a dozen", 12), ("two dozen", 24),
        ("half a dozen", 6), ("five hundred thousand", 500_000),
    ],
)  # fmt: skip
def test_a_number_is_read_whole(words: str, number: int) -> None:
    match = re.match(numerals.pattern(), words, re.IGNORECASE)
    assert match is not None
    assert match.group() == words
    assert numerals.value(words) == number


@pytest.mark.parametrize("words", ["soldiers", "tens", "", "１４"])
def test_what_is_no_number_has_no_value(words: str) -> None:
    assert not numerals.value(words)


@given(st.integers(0, 10**11))
def test_figures_with_commas_are_their_number(number: int) -> None:
    assert numerals.value(f"{number:,}") == number
