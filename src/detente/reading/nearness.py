"""How near a time or place stands to an event word in the grammar of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from detente.reading.syntax import Sentence, Token

_CROSSING = {"relcl": 4, "ccomp": 3, "parataxis": 3, "conj": 1, "advcl": 1}
"""What it costs, in steps of the tree, to go across such a boundary between clauses."""

_OWNED = 6
"""What it costs to take what hangs on another event."""


def steps(
    sentence: Sentence, one: Token, other: Token, *, apart: Collection[int] = frozenset()
) -> int:
    """Steps of the tree from one token to another, those between clauses counted dearer.

    Args:
        sentence: The sentence of both.
        one: Where to start.
        other: Where to end.
        apart: The indices of words that keep to themselves what hangs on them: other events.
    """
    path = _path(sentence, one, other)
    crossed = sum(_CROSSING.get(t.relation, 0) for t in path)
    owned = sum(_OWNED for t in path if t.index in apart)
    return sentence.distance(one, other) + crossed + owned


def _path(sentence: Sentence, one: Token, other: Token) -> list[Token]:
    """The tokens whose upward step the way from one to the other takes, in either direction."""
    first = [one, *sentence.ancestors(one)]
    second = [other, *sentence.ancestors(other)]
    shared = {t.index for t in first} & {t.index for t in second}
    return [t for t in (*first, *second) if t.index not in shared]
