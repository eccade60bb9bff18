"""Fitting what makes one of several places of a name the likelier."""

from __future__ import annotations

import numpy as np
import pytest

from training.toponyms import Choice, fitted


def choice(*places: tuple[float, float, bool]) -> Choice:
    """A name: of each place two features, and whether it is right."""
    return Choice(
        np.array([[a, b] for a, b, _ in places]), np.array([right for *_, right in places])
    )


def test_what_the_right_places_have_more_of_has_weight() -> None:
    seen = [choice((1, 0, True), (0, 0, False)), choice((1, 1, True), (0, 1, False))]
    telling, silent = fitted(seen)
    assert telling > 0.5
    assert silent == pytest.approx(0)


def test_several_places_may_be_right() -> None:
    seen = [choice((2, 0, True), (1, 0, True), (0, 0, False))] * 5
    assert fitted(seen)[0] > 0
