"""Which of many texts may be copies of one: an index over their signatures.

Signatures are cut into bands of two hashes; texts that agree in a band are looked at (locality-
sensitive hashing: Broder 1997; Gionis, Indyk and Motwani, "Similarity search in high dimensions via
hashing", 1999). With 64 bands a pair that shares three shingles of ten is found with a
probability of 0.998, one that shares two of ten with 0.93. Which pairs are found depends on the two
texts, and on how many days lie between them, alone.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self, TypeVar

import numpy as np

from detente.casebook.copies import HASHES, likeness_asked

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.casebook.copies import Signature

    Keys = NDArray[np.uint64]
    Numbers = NDArray[np.int64]

_Kind = TypeVar("_Kind", bound=np.generic)

_BANDS: Final = HASHES // 2
_BAND: Final = np.uint64
_SALTS: Final = np.arange(1, _BANDS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
"""A number for each band. 2^64 divided by the golden ratio spreads them over all bits (Knuth)."""
_FRESH: Final = 512
"""So many signatures gather before they are sorted."""
_LARGEST: Final = 16 * _FRESH
"""Signatures to a block at most: of an archive read in its order, it spans few days."""
_ASKED: Final = 2_048
"""So many answers are remembered: a text is asked after when it comes, and when it is kept."""
_UNDATED: Final = -1
_NONE: Final = np.array([], dtype=np.int64)


@dataclass(slots=True)
class _Block:
    """The bands of some signatures, sorted.

    Attributes:
        numbers: The signatures, in their order.
        keys: Each key of theirs once.
        starts: Where in `owners` those with each key begin, and where the last end.
        owners: Whose they are, sorted by key: places in `numbers`.
        days: The first and the last day of theirs; None where the day of one is not known.
    """

    numbers: Numbers
    keys: Keys
    starts: NDArray[np.uint32]
    owners: NDArray[np.uint16]
    days: tuple[int, int] | None

    @classmethod
    def of(cls, numbers: Numbers, signatures: NDArray[np.uint32], days: Numbers) -> Self:
        """The block of the signatures of those numbers and days."""
        keys = _bands(signatures).ravel()
        order = np.argsort(keys, kind="stable")
        once, starts = np.unique(keys[order], return_index=True)
        return cls(
            numbers,
            once,
            np.append(starts, len(keys)).astype(np.uint32),
            (order // _BANDS).astype(np.uint16),
            None if days.min() == _UNDATED else (int(days.min()), int(days.max())),
        )

    def move(self, number: int, day: int | None) -> None:
        """Hold one of the signatures, if it is one of these, for one of another day."""
        if self.days and number in self.numbers:
            self.days = None if day is None else (min(self.days[0], day), max(self.days[1], day))

    def reaches(self, day: int | None, apart: int) -> bool:
        """Whether it may have signatures no further apart from a day than so many."""
        if day is None or self.days is None:
            return True
        return self.days[0] - apart <= day <= self.days[1] + apart

    def near(self, asked: Keys) -> Numbers:
        """The signatures that have one of the keys that are asked for."""
        at = np.searchsorted(self.keys, asked)
        at[at == len(self.keys)] = 0
        at = at[self.keys[at] == asked]
        bounds = zip(self.starts[at].tolist(), self.starts[at + 1].tolist(), strict=True)
        owners = [self.owners[start:end] for start, end in bounds]
        if not owners:
            return _NONE
        near: Numbers = self.numbers[np.unique(np.concatenate(owners))]
        return near


class Lookalikes:
    """Signatures by number, counted from 0 in the order in which they were added.

    Bands lie in blocks of sorted arrays, each twice as large as the next up to the largest, so that
    a signature takes some 1.4 kB and adding costs little more than sorting. Those of texts without
    a day have blocks of their own, since they are of any time.

    Args:
        days: How far apart texts may be to be copies; with a text of no date any may be.
    """

    def __init__(self, days: int) -> None:
        self._apart = days
        self._signatures = np.zeros((_FRESH, HASHES), dtype=np.uint32)
        self._characters = np.zeros(_FRESH, dtype=np.int64)
        self._days = np.zeros(_FRESH, dtype=np.int64)
        self._count = 0
        self._sorted = 0
        self._dated: list[_Block] = []
        self._undated: list[_Block] = []
        self._answers: OrderedDict[tuple[bytes, int, int | None], tuple[int, list[int]]]
        self._answers = OrderedDict()

    def add(self, signed: Signature, characters: int, day: int | None) -> int:
        """Take in the signature of a text of so many characters; its number.

        Args:
            signed: The signature.
            characters: The length of the text.
            day: When it was published, counted from any day; None where that is not known.
        """
        if self._count == len(self._signatures):
            self._signatures = _doubled(self._signatures)
            self._characters, self._days = _doubled(self._characters), _doubled(self._days)
        number = self._count
        self._signatures[number], self._characters[number] = signed, characters
        self._days[number] = _UNDATED if day is None else day
        self._count += 1
        if self._count - self._sorted == _FRESH:
            self._sort()
        return number

    def move(self, number: int, day: int | None) -> None:
        """Take a text for one of another day."""
        self._days[number] = _UNDATED if day is None else day
        for block in self._dated:
            block.move(number, day)
        self._answers.clear()

    def signature(self, number: int) -> Signature:
        """The signature of a number."""
        signed: Signature = self._signatures[number]
        return signed

    def like(self, signed: Signature, characters: int, day: int | None) -> list[int]:
        """The numbers of texts of that time as like one as copies are, given their lengths.

        Args:
            signed: Its signature.
            characters: Its length.
            day: When it was published, or None.
        """
        asked = (signed.tobytes(), characters, day)
        known, found = self._answers.pop(asked, (0, []))
        if known < self._sorted - _FRESH:
            known, found = self._sorted, self._among_sorted(signed, characters, day)
        agree = self._signatures[known : self._count].view(_BAND) == signed.view(_BAND)
        fresh = known + np.flatnonzero(agree.any(axis=1))
        found = found + self._alike(fresh, signed, characters, day)
        self._answers[asked] = (self._count, found)
        if len(self._answers) > _ASKED:
            self._answers.popitem(last=False)
        return found

    def _among_sorted(self, signed: Signature, characters: int, day: int | None) -> list[int]:
        keys = _bands(signed)
        blocks = (*self._dated, *self._undated)
        reached = (block for block in blocks if block.reaches(day, self._apart))
        near = np.concatenate([_NONE, *(block.near(keys) for block in reached)])
        return self._alike(near, signed, characters, day)

    def _alike(
        self, numbers: Numbers, signed: Signature, characters: int, day: int | None
    ) -> list[int]:
        """Those of some numbers that are of the time of a text, and as like it as its copies."""
        if not len(numbers):
            return []
        if day is not None:
            days = self._days[numbers]
            numbers = numbers[(days == _UNDATED) | (np.abs(days - day) <= self._apart)]
        shares = np.mean(self._signatures[numbers] == signed, axis=1)
        found: list[int] = numbers[
            shares >= likeness_asked(characters, self._characters[numbers])
        ].tolist()
        return found

    def _sort(self) -> None:
        """Make blocks of what is fresh."""
        fresh = np.arange(self._sorted, self._count)
        undated = self._days[fresh] == _UNDATED
        for numbers, blocks in ((fresh[~undated], self._dated), (fresh[undated], self._undated)):
            if len(numbers):
                self._join(numbers, blocks)
        self._sorted = self._count

    def _join(self, numbers: Numbers, blocks: list[_Block]) -> None:
        """Make a block of some and of the last blocks, as long as they are no larger."""
        while blocks and len(blocks[-1].numbers) <= len(numbers) < _LARGEST:
            numbers = np.concatenate((blocks.pop().numbers, numbers))
        blocks.append(_Block.of(numbers, self._signatures[numbers], self._days[numbers]))


def _doubled(held: NDArray[_Kind]) -> NDArray[_Kind]:
    """An array with as much room again behind what it holds."""
    return np.concatenate((held, np.zeros_like(held)))


def _bands(signed: NDArray[np.uint32]) -> Keys:
    """One key a band of each signature: equal where the two hashes and the band are."""
    keys: Keys = signed.view(_BAND) ^ _SALTS
    return keys
