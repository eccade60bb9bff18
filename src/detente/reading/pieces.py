"""Text cut into the word pieces that the encoder reads, each with its place and its shape.

Offsets are code points of the text as given, though the tokeniser drops case and accents and may
make several pieces of one character (a Hangul syllable, say, is one piece a letter).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

CLS: Final = 101
SEP: Final = 102

SHAPES: Final = (
    "special", "lower", "title", "upper", "capital", "dotted", "mixed", "digits", "coded",
    "mark", "other",
)  # fmt: skip
"""Shapes of words: xxxx, Xxxx, XXX, X, X.X., xXxx, 9999, X99, punctuation, scripts without case."""
SHAPE_CODES: Final = 2 * len(SHAPES)
"""Shapes have a second code each, for the first piece after a break of line."""

_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_WORD: Final = re.compile(r"(?P<dotted>\b(?:[^\W\d_]\.){2,})|[^\W_]+")
_WHOLE: Final = re.compile(r"\b(?:[^\W\d_]\.){2,}|[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad])*")
"""A word with the accents and soft hyphens that stand in it as characters of their own."""
_CODE: Final = {name: code for code, name in enumerate(SHAPES)}


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces in order: `ids` of the vocabulary, code `shapes`, `spans` (n by 2)."""

    ids: NDArray[np.int32]
    shapes: NDArray[np.int32]
    spans: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)


def tokenizer(path: Path) -> Tokenizer:
    """The tokeniser of a `tokenizer.json`, without truncation and padding."""
    made = Tokenizer.from_file(str(path))
    made.no_truncation()
    made.no_padding()
    return made


def cut(text: str, using: Tokenizer) -> Pieces:
    """The word pieces of a text, without those that open and close a window."""
    coding = using.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
    spans = np.array(coding.offsets, dtype=np.int32).reshape(-1, 2)
    ids = np.array(coding.ids, dtype=np.int32)
    return Pieces(ids, _shapes(text, spans), spans)


def shape(word: str) -> str:
    """The shape of one word without marks in it.

    >>> [shape(word) for word in ("talks", "Iran", "NATO", "McCain", "1979", "F16", "–", "中")]
    ['lower', 'title', 'upper', 'mixed', 'digits', 'coded', 'mark', 'other']
    """
    if not word.isalnum():
        return "mark"
    if any(character.isdigit() for character in word):
        return "digits" if word.isdigit() else "coded"
    if word.lower() == word.upper():
        return "other"
    return _case(word)


def _case(word: str) -> str:
    if word.islower():
        return "lower"
    if word.isupper():
        return "capital" if len(word) == 1 else "upper"
    return "title" if word[0].isupper() and word[1:].islower() else "mixed"


def _shapes(text: str, spans: NDArray[np.int32]) -> NDArray[np.int32]:
    """The code of each piece's word, counted up where a break of line stands before the piece."""
    by_place = np.full(len(text) + 1, _CODE["mark"], dtype=np.int32)
    for found in _WORD.finditer(text):
        name = "dotted" if found["dotted"] else shape(found[0])
        by_place[found.start() : found.end()] = _CODE[name]
    breaks = np.cumsum([0, *(character == "\n" for character in text)])
    before = np.concatenate(([0], spans[:-1, 1])) if len(spans) else spans[:, 0]
    starts = spans[:, 0]
    after_break = breaks[starts] > breaks[np.minimum(before, starts)]
    codes: NDArray[np.int32] = by_place[starts] + len(SHAPES) * after_break.astype(np.int32)
    return codes


def word_starts(text: str, spans: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which pieces begin a word or are a mark: "U.S." is one word.

    Args:
        text: Of the pieces.
        spans: Of the pieces.
    """
    numbers = np.zeros(len(text) + 1, dtype=np.int32)
    for number, found in enumerate(_WHOLE.finditer(text), start=1):
        numbers[found.start() : found.end()] = number
    words = numbers[spans[:, 0]]
    begins = np.ones(len(spans), dtype=np.bool_)
    begins[1:] = (words[1:] == 0) | (words[1:] != words[:-1])
    return begins
