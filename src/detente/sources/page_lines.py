"""The lines of a PDF's pages, as PDFium gives them.

PDFium hands out characters in the order of the page's content, puts a line end of its own between
lines, and marks a hyphen that a word was broken at. Every character keeps its index on its page.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOTHING: Final = "\x00"
"""Stands in a page's text for an index that carries no character."""

_HYPHEN: Final = "-"
_VISIBLE: Final = re.compile(r"[^\s\x00-\x1f\x7f]")
_NOTE: Final = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?\"”’')\]])\s?(?P<number>\d{1,3}(?:,\s?\d{1,3})*)(?=\W|$)"
)
_SPACE: Final = re.compile(r"(?<=[^\s\x00])\s+(?=[^\s\x00])")
_ITEM_MARK: Final = re.compile(r"\W{1,2}|[(\[]?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)\]]?")
_GAP: Final = 1.5
_UNEVEN: Final = 2.0
_FEW: Final = 3
_RAISED: Final = 0.1
_SMALL: Final = 0.8
"""A note's number is set in less than this share of the size of the words it stands after."""

_ENDS: Final = frozenset("\r\n")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SURROGATES: Final = range(0xD800, 0xDC00)
_MOST_UNICODE: Final = 0x10FFFF
_SAME_LINE: Final = 0.5
"""Baselines differ by less than this share of the type's size on one line."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page.

    `text` begins at the page's character `start`, has one code point for each of its characters
    (`NOTHING` for one that is left out) and no blanks at its ends. Lengths are in points from the
    page's lower left corner; `height` is the page's. `in_row` says that gaps
    too wide for a space part it from other lines of its row.
    """

    page: int
    start: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    height: float
    in_row: bool = False

    def beside(self, other: PageLine) -> bool:
        """Whether the line stands in one row with another of its page."""
        apart = abs(self.baseline - other.baseline)
        return self.page == other.page and apart < _SAME_LINE * other.size


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page, one code point an index, and its lines."""

    text: str
    lines: tuple[PageLine, ...]


def read_page(page: Any, number: int) -> PageText:  # noqa: ANN401 — pypdfium2 has no types
    """The text of a `pypdfium2.PdfPage`, which is the `number`th from 1."""
    textpage = page.get_textpage()
    try:
        glyphs = _Glyphs(textpage.raw)
        characters = glyphs.characters(textpage.count_chars())
        height = page.get_height()
        lines = [
            _line(glyphs, characters[start:end], start, number, height)
            for row in _bounds(glyphs, characters)
            for start, end in _cells(glyphs, characters, *row)
        ]
        return PageText(characters, tuple(_with_rows(lines)))
    finally:
        textpage.close()


class _Glyphs:
    """The characters of a page by their index, as PDFium knows them; lengths are in points.

    Args:
        handle: PDFium's handle on the page's text.
    """

    def __init__(self, handle: Any) -> None:  # noqa: ANN401 — pypdfium2 has no types
        self._handle = handle

    def characters(self, count: int) -> str:
        """All characters, one code point each: hyphens as such, `NOTHING` for none."""
        codes = [raw.FPDFText_GetUnicode(self._handle, index) for index in range(count)]
        characters = [chr(code) if code <= _MOST_UNICODE else NOTHING for code in codes]
        for index, code in enumerate(codes):
            if code in _SURROGATES and index + 1 < count:
                characters[index] = _paired(chr(code) + chr(codes[index + 1]))
                characters[index + 1] = NOTHING
            elif code < ord(" ") and self.is_hyphen(index):
                characters[index] = _HYPHEN
        return _LONE_SURROGATE.sub(NOTHING, "".join(characters))

    def is_hyphen(self, index: int) -> bool:
        """Whether a word is broken at the hyphen at `index`."""
        return bool(raw.FPDFText_IsHyphen(self._handle, index) == 1)

    def origin(self, index: int) -> tuple[float, float]:
        """Where a character stands on its baseline."""
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._handle, index, x, y)
        return x.value, y.value

    def right(self, index: int) -> float:
        """The right edge of a character."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top)
        return right.value

    def size(self, index: int) -> float:
        """The size of a character's type as it is shown."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self._handle, index, matrix)
        scale = abs(matrix.d) or abs(matrix.b) or 1.0
        return float(raw.FPDFText_GetFontSize(self._handle, index)) * float(scale)


def _paired(surrogates: str) -> str:
    """The one character that two surrogates stand for."""
    return surrogates.encode("utf-16", "surrogatepass").decode("utf-16", "replace")[0]


def _bounds(glyphs: _Glyphs, characters: str) -> Iterator[tuple[int, int]]:
    """Yield where lines begin and end, without those that show nothing."""
    start = 0
    for index, char in enumerate(characters):
        breaks_here = char == _HYPHEN and _is_broken_at(glyphs, characters, index)
        if breaks_here or char in _ENDS:
            yield from _shown(characters, start, index + breaks_here)
            start = index + 1
    yield from _shown(characters, start, len(characters))


def _shown(characters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of what is visible between two indexes, if anything."""
    first = _VISIBLE.search(characters, start, end)
    if first:
        last = end - 1
        while not _VISIBLE.match(characters, last):
            last -= 1
        yield first.start(), last + 1


