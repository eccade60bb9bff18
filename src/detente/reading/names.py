"""Names and mentions of the trained heads beside those of the rules and the gazetteer.

What each finds is weighed against the other: the head by its probability, the rules by a constant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from detente.reading.heads import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from detente.reading.heads import Answers

TRUST: Final = 0.9
"""What a find of the rules counts against the probability of a head. For names in `conll2003` the
figures are within a hundredth of each other from .7 to .9: a head must be sure to know better than
a gazetteer.
"""
_LEAST: Final = 0.7
"""A mention of a head of a lower probability is a stray piece more often than a mention."""
_HELD: Final = 0.3
"""A phrase of the rules is a mention if its words are to the head at least so probably part of
one: rules do not know what counts as a mention, and take every phrase for a party.
"""
_WORD: Final = re.compile(r"[\w’'-]+")
_LINKING: Final = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "that",
     "the", "to", "with"}
)  # fmt: skip
"""Words that end no mention, and make none."""


def known(start: int, end: int, label: str) -> Found:
    """A find of the rules, to be weighed against those of the heads."""
    return Found(start, end, label, TRUST)


def whole(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """The likely finds of a head, without words at their ends that end nothing, and without those
    that are only such words.
    """
    for each in found:
        words = list(_WORD.finditer(text, each.start, each.end))
        while words and words[-1].group().lower() in _LINKING:
            words.pop()
        if words and each.score >= _LEAST:
            yield each._replace(end=words[-1].end())


def is_held(answers: Answers, layer: str, found: Found) -> bool:
    """Whether a layer of the heads holds a find of the rules possible; labels are its kinds."""
    return answers.odds(layer, found.start, found.end).get(found.label, 0.0) >= _HELD


def apart(found: Iterable[Found]) -> list[Found]:
    """The surest of those that overlap, in the order of the text: names do not nest."""
    return _kept(sorted(found, key=_surest_first), _overlaps)


def outermost(found: Iterable[Found]) -> list[Found]:
    """The longest of those that overlap, in the order of the text."""
    return _kept(sorted(found, key=lambda f: (f.start - f.end, -f.score, f.start)), _overlaps)


def nested(found: Iterable[Found]) -> list[Found]:
    """The surest of those that cross or cover just the same words; one may lie inside another."""
    return _kept(sorted(found, key=_surest_first), _clashes)


def _kept(ordered: Iterable[Found], excludes: Callable[[Found, Found], bool]) -> list[Found]:
    """Of finds in order, those that none before excludes."""
    kept: list[Found] = []
    for each in ordered:
        if not any(excludes(each, other) for other in kept):
            kept.append(each)
    return sorted(kept)


def _surest_first(found: Found) -> tuple[float, int, int]:
    return -found.score, found.start - found.end, found.start


def _overlaps(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _clashes(one: Found, other: Found) -> bool:
    within = other.start <= one.start and one.end <= other.end
    around = one.start <= other.start and other.end <= one.end
    return _overlaps(one, other) and within == around
