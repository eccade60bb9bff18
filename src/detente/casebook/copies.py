"""When two texts are one story: printed again, cut, under another headline.

A text is its words: small letters and figures, without punctuation, so that neither line breaks nor
house style tell two printings apart. Four words in a row are a shingle. Of two printings of one
story the shorter has most of its shingles from the longer, however much was cut; two stories of one
event share a few of a hundred. What was changed and not only cut is read for itself: a text that
puts another number where the other has one ("killed 3" for "killed 2") is no copy.

Broder, "On the resemblance and containment of documents" (1997), has shingles, containment and
signatures by least hashes.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import rensa

from detente import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Signature = NDArray[np.uint32]
    """The least hash of a text's shingles under each of `HASHES` hash functions."""

HASHES: Final = 128
_SEED: Final = 1997
_SHINGLE: Final = 4
_SHARED: Final = 0.7
"""Of the shorter text's shingles: copies of wire stories in our examples share 0.9, the next pair
of documents 0.06."""
_SHORTEST: Final = 0.25
"""Length of a cut copy as a share of the whole; what is shorter is a story of its own."""
_UNEVEN: Final = 2.0
"""By how much the lengths of two texts in characters may differ from those in shingles."""
_FEWEST: Final = 24
"""Texts with fewer shingles are copies only if all their words are the same."""
_MOST: Final = 150_000
"""What stands after so many characters of a very long text is not compared."""
_FEWEST_IN_LINE: Final = 8
"""Shorter lines are furniture: when it was posted, a page's number."""
STORIES: Final = 256
"""So many stories are kept at hand."""
_SIGNATURES: Final = 1_024
"""A text is signed when it comes and when it is kept: in a batch some hundred texts later."""
_MARKS: Final = re.compile(r"(?:[^\w\s]|_)+")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_MONTH: Final = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?"
)


@dataclass(frozen=True)
class Story:
    """A text as it is compared.

    Attributes:
        lines: The words of each line, plain.
        shingles: Every four words in a row.
    """

    lines: tuple[tuple[str, ...], ...]
    shingles: frozenset[tuple[str, ...]]

    @classmethod
    def of(cls, text: str) -> Story:
        """The story that a canonical text tells."""
        lines = tuple(_words(line) for line in text.casefold().splitlines())
        return cls(lines, frozenset(_shingles(tuple(chain.from_iterable(lines)))))

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in order."""
        return tuple(chain.from_iterable(self.lines))

    @cached_property
    def figures(self) -> dict[tuple[str, ...], frozenset[str]]:
        """The numbers it states, by the two words before each and by the two after it.

        Asked only of stories of which most is the same, which few are.
        """
        return _figures(self.lines)

    def same(self, other: Story) -> bool:
        """Whether the two are one story, whole or cut.

        >>> first = Story.of("Rockets hit the base on Friday.")
        >>> first.same(Story.of("Rockets hit the base on Monday."))
        False
        """
        shorter, longer = sorted((self, other), key=lambda story: len(story.shingles))
        least = len(shorter.shingles)
        if least < _FEWEST:
            return shorter.words == longer.words
        if least < _SHORTEST * len(longer.shingles):
            return False
        shared = len(shorter.shingles & longer.shingles)
        return shared >= _SHARED * least and not _differ(shorter.figures, longer.figures)


def story(text: str) -> Story:
    """The story that a canonical text tells; the last few hundred are kept at hand."""
    return _told(text[:_MOST])


@lru_cache(STORIES)
def _told(text: str) -> Story:
    return Story.of(text)


def signature(text: str) -> Signature:
    """The signature of a text: the share of equal places in two estimates that of shared shingles.

    Texts too short for a shingle are taken as one.
    """
    return _signed(text[:_MOST])


@lru_cache(_SIGNATURES)
def _signed(text: str) -> Signature:
    told = _told(text)
    hashes = rensa.RMinHash(HASHES, _SEED)
    hashes.update([" ".join(each) for each in told.shingles] or [" ".join(told.words)])
    return np.array(hashes.digest(), dtype=np.uint32)


def likeness_asked(characters: int, others: NDArray[np.int64]) -> NDArray[np.float64]:
    """The least share of equal places in the signatures of two copies, from their lengths.

    It lies well below what copies of these lengths have, since a signature only estimates. Of texts
    whose lengths are too far apart for copies it is more than any share.

    Args:
        characters: Of one text.
        others: Of each of those it is held against.
    """
    one, other = max(characters, 1), np.maximum(others, 1)
    longer: NDArray[np.float64] = np.maximum(one, other) / np.minimum(one, other)
    asked: NDArray[np.float64] = 0.5 * _SHARED / (1 + longer - _SHARED)
    return np.where(longer <= _UNEVEN / _SHORTEST, asked, np.inf)


def packed(signed: Signature) -> str:
    """A signature as a column of text holds it: base64 of little-endian 32-bit numbers."""
    return b64encode(signed.astype("<u4").tobytes()).decode("ascii")


def unpacked(kept: str) -> Signature:
    """The signature that `packed` made text of."""
    return np.frombuffer(b64decode(kept), dtype="<u4").astype(np.uint32)


def _words(line: str) -> tuple[str, ...]:
    return tuple(_MARKS.sub("", line).split())


def _shingles(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(words[start:] for start in range(_SHINGLE)), strict=False)


def _figures(lines: Iterable[Sequence[str]]) -> dict[tuple[str, ...], frozenset[str]]:
    """The numbers of running text by their neighbours, but for years and days of a month."""
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for words in lines:
        if len(words) < _FEWEST_IN_LINE:
            continue
        numbers = [(at, value) for at, word in enumerate(words) if (value := _number(word))]
        for at, value in numbers:
            beside = (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2])
            if _YEAR.fullmatch(value) or any(map(_MONTH.fullmatch, beside)):
                continue
            for frame in (("before", *words[max(at - 2, 0) : at]), tuple(words[at + 1 : at + 3])):
                if len(frame) > 1:
                    found[frame].add(value)
    return {frame: frozenset(values) for frame, values in found.items()}


def _differ(
    shorter: dict[tuple[str, ...], frozenset[str]], longer: dict[tuple[str, ...], frozenset[str]]
) -> bool:
    """Whether a number of the shorter text stands where the longer one has only others."""
    return any(values - longer.get(frame, values) for frame, values in shorter.items())


def _number(word: str) -> str | None:
    """The value of a figure or number word as digits, or the figure as it stands."""
    return word if word[0].isdigit() else _numerals().get(word)


@cache
def _numerals() -> dict[str, str]:
    return {row["word"]: row["value"] for row in tables.rows("detente.reading", "numerals")}