def _is_broken_at(glyphs: _Glyphs, characters: str, index: int) -> bool:
    """Whether the hyphen at `index` stands at a line's end that PDFium has closed up."""
    if index + 1 >= len(characters) or not glyphs.is_hyphen(index):
        return False
    here, there = glyphs.origin(index), glyphs.origin(index + 1)
    return abs(here[1] - there[1]) > _SAME_LINE * glyphs.size(index)


def _cells(glyphs: _Glyphs, characters: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a line's bounds, or those of its parts where gaps too wide for a space part it.

    The mark of an item stays with its words. A justified line, all of whose spaces are wide, is
    left whole.
    """
    spaces = list(_SPACE.finditer(characters, start, end))
    widths = [glyphs.origin(space.end())[0] - glyphs.right(space.start() - 1) for space in spaces]
    if not widths:
        yield start, end
        return
    wide = max(_GAP * glyphs.size(start), _UNEVEN * median(widths) if len(widths) > _FEW else 0.0)
    first = start
    for space, width in zip(spaces, widths, strict=True):
        if width > wide and not _ITEM_MARK.fullmatch(characters, start, space.start()):
            yield first, space.start()
            first = space.end()
    yield first, end


def _with_rows(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """Yield `lines`, marked where they share a row with the one before or after."""
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        shares = any(other is not None and line.beside(other) for other in (before, after))
        yield replace(line, in_row=True) if shares else line


def _line(glyphs: _Glyphs, words: str, start: int, page: int, height: float) -> PageLine:
    usual = start + _usual(glyphs, words, start)
    size, baseline = glyphs.size(usual), glyphs.origin(usual)[1]
    return PageLine(
        page=page,
        start=start,
        text=_without_notes(glyphs, words, start, size, baseline),
        left=glyphs.origin(start)[0],
        right=glyphs.right(start + len(words) - 1),
        baseline=baseline,
        size=size,
        height=height,
    )


def _usual(glyphs: _Glyphs, words: str, start: int) -> int:
    """Which of a line's letters at a quarter, half and three quarters is in its largest type."""
    letters = [at for at, char in enumerate(words) if _VISIBLE.match(char)]
    sample = [letters[len(letters) * part // 4] for part in (2, 1, 3)]
    return max(sample, key=lambda at: glyphs.size(start + at))


def _without_notes(glyphs: _Glyphs, words: str, start: int, size: float, baseline: float) -> str:
    """A line's words with `NOTHING` for raised small figures after a word: numbers of notes."""
    for note in _NOTE.finditer(words):
        index = start + note.start("number")
        raised = glyphs.origin(index)[1] > baseline + _RAISED * size
        if raised and glyphs.size(index) < _SMALL * size:
            blank = NOTHING * (note.end() - note.start())
            words = words[: note.start()] + blank + words[note.end() :]
    return words
