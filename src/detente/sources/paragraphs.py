"""Lines of pages to paragraphs: where one ends, and what a hyphen at a line's end was.

A paragraph ends where the space to the next line is wider than usual, the next line is indented or
set in another size, or a line stops short after a full stop. It may run over a page break.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from detente.sources import tables
from detente.sources.alignment import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.sources.page_lines import PageLine

_WIDE_GAP: Final = 1.3
_OTHER_SIZE: Final = 0.08
_INDENT: Final = 0.8
_HEADING: Final = 0.6
_LEAST_GAP: Final = 0.5
_MARKED: Final = 0.04
_SPARE: Final = 0.05
_USUAL_LEADING: Final = 1.2
_SENTENCE_END: Final = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*\d{0,3}$")
_ABBREVIATION: Final = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Adm|Sen|Rep|Gov|Sgt|Maj|Capt|Brig|Cpl|St|No|Art|v|vs|al|cf"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_BULLET: Final = re.compile(r"[•▪●○◦■□‣⁃·*]\s*\S|[-–—]\s+\S")
_NUMBERED: Final = re.compile(r"(?:\(?(?:\d{1,2}|[a-z])[.)]|\[\d{1,3}\])\s+\S")
_OPENS: Final = re.compile(r"[\"“‘'(\[]*[^\W\d_a-z]")
_HYPHENS: Final = "-\u2010\u00ad"
_NO_LETTER: Final = frozenset(("", " ", "-"))
_SUSPENDS: Final = re.compile(r"(?:and|or)\b")
_SOFT_HYPHEN: Final = "\u00ad"
_LAST_WORD: Final = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]+")


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line, and the edges in points of the column that it stands in."""

    line: PageLine
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Style:
    """How a document sets its paragraphs.

    `leading` is the usual distance from a line to the next, as a multiple of the size of its type;
    `marked` says that paragraphs are set apart by space or an indent, so that a line which merely
    stops short ends none.
    """

    leading: float
    marked: bool


def paragraphs(lines: Sequence[PageLine]) -> Iterator[Piece]:
    """Yield the text of `lines` as paragraphs with a blank line between them.

    Lines within a paragraph are joined by a space, or by mending a broken word; each character of
    the pages keeps its index on its page.
    """
    placed = _placed(lines)
    style = _style(placed)
    vocabulary = frozenset(word.lower() for line in lines for word in _WORD.findall(line.text))
    for before, after in pairwise(placed):
        if _breaks(before, after, style):
            kept, glue = len(before.line.text), "\n\n"
        else:
            kept, glue = _joint(before.line.text, after.line.text, vocabulary)
        yield from _pieces(before.line, kept)
        yield Piece(glue)
    for last in lines[-1:]:
        yield from _pieces(last, len(last.text))


def _pieces(line: PageLine, kept: int) -> Iterator[Piece]:
    """Yield the first `kept` characters of `line`, without those that are none."""
    at = 0
    for gap in _NO_CHARACTER.finditer(line.text, 0, kept):
        yield Piece(line.text[at : gap.start()], line.start + at, line.page)
        at = gap.end()
    yield Piece(line.text[at:kept], line.start + at, line.page)


def _joint(before: str, after: str, vocabulary: frozenset[str]) -> tuple[int, str]:
    """How many characters of a line are kept, and what goes between it and the next."""
    if before[-1] not in _HYPHENS or before[-2:-1] in _NO_LETTER or _SUSPENDS.match(after):
        return len(before), " "
    return len(before) - _is_broken(before, after, vocabulary), ""


def _is_broken(before: str, after: str, vocabulary: frozenset[str]) -> bool:
    """Whether the hyphen at the end of `before` was put in to break a word.

    The document's other words decide, then whether one half is known to form compounds; a half
    that is no lower-case word ("U.S.-", "COVID-", "Al-") keeps its hyphen.
    """
    if before[-1] == _SOFT_HYPHEN:
        return True
    first, second = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    if not first or not second or not second[0].islower() or not first[1][1:].islower():
        return False
    left, right = first[1].lower(), second[0]
    if left + right in vocabulary or f"{left}-{right}" in vocabulary:
        return left + right in vocabulary
    compounds = tables.words("compounds")
    return left not in compounds["first"] and right not in compounds["second"]


