"""Stretches of words read off gains: how much speaks for each word's being part, or against."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def runs(gains: Sequence[float], costs: Sequence[float]) -> list[tuple[int, int]]:
    """The stretches, half-open, that gain most together.

    Args:
        gains: Of each word, below 0 where it is rather no part.
        costs: What it costs for a stretch to begin or to end right before each word; so a stretch
            is not broken by a word or two of doubt, and none is made of one.

    >>> runs([-1, 2, 2, -0.5, 2, -3, 0.5], [1] * 7)
    [(1, 5)]
    """
    outside, inside = 0.0, float("-inf")
    steps: list[tuple[bool, bool]] = []
    for gain, cost in zip(gains, costs, strict=True):
        opens, closes = outside - cost > inside, inside - cost > outside
        steps.append((opens, closes))
        outside, inside = (
            inside - cost if closes else outside,
            (outside - cost if opens else inside) + gain,
        )
    found: list[tuple[int, int]] = []
    within = inside > outside
    end = len(steps)
    for at in range(len(steps) - 1, -1, -1):
        opens, closes = steps[at]
        if within and opens:
            found.append((at, end))
            within = False
        elif not within and closes:
            end, within = at, True
    return found[::-1]


def best(gains: Sequence[float]) -> tuple[int, int] | None:
    """The one stretch, half-open, that gains most; None if none gains.

    >>> best([1, -2, 3, -1, 2])
    (2, 5)
    """
    found: tuple[int, int] | None = None
    most = total = 0.0
    start = 0
    for at, gain in enumerate(gains):
        if total <= 0:
            start, total = at, 0.0
        total += gain
        if total > most:
            most, found = total, (start, at + 1)
    return found
