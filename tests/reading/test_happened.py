from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.reading.happened import blended, status_by

if TYPE_CHECKING:
    from detente.records import Status


@pytest.mark.parametrize(
    ("by_grammar", "by_head", "expected"), [(3.0, -1.0, 0.6), (-1.0, -2.0, -1.6)]
)
def test_the_number_lies_between_that_of_grammar_and_that_of_the_head(
    by_grammar: float, by_head: float, expected: float
) -> None:
    assert blended(by_grammar, by_head) == pytest.approx(expected)


def test_what_is_nearly_certain_is_certain() -> None:
    assert blended(3.0, 2.8) == 3.0


def test_where_grammar_is_silent_the_head_may_deny_or_leave_open() -> None:
    assert status_by("occurred", 2.5) == "occurred"
    assert status_by("occurred", 0.0) == "hypothetical"
    assert status_by("occurred", -2.5) == "did-not-occur"


@pytest.mark.parametrize("status", ["ongoing", "planned", "denied", "did-not-occur", "threatened"])
def test_what_grammar_says_stands(status: Status) -> None:
    assert status_by(status, -3.0) == status_by(status, 3.0) == status
