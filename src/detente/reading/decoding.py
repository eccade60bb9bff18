"""Spans read off classes of pieces: B, I and O, numbered as `scheme` says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Span(NamedTuple):
    """Marked pieces, half-open, and the number of their label."""

    first: int
    last: int
    label: int


def spans(codes: Sequence[int]) -> list[Span]:
    """The spans of one column. An I that goes on from nothing, or from another label, begins.

    >>> spans([0, 1, 2, 0, 4, 4, 1])
    [Span(first=1, last=3, label=0), Span(first=4, last=6, label=1), Span(first=6, last=7, label=0)]
    """
    found: list[Span] = []
    for place, code in enumerate(codes):
        if code <= 0:
            continue
        label = (code - 1) // 2
        if code % 2 == 0 and found and found[-1].last == place and found[-1].label == label:
            found[-1] = found[-1]._replace(last=place + 1)
        else:
            found.append(Span(place, place + 1, label))
    return found
