"""Where quotation marks open and close: straight, curly, doubled, single within double, guillemets.

A quotation never runs on past the end of its paragraph. Where speech goes on over several
paragraphs, each opens with a mark of its own and only the last closes: each is then a quotation,
and each but the first says that it `follows` the one before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from detente.reading.attribution import Extent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_DOUBLE = re.compile("[\"“”„«»]|''(?!'(?!\\w))|``|’’|‘‘")
_SINGLE = re.compile("['‘’]")
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
_LONG_SPEECH = 50
"""No speech is looked for over more paragraphs than this."""
_ALWAYS_OPENS = frozenset({"„", "«", "``", "‘‘"})
_ALWAYS_CLOSES = frozenset({"”", "»", "’’"})


class Quotation(NamedTuple):
    """Words between quotation marks, the marks included.

    `closed` is False where the closing mark is missing, `follows` True where the quotation goes on
    from the paragraph before.
    """

    extent: Extent
    closed: bool
    follows: bool


class Quotations:
    """Quotations of a text, in order; none overlaps another. `inner` are those within them."""

    def __init__(self, found: Iterable[Quotation], inner: Quotations | None = None) -> None:
        self._found = tuple(found)
        self._starts = [q.extent.start for q in self._found]
        self.inner = inner or self

    def __iter__(self) -> Iterator[Quotation]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def after(self, n: int) -> Iterator[Quotation]:
        """The quotations after the one at index `n`, no more than a long speech has."""
        return islice(self._found, n + 1, n + 1 + _LONG_SPEECH)

    def at(self, offset: int) -> Quotation | None:
        """The quotation that covers the code point at `offset`."""
        before = bisect_right(self._starts, offset) - 1
        if before < 0 or self._found[before].extent.end <= offset:
            return None
        return self._found[before]

    def within(self, extent: Extent) -> list[Quotation]:
        """The quotations that share at least a code point with `extent`, in order."""
        first = max(bisect_right(self._starts, extent.start) - 1, 0)
        last = bisect_right(self._starts, extent.end - 1)
        return [q for q in self._found[first:last] if q.extent.overlaps(extent)]


def find(text: str, paragraphs: Sequence[Extent]) -> Quotations:
    """The quotations of a text whose paragraphs lie at the given extents, in order."""
    found: list[Quotation] = []
    inner: list[Quotation] = []
    for paragraph in paragraphs:
        unfinished = bool(found) and not found[-1].closed
        doubles, singles = _in_paragraph(text, paragraph)
        for extent, closed in doubles:
            follows = unfinished and extent.start == paragraph.start
            found.append(Quotation(extent, closed, follows))
            unfinished = False
        inner += [Quotation(extent, closed=True, follows=False) for extent in singles]
    return Quotations(found, Quotations(inner))


def _in_paragraph(text: str, paragraph: Extent) -> tuple[list[tuple[Extent, bool]], list[Extent]]:
    """The outermost quotations of a paragraph and whether they are closed, and those within."""
    outer = list(_doubles(text, paragraph))
    taken = [extent for extent, _ in outer]
    inner = []
    for single in _singles(text, paragraph):
        if any(e.covers(single) for e in taken):
            inner.append(single)
        elif not any(map(single.overlaps, taken)):
            outer.append((single, True))
    return sorted(outer), inner


def _doubles(text: str, paragraph: Extent) -> Iterator[tuple[Extent, bool]]:
    opened: int | None = None
    for mark in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
        if opened is None:
            if mark.group() not in _ALWAYS_CLOSES:
                opened = mark.start()
        elif mark.group() in _ALWAYS_OPENS or _opens(text, mark):
            yield _cut_short(text, opened, mark.start()), False
            opened = mark.start()
        else:
            yield Extent(opened, mark.end()), True
            opened = None
    if opened is not None:
        yield Extent(opened, paragraph.end), False


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark met inside a quotation can only be another's opening."""
    if mark.group() in _ALWAYS_CLOSES:
        return False
    before = text[mark.start() - 1]
    after = text[mark.end() : mark.end() + 1]
    return before.isspace() and after.isalnum()


def _cut_short(text: str, start: int, end: int) -> Extent:
    """A quotation without an end, up to where its first sentence ends."""
    stop = _SENTENCE_END.search(text, start, end)
    return Extent(start, stop.end() if stop else end)


def _singles(text: str, paragraph: Extent) -> Iterator[Extent]:
    opened: int | None = None
    closes: int | None = None
    for mark in _SINGLE.finditer(text, paragraph.start, paragraph.end):
        before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
        after = text[mark.end()] if mark.end() < paragraph.end else " "
        if mark.group() != "’" and not before.isalnum() and after.isalpha() and before != "'":
            if opened is not None and closes is not None:
                yield Extent(opened, closes)
            opened, closes = mark.start(), None
        elif (
            mark.group() != "‘" and opened is not None and not after.isalnum() and before != " "
        ) and (closes is None or text[closes - 2] == "s"):
            closes = mark.end()
    if opened is not None and closes is not None:
        yield Extent(opened, closes)


def with_marks(content: Extent, quotations: Quotations) -> Extent:
    """The extent with the marks of a quotation that begins or ends with it."""
    start, end = content
    for quotation in quotations.within(Extent(max(start - 2, 0), end + 3)):
        q = quotation.extent
        if q.start < start <= q.start + 2:
            start = q.start
        if end < q.end <= end + 3 and q.start >= start:
            end = q.end
    return Extent(start, end)
