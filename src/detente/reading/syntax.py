"""Words and how they hang together: the one view of grammar the reading modules have.

A `Parser` turns the sentences of a text into `Sentence`s of `Token`s with lemma, part of speech
(Universal POS and Penn tags) and dependency relation (ClearNLP labels, as in spaCy's English
pipelines). `detente.reading.naming` adds the types of names (OntoNotes). Which program provides the
grammar is nobody's business but `detente.reading.parser`'s.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark. Offsets point into the document's text, `index` and `head` into its sentence.

    The root of a sentence is its own head. `entity` is the OntoNotes type of the name the token
    belongs to ("GPE", "PERSON", …) or "".
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    head: int
    relation: str
    entity: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place among the sentences and paragraphs of the text, and its tokens."""

    index: int
    paragraph: int
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    _children: tuple[tuple[int, ...], ...]

    @classmethod
    def of(
        cls, index: int, paragraph: int, start: int, text: str, tokens: Iterable[Token]
    ) -> Sentence:
        """Build a sentence whose text begins at offset `start`, from its tokens in order."""
        kept = tuple(tokens)
        below: list[list[int]] = [[] for _ in kept]
        for token in kept:
            if token.head != token.index:
                below[token.head].append(token.index)
        return cls(index, paragraph, start, start + len(text), text, kept, tuple(map(tuple, below)))

    def with_tokens(self, *changed: Token) -> Sentence:
        """The sentence with other tokens at their indices."""
        if not changed:
            return self
        tokens = list(self.tokens)
        for token in changed:
            tokens[token.index] = token
        return Sentence.of(self.index, self.paragraph, self.start, self.text, tokens)

    def __getitem__(self, index: int) -> Token:
        return self.tokens[index]

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    def head(self, token: Token) -> Token | None:
        """The token this one depends on; None for the root."""
        return None if token.head == token.index else self.tokens[token.head]

    def children(self, token: Token, *relations: str) -> list[Token]:
        """The tokens that depend on this one directly, in order, of the given relations if any."""
        tokens, below = self.tokens, self._children[token.index]
        if not below:  # most words have nothing below them
            return []
        if not relations:
            return [tokens[i] for i in below]
        return [t for i in below if (t := tokens[i]).relation in relations]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The tokens above this one, nearest first, up to the root."""
        above = self.head(token)
        while above is not None:
            yield above
            above = self.head(above)

    def subtree(self, token: Token, *, without: Sequence[str] = ()) -> list[Token]:
        """The token and all below it, in order, leaving out branches of the relations `without`."""
        found: list[int] = []
        stack = [token.index]
        while stack:
            at = stack.pop()
            found.append(at)
            stack += [i for i in self._children[at] if self.tokens[i].relation not in without]
        return [self.tokens[i] for i in sorted(found)]

    def distance(self, one: Token, other: Token) -> int:
        """How many steps of the tree lie between two tokens."""
        up = {one.index: 0} | {t.index: n for n, t in enumerate(self.ancestors(one), 1)}
        if other.index in up:
            return up[other.index]
        return next(
            (n + up[t.index] for n, t in enumerate(self.ancestors(other), 1) if t.index in up),
            len(self),
        )

    def top(self, start: int, end: int) -> Token | None:
        """The highest token of those between two offsets of the document; None if there is none."""
        inside = self.between(start, end)
        indices = {t.index for t in inside}
        return next((t for t in inside if t.head not in indices or t.head == t.index), None)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that lie wholly between two offsets of the document."""
        first = bisect_left(self.tokens, start, key=_start)
        return [
            t
            for t in self.tokens[first : bisect_left(self.tokens, end, key=_start)]
            if t.end <= end
        ]


_start = attrgetter("start")


class Parser(Protocol):
    """What provides syntax."""

    @property
    def name(self) -> str:
        """Name and version of the model, for the record's `reader.model`."""
        ...

    def parse(self, pieces: Sequence[tuple[int, int, str]]) -> list[Sentence]:
        """Parse sentences, each given as (paragraph, start offset, text); one result for each."""
        ...
