"""Which of many texts may be copies of one: an index over their signatures.

Signatures are cut into bands of two hashes; texts that agree in a band are looked at (locality-
sensitive hashing: Broder 1997; Gionis, Indyk and Motwani, "Similarity search in high dimensions via
hashing", 1999). With 64 bands a pair that shares three shingles of ten is found with a
probability of 0.998, one that shares two of ten with 0.93. Which pairs are found depends on the two
texts alone.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.casebook.copies import HASHES, likeness_asked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.casebook.copies import Signature

    Keys = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

_BANDS: Final = HASHES // 2
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio: spreads numbers over all bits (Knuth)."""
_FRESH: Final = 1_024
"""So many signatures gather before they are sorted."""


class Lookalikes:
    """Signatures by number, counted from 0 in the order in which they were added.

    Bands lie in sorted arrays, each about twice as large as the next, so that a signature takes
    some 1.5 kB and adding costs little more than sorting.
    """

    def __init__(self) -> None:
        self._signatures = np.zeros((_FRESH, HASHES), dtype=np.uint32)
        self._characters = np.zeros(_FRESH, dtype=np.int64)
        self._count = 0
        self._fresh: defaultdict[int, list[int]] = defaultdict(list)
        self._sorted: list[tuple[Keys, Numbers]] = []
        self._unsorted: list[Keys] = []

    def add(self, signed: Signature, characters: int) -> int:
        """Take in the signature of a text of so many characters; its number."""
        if self._count == len(self._signatures):
            more = np.zeros_like(self._signatures)
            self._signatures = np.concatenate((self._signatures, more))
            self._characters = np.concatenate((self._characters, np.zeros_like(self._characters)))
        number = self._count
        self._signatures[number], self._characters[number] = signed, characters
        self._count += 1
        keys = _bands(signed)
        self._unsorted.append(keys)
        for key in keys.tolist():
            self._fresh[key].append(number)
        if len(self._unsorted) == _FRESH:
            self._sort()
        return number

    def signature(self, number: int) -> Signature:
        """The signature of a number."""
        signed: Signature = self._signatures[number]
        return signed

    def like(self, signed: Signature, characters: int) -> list[int]:
        """The numbers of signatures as like one as those of copies are, given their lengths."""
        near = self._near(_bands(signed))
        shares = np.mean(self._signatures[near] == signed, axis=1)
        found: list[int] = near[
            shares >= likeness_asked(characters, self._characters[near])
        ].tolist()
        return found

    def _near(self, keys: Keys) -> Numbers:
        fresh = {number for key in keys.tolist() for number in self._fresh.get(key, ())}
        found = [np.fromiter(fresh, dtype=np.int64, count=len(fresh))]
        for known, numbers in self._sorted:
            first = np.searchsorted(known, keys, side="left")
            last = np.searchsorted(known, keys, side="right")
            found += [
                numbers[low:high] for low, high in zip(first, last, strict=True) if low < high
            ]
        return np.unique(np.concatenate(found))

    def _sort(self) -> None:
        """Put what is fresh into sorted arrays, and those of about one size together."""
        first = self._count - len(self._unsorted)
        keys = np.concatenate(self._unsorted)
        numbers = np.repeat(np.arange(first, self._count), _BANDS)
        while self._sorted and len(self._sorted[-1][0]) <= len(keys):
            older, their = self._sorted.pop()
            keys, numbers = np.concatenate((older, keys)), np.concatenate((their, numbers))
        order = np.argsort(keys, kind="stable")
        self._sorted.append((keys[order], numbers[order]))
        self._unsorted = []
        self._fresh.clear()


def _bands(signed: Signature) -> Keys:
    """One key a band: equal where the two hashes and the band are."""
    halves = signed.astype(np.uint64)
    pairs = halves[0::2] << np.uint64(32) | halves[1::2]
    keys: Keys = pairs ^ (np.arange(1, _BANDS + 1, dtype=np.uint64) * _MIX)
    return keys
