"""Names and mentions of the trained heads beside those of the rules and the gazetteer.

What each finds is weighed against the other: the head by its probability, the rules by a constant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from detente.reading.heads import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

TRUST: Final = 0.7
"""What a find of the rules counts against the probability of a head. For names in `conll2003` the
figures are within a hundredth of each other from .6 to .8; below, heads unsure of a name win over
a gazetteer that knows it.
"""


def known(start: int, end: int, label: str) -> Found:
    """A find of the rules, to be weighed against those of the heads."""
    return Found(start, end, label, TRUST)


def apart(found: Iterable[Found]) -> list[Found]:
    """The surest of those that overlap, in the order of the text: names do not nest."""
    kept: list[Found] = []
    for each in sorted(found, key=_surest_first):
        if not any(each.start < k.end and k.start < each.end for k in kept):
            kept.append(each)
    return sorted(kept)


def nested(found: Iterable[Found]) -> list[Found]:
    """The surest of those that cross or cover just the same words; one may lie inside another."""
    kept: list[Found] = []
    for each in sorted(found, key=_surest_first):
        if not any(_clashes(each, k) for k in kept):
            kept.append(each)
    return sorted(kept)


def _surest_first(found: Found) -> tuple[float, int, int]:
    return -found.score, found.start - found.end, found.start


def _clashes(one: Found, other: Found) -> bool:
    if one.end <= other.start or other.end <= one.start:
        return False
    within = other.start <= one.start and one.end <= other.end
    around = one.start <= other.start and other.end <= one.end
    return within == around
