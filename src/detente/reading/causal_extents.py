"""How far the ends of a causal link reach: from a word to the stretch of text that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.reading.syntax import Sentence, Token

VERBS: Final = {"VERB", "AUX"}
_ASIDE = ("punct", "mark", "parataxis", "gloss")
_CLAUSE = (*_ASIDE, "advcl", "relcl", "cc", "conj")
_PHRASE = (*_ASIDE, "relcl", "acl")
_SIDE = (*_ASIDE, "advcl")
"""Before its verb a clause keeps what its nouns are said to be: "ships that lay there sank"."""
_CLOSE = 2
"""A comma may stand between words of one stretch."""


def extent(
    sentence: Sentence, tokens: Iterable[Token], *, without: Sequence[Token] = ()
) -> tuple[int, int]:
    """From the first to the last token of what hangs on the given ones, side clauses left out."""
    out = {t.index for t in without}
    found: list[Token] = []
    for token in tokens:
        clause = _ASIDE if token.pos in VERBS else _PHRASE
        found += [t for t in sentence.subtree(token, without=clause) if t.index not in out]
    return bounds(sorted(found, key=lambda t: t.index))


def clause(
    sentence: Sentence,
    head: Token,
    *,
    without: Iterable[Token] = (),
    until: Token | None = None,
) -> tuple[int, int] | None:
    """The words of a clause around its verb, side clauses left out.

    Args:
        sentence: The sentence.
        head: The verb, or the noun of a phrase.
        without: Tokens that do not count.
        until: A token that the clause ends before; None for no such.

    Returns:
        Where they begin and end; None where the verb itself does not count.
    """
    cut = {t.index for t in without}
    last = until.index if until is not None else len(sentence)
    before = [t for t in sentence.subtree(head, without=_SIDE) if t.index < head.index]
    behind = [t for t in sentence.subtree(head, without=_CLAUSE) if t.index >= head.index]
    kept = [t for t in (*before, *behind) if t.index not in cut and t.index < last]
    return bounds(beside(kept, head)) if head in kept else None


def beside(tokens: list[Token], head: Token) -> list[Token]:
    """The tokens around the head, up to the first gap on either side."""
    at = next(i for i, t in enumerate(tokens) if t.index == head.index)
    first = last = at
    while first > 0 and tokens[first].index - tokens[first - 1].index <= _CLOSE:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].index - tokens[last].index <= _CLOSE:
        last += 1
    return tokens[first : last + 1]


def bounds(tokens: Sequence[Token]) -> tuple[int, int]:
    """Where tokens begin and end."""
    return tokens[0].start, tokens[-1].end
