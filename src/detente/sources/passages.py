"""Finding again, in the text of a page, the passages that a tidying extractor took out of it.

A passage is looked up by its letters and digits alone, which tidying leaves as they are; that is
exact and takes linear time. Only a passage out of which something was dropped is aligned character
by character.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Indel

from detente.sources.alignment import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTERS: Final = re.compile(r"[^\W_]+")
_CHUNK: Final = 2_000
_WINDOW: Final = 8_000
"""Indel keeps a bit for each pair of characters: 2 MB for a chunk against its window."""


class Page:
    """The text of a page, with its letters and digits in a row to look passages up in.

    Args:
        text: The page's text as it is shown.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        runs = list(_LETTERS.finditer(text))
        self._letters = "".join(run[0] for run in runs)
        self._texts = [run.start() for run in runs]
        self._starts: list[int] = []
        length = 0
        for run in runs:
            self._starts.append(length)
            length += run.end() - run.start()

    def pieces(self, passages: Iterable[str]) -> Iterator[Piece]:
        """Yield `passages`, in the page's own characters where they are found, as paragraphs.

        Passages without a letter or digit are left out.
        """
        at = floor = 0
        first = True
        for passage in passages:
            letters = "".join(_LETTERS.findall(passage))
            if not letters:
                continue
            if not first:
                yield Piece("\n\n")
            first = False
            found = self._letters.find(letters, at)
            if found < 0:
                yield from self._aligned(passage, at)
                continue
            piece = self._slice(found, found + len(letters), floor)
            yield piece
            at, floor = found + len(letters), (piece.origin or 0) + len(piece.text)

    def _slice(self, start: int, end: int, floor: int) -> Piece:
        """The page's text from letter `start` to `end`, with the punctuation around it.

        It begins at `floor` at the earliest, where the passage before it ended.
        """
        low, high = self._offset(start), self._offset(end - 1) + 1
        while low > floor and self._is_around(low - 1):
            low -= 1
        while high < len(self.text) and self._is_around(high):
            high += 1
        passage = self.text[low:high]
        lead = len(passage) - len(passage.lstrip(" "))
        return Piece(passage.strip(" "), low + lead)

    def _is_around(self, offset: int) -> bool:
        return self.text[offset] != "\n" and not _LETTERS.match(self.text[offset])

    def _offset(self, letter: int) -> int:
        """Where in the text the page's letter of that index stands."""
        run = bisect_right(self._starts, letter) - 1
        return self._texts[run] + letter - self._starts[run]

    def _aligned(self, passage: str, at: int) -> Iterator[Piece]:
        """Yield `passage` as it is, led back to the page where most of it is found there."""
        low = self._offset(at) if at < len(self._letters) else len(self.text)
        for start in range(0, len(passage), _CHUNK):
            chunk = passage[start : start + _CHUNK]
            window = self.text[low : low + _WINDOW]
            last = 0
            for block in Indel.opcodes(chunk, window):
                if block.src_start == block.src_end:
                    continue
                same = block.tag == "equal"
                words = chunk[block.src_start : block.src_end]
                yield Piece(words, low + block.dest_start if same else None)
                last = block.dest_end if same else last
            low += last
