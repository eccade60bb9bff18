"""How near a time or place stands to an event word in the grammar of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.reading.syntax import Sentence, Token

_CROSSING = {"relcl": 4, "ccomp": 3, "parataxis": 3, "conj": 1, "advcl": 1}
"""What it costs, in steps of the tree, to go across such a boundary between clauses."""


def steps(sentence: Sentence, one: Token, other: Token) -> int:
    """Steps of the tree from one token to another, those between clauses counted dearer."""
    return sentence.distance(one, other) + sum(
        _CROSSING.get(t.relation, 0) for t in _path(sentence, one, other)
    )


def _path(sentence: Sentence, one: Token, other: Token) -> list[Token]:
    """The tokens whose upward step the way from one to the other takes, in either direction."""
    first = [one, *sentence.ancestors(one)]
    second = [other, *sentence.ancestors(other)]
    shared = {t.index for t in first} & {t.index for t in second}
    return [t for t in (*first, *second) if t.index not in shared]
