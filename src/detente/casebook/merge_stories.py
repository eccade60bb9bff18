"""What documents are about, for many pairs at once: how much two of them have in common at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from detente.casebook.wording import rarities

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.casebook.snapshot import Tables

    Numbers = NDArray[np.float64]
    Ids = NDArray[np.uint64]

__all__ = ["Stories"]

_WORDS: Final = 32
"""Words of 64 bits that stand for the story of a document."""
_TINY: Final = 1e-6
"""What is divided by where a document has no story."""


class Stories:
    """What documents are about, as sets of bits: how many they share is counted at once.

    Args:
        tables: With `dated`; makes the table `rare`.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        rows = [{"stem": stem, "square": value**2} for stem, value in rarities().items()]
        tables.append("rare", rows, {"stem": "VARCHAR", "square": "DOUBLE"})
        self._numbers = np.zeros(0, np.uint64)
        self._bits = np.zeros((0, _WORDS), np.uint64)
        self._sizes = np.zeros((0, 2))
        """Of each document: words that have no bit of their own, and the sum of squares."""

    def learn(self, documents: Ids) -> None:
        """Get to know the documents that are not known."""
        fresh = np.setdiff1d(documents, self._numbers)
        self._tables.execute(_WANTED, (fresh,))
        told = self._tables.fetch_arrays(_TOLD)
        at = np.searchsorted(fresh, told["told_in"])
        bit = told["word"] % np.uint64(64 * _WORDS)
        bits = np.zeros((len(fresh), _WORDS), np.uint64)
        np.bitwise_or.at(
            bits,
            (at, (bit // np.uint64(64)).astype(np.intp)),
            np.uint64(1) << (bit % np.uint64(64)),
        )
        count = np.bincount(at, minlength=len(fresh))
        sizes = np.stack(
            [
                count - np.bitwise_count(bits).sum(axis=1, dtype=np.int64),
                np.bincount(at, told["square"], minlength=len(fresh)),
            ],
            axis=1,
        )
        numbers = np.concatenate([self._numbers, fresh])
        order = np.argsort(numbers)
        self._numbers = numbers[order]
        self._bits = np.concatenate([self._bits, bits])[order]
        self._sizes = np.concatenate([self._sizes, sizes])[order]

    def most(self, one: Ids, other: Ids) -> Numbers:
        """How much the documents of each pair, of which both are known, have in common at most."""
        here, there = (np.searchsorted(self._numbers, each) for each in (one, other))
        bits = np.bitwise_count(self._bits[here] & self._bits[there]).sum(axis=1, dtype=np.int64)
        (lost, weight_), (other_lost, other_weight) = self._sizes[here].T, self._sizes[there].T
        shared = bits + np.minimum(lost, other_lost)
        squares = np.minimum(shared, np.minimum(weight_, other_weight))
        most: Numbers = squares / np.sqrt(np.maximum(weight_ * other_weight, _TINY))
        return most


_WANTED: Final = "CREATE OR REPLACE TABLE heard AS SELECT unnest($1::UBIGINT[]) AS told_in"
_TOLD: Final = """
SELECT told_in, hash(word) AS word, coalesce(square, 1.0) AS square
FROM (SELECT told_in, unnest(story) AS word FROM stories SEMI JOIN heard USING (told_in))
LEFT JOIN rare ON rare.stem = word
"""