def _style(placed: Sequence[_Placed]) -> _Style:
    """How paragraphs are set, told from all lines.

    The leading is the 30th percentile of the distances between lines: one within paragraphs, where
    these have two lines or more.
    """
    pairs = [pair for pair in pairwise(placed) if _follows(pair[0].line, pair[1].line)]
    gaps = [(above.line.baseline - below.line.baseline) / below.line.size for above, below in pairs]
    distances = sorted(gap for gap in gaps if gap > _LEAST_GAP)
    leading = distances[len(distances) * 3 // 10] if distances else _USUAL_LEADING
    marks = sum(
        gap > _WIDE_GAP * leading or _is_indented(*pair)
        for gap, pair in zip(gaps, pairs, strict=True)
    )
    return _Style(leading, marked=marks > _MARKED * len(pairs))


def _placed(lines: Sequence[PageLine]) -> list[_Placed]:
    """Each line with the edges of its column.

    A column is a row of lines each below the last; its edges are those that lines of about one size
    have in common on the left and that the longest of them reaches on the right.
    """
    placed: list[_Placed] = []
    for column in _columns(lines):
        lefts: dict[int, Counter[int]] = defaultdict(Counter)
        rights: dict[int, float] = defaultdict(float)
        for line in column:
            size = round(line.size)
            lefts[size][round(line.left)] += 1
            rights[size] = max(rights[size], line.right)
        left = {size: counts.most_common(1)[0][0] for size, counts in lefts.items()}
        placed += [
            _Placed(line, left[round(line.size)], rights[round(line.size)]) for line in column
        ]
    return placed


def _columns(lines: Sequence[PageLine]) -> list[list[PageLine]]:
    """The lines in rows that run down a page."""
    columns: list[list[PageLine]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and before.page == line.page and _is_below(line, before):
            columns[-1].append(line)
        else:
            columns.append([line])
    return columns


def _is_below(line: PageLine, before: PageLine) -> bool:
    return line.baseline < before.baseline + before.size / 2


def _breaks(before: _Placed, after: _Placed, style: _Style) -> bool:
    """Whether a new paragraph begins between two lines that follow one another."""
    above, below = before.line, after.line
    if below.beside(above):
        return False
    if above.in_row or below.in_row or _is_item(below.text):
        return True
    if abs(above.size - below.size) > _OTHER_SIZE * above.size:
        return True
    if not _follows(above, below):
        return _is_indented(before, after) or _stops_short(before, after)
    gap = above.baseline - below.baseline
    if gap > _WIDE_GAP * style.leading * below.size or _is_indented(before, after):
        return True
    return _stops_short(before, after) and (not style.marked or _is_half_empty(before))


def _follows(above: PageLine, below: PageLine) -> bool:
    return above.page == below.page and _is_below(below, above)


def _is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBERED.match(line))


def _is_indented(before: _Placed, after: _Placed) -> bool:
    """Whether the second line begins further in than its column, and than the first."""
    indent = _INDENT * after.line.size
    further_in = after.line.left - after.left > indent
    if not _follows(before.line, after.line):
        return further_in
    hanging = _is_item(before.line.text)
    return further_in and after.line.left - before.line.left > indent and not hanging


def _stops_short(before: _Placed, after: _Placed) -> bool:
    """Whether the first line ends before it must: the next word had room on it.

    That ends a paragraph after a full stop, and a heading before a capital.
    """
    line, word = after.line, after.line.text.split(maxsplit=1)[0]
    needed = (len(word) + 1) * (line.right - line.left) / len(line.text)
    spare = _SPARE * (before.right - before.left)
    if before.line.right + needed + spare >= before.right:
        return False
    return _ends_sentence(before.line.text) or bool(
        _is_half_empty(before) and _OPENS.match(line.text)
    )


def _is_half_empty(placed: _Placed) -> bool:
    return placed.line.right - placed.left < _HEADING * (placed.right - placed.left)


def _ends_sentence(text: str) -> bool:
    return bool(_SENTENCE_END.search(text)) and not _ABBREVIATION.search(text)
