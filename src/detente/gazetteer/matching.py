"""Finding names in text: leftmost, longest, by a tree of words.

The tree is kept by first word and unfolded when a text brings that word up, so that loading stays
short though the tables hold tens of thousands of names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from detente.dates import check
from detente.gazetteer.entries import Entry, on_date
from detente.gazetteer.names import capitals, common, fits, joined, key, paragraphs, shouted
from detente.gazetteer.roster import roster

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.gazetteer.names import Word
    from detente.gazetteer.roster import Named

_ARTICLE: Final = "the"
_ARTICLES: Final = ("the", "The")


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text: code point offsets, half-open, and what it may stand for, likeliest first.

    A leading "the" and a possessive 's are outside.
    """

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """One entry a name may stand for, and how the name must be written to do so.

    `article`: only after "the"; `silent`: not in text, only when looked up.
    """

    entry: Entry
    capitals: tuple[int, ...]
    article: bool
    silent: bool


class _Node:
    """What may follow the words so far, and what they stand for if nothing does."""

    __slots__ = ("below", "readings")

    def __init__(self) -> None:
        self.below: dict[str, _Node] = {}
        self.readings: list[_Reading] = []


class _Tree:
    """The names of the roster by first word, unfolded on demand."""

    def __init__(self) -> None:
        pieces: dict[str, list[tuple[str, Named]]] = {}
        for named in roster():
            for name in named.names:
                piece, _, rest = name.partition(" ")
                if piece in _ARTICLES:
                    piece = rest.partition(" ")[0]
                pieces.setdefault(piece, []).append((name, named))
        self._folded: dict[str, list[tuple[str, Named]]] = {}
        for piece, members in pieces.items():
            self._folded.setdefault(key(piece).partition(" ")[0], []).extend(members)
        self._unfolded: dict[str, _Node] = {}

    def get(self, first: str) -> _Node | None:
        """The node under a first word in normal form, or None."""
        if first not in self._folded:
            return None
        if first not in self._unfolded:
            self._unfolded[first] = self._unfold(first)
        return self._unfolded[first]

    def _unfold(self, first: str) -> _Node:
        root = _Node()
        for name, named in self._folded[first]:
            node = root
            form = key(name)
            for word in form.split(" ")[1:]:
                node = node.below.setdefault(word, _Node())
            rule = common().get(form)
            article = rule == "article" or _needs_article(name, named.names)
            reading = _Reading(named.entry, capitals(name), article, silent=rule == "look-up")
            _add(node.readings, reading)
        return root


def find(text: str, *, on: str | None = None) -> list[Match]:
    """The names of the gazetteer in a text, leftmost and longest, in order, none overlapping.

    Args:
        text: Any text; offsets of the matches count its code points.
        on: EDTF date. Holders of offices, former states and the like are kept where they were in
            term; where a name has no other meaning they are given with `in_term=False`. Without
            it everything is given.

    Raises:
        UsageError: D301 if `on` is not in EDTF.
    """
    if on is not None:
        check(on)
    return [m for every in paragraphs(text) for m in _matches(text, every, on)]


def lookup(name: str, *, on: str | None = None) -> tuple[Entry, ...]:
    """What a name may stand for, taken whole and by its normal form, likeliest first.

    Case matters not here, so that a user may type it small. `on` is as in `find`, and so is what
    is raised.
    """
    if on is not None:
        check(on)
    forms = key(name).split(" ")
    node = _tree().get(forms[0])
    for form in forms[1:]:
        node = node.below.get(form) if node else None
    return on_date((r.entry for r in node.readings), on) if node else ()


def _matches(text: str, every: Sequence[Word], on: str | None) -> Iterator[Match]:
    """The matches within a paragraph, given as its words."""
    tree = _tree()
    at = 0
    while at < len(every):
        node = tree.get(every[at].form)
        hit = _longest(text, every, at, node) if node else None
        if hit is None:
            at += 1
            continue
        past, entries = hit
        yield Match(every[at].start, every[past - 1].end, on_date(entries, on))
        at = past


def _longest(
    text: str, every: Sequence[Word], at: int, node: _Node
) -> tuple[int, tuple[Entry, ...]] | None:
    """The longest name that begins with a word: the index after its last word, its entries."""
    best: tuple[int, tuple[Entry, ...]] | None = None
    for past, here in _path(text, every, at, node):
        entries = tuple(_written(text, every, at, past, here.readings))
        if entries:
            best = past, entries
    return best


def _path(text: str, every: Sequence[Word], at: int, node: _Node) -> Iterator[tuple[int, _Node]]:
    yield at + 1, node
    for first, second in pairwise(every[at : at + _LONGEST]):
        below = node.below.get(second.form)
        if below is None or not joined(text, first, second):
            return
        at += 1
        node = below
        yield at + 1, node


def _written(
    text: str, every: Sequence[Word], at: int, past: int, readings: Sequence[_Reading]
) -> Iterator[Entry]:
    """The entries whose name is written here as it must be."""
    if not readings:
        return
    if past - at == 1 and shouted(text, every, at):
        return
    own = every[at:past]
    preceded = at > 0 and every[at - 1].form == _ARTICLE
    for reading in readings:
        if reading.silent or (reading.article and not preceded):
            continue
        if all(map(fits, own, reading.capitals)):
            yield reading.entry


def _add(readings: list[_Reading], new: _Reading) -> None:
    """Add a reading; one for the same entry is merged, taking the laxer demand on each word."""
    for place, old in enumerate(readings):
        if old.entry is new.entry:
            laxer = tuple(map(min, old.capitals, new.capitals))
            article, silent = old.article and new.article, old.silent and new.silent
            readings[place] = _Reading(old.entry, laxer, article, silent)
            return
    readings.append(new)


def _needs_article(name: str, others: Sequence[str]) -> bool:
    """Whether a name given with "the" is none without: "the States", "The Times"."""
    article, _, plain = name.partition(" ")
    if article not in _ARTICLES or plain in others:
        return False
    return article == "the" or " " not in plain


@cache
def _tree() -> _Tree:
    return _Tree()


_LONGEST: Final = 16
"""Most words a name of the tables has; a test holds it."""
