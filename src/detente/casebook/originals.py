"""Which documents stand for themselves, and which copy one of those.

All documents stand in one order: the fuller before the shorter, of those about as long the ones
that their own agency published, then the earlier, then by id. The first of all stands for itself;
each further one is a copy of the first before it that stands for itself and tells the same story,
else it stands for itself. So what copies what depends on the documents alone, however they came,
and a document and what it copies are always one story: a chain in which each resembles the next
does not join its ends.

A document that comes later may stand before others. What that changes is worked out from there on,
and only where it reaches.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, Final

from detente.casebook.copies import STORIES, story
from detente.casebook.lookalikes import Lookalikes
from detente.casebook.rows import key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.casebook.copies import Signature

    Rank = tuple[int, bool, dt.date, str]

_STEP: Final = 1.2
"""Lengths are told apart in steps of this factor: within one texts are about as long."""
_DAYS: Final = 31
"""The same words after more days speak of another Friday: an anniversary, a monthly statement."""


@dataclass(frozen=True, slots=True)
class Copyable:
    """What is known of a document before its words are compared.

    Attributes:
        document: Its id.
        characters: The length of its text.
        published: The first day on which it may have been published, or None.
        publisher: Who published it.
        origin: Whose words it is, where it says so.
    """

    document: str
    characters: int
    published: dt.date | None = None
    publisher: str | None = None
    origin: str | None = None

    @property
    def rank(self) -> Rank:
        """Its place in the order of documents."""
        length = round(log(max(self.characters, 1)) / log(_STEP))
        own = self.publisher and self.origin and key(self.publisher) == key(self.origin)
        return -length, not own, self.published or dt.date.max, self.document

    @property
    def day(self) -> int | None:
        """When it was published, in days."""
        return None if self.published is None else self.published.toordinal()


class Originals:
    """Documents, each with the one it copies if it copies one.

    Args:
        text: Gives the canonical text of a document.
    """

    def __init__(self, text: Callable[[str], str]) -> None:
        self._lookalikes = Lookalikes(_DAYS)
        self._documents: list[Copyable] = []
        self._ranks: list[Rank] = []
        self._numbers: dict[str, int] = {}
        self._original: list[int] = []
        self._copies: dict[int, set[int]] = {}
        self._asked: tuple[Copyable, int | None] | None = None
        self._told = lru_cache(STORIES)(lambda document: story(text(document)))

    def __contains__(self, document: str) -> bool:
        return document in self._numbers

    def of(self, document: str) -> str | None:
        """The document that this one copies, or None if it stands for itself."""
        number = self._numbers[document]
        original = self._original[number]
        return None if original == number else self._documents[original].document

    def of_new(self, document: Copyable, signed: Signature) -> str | None:
        """What a document would copy if it were taken in, or None if it would stand for itself."""
        number = self._first(document, signed)
        self._asked = (document, number)
        return None if number is None else self._documents[number].document

    def know(self, document: Copyable, signed: Signature, original: str | None = None) -> None:
        """Take in a document of which it was worked out before what it copies.

        Those that stand for themselves go before their copies.
        """
        number = self._enter(document, signed)
        if original in self._numbers:
            self._set(number, self._numbers[original])

    def place(self, document: Copyable, signed: Signature) -> set[str]:
        """Take in a document, or one that is there under another date, publisher or origin.

        Returns:
            This document, and all others for which that changes what they copy.
        """
        number = self._numbers.get(document.document)
        asked, self._asked = self._asked, None
        if number is None and asked is not None and asked[0] == document:
            number = self._enter(document, signed)
            if asked[1] is not None:
                self._set(number, asked[1])  # a new copy: nothing else changes
                return {document.document}
            waiting = set(self._later(number))
        else:
            number = self._enter(document, signed) if number is None else number
            self._documents[number], self._ranks[number] = document, document.rank
            self._lookalikes.move(number, document.day)
            waiting = {number, *self._copies.get(number, ())}
        changed = {number, *self._settle(number, waiting)}
        return {self._documents[each].document for each in changed}

    def _enter(self, document: Copyable, signed: Signature) -> int:
        number = self._lookalikes.add(signed, document.characters, document.day)
        self._documents.append(document)
        self._ranks.append(document.rank)
        self._numbers[document.document] = number
        self._original.append(number)
        return number

    def _settle(self, placed: int, waiting: set[int]) -> Iterator[int]:
        """Work out, in the order of documents, what changes by a new or moved one."""
        while waiting:
            number = min(waiting, key=self._ranks.__getitem__)
            waiting.remove(number)
            stood = number != placed and self._stands(number)
            original = self._first(self._documents[number], self._lookalikes.signature(number))
            if original is None and not stood:
                waiting.update(self._later(number))
            elif original is not None and self._stands(number):
                waiting.update(self._copies.pop(number, ()))
            if self._set(number, number if original is None else original):
                yield number

    def _first(self, document: Copyable, signed: Signature) -> int | None:
        """The first document before this one that stands for itself and tells its story."""
        rank = document.rank
        near = (n for n in self._near(document, signed) if self._stands(n))
        before = sorted((n for n in near if self._ranks[n] < rank), key=self._ranks.__getitem__)
        if not before:
            return None
        told = self._told(document.document)
        return next((n for n in before if told.same(self._told(self._documents[n].document))), None)

    def _later(self, number: int) -> Iterator[int]:
        """Documents after this one that may be copies of it, and of none before it."""
        rank = self._ranks[number]
        for other in self._near(self._documents[number], self._lookalikes.signature(number)):
            if rank < min(self._ranks[other], self._ranks[self._original[other]]):
                yield other

    def _near(self, document: Copyable, signed: Signature) -> Iterator[int]:
        """Documents with which it is worth comparing the words of one."""
        for number in self._lookalikes.like(signed, document.characters, document.day):
            if self._documents[number].document != document.document:
                yield number

    def _stands(self, number: int) -> bool:
        return self._original[number] == number

    def _set(self, number: int, original: int) -> bool:
        """Note what a document copies; whether that is something new."""
        before = self._original[number]
        self._copies.get(before, set()).discard(number)
        if original != number:
            self._copies.setdefault(original, set()).add(number)
        self._original[number] = original
        return original != before
