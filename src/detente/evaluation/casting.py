"""The parties of a text as reading finds them, before the record drops those nothing refers to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from detente.evaluation import reading
from detente.reading.entities import Cast
from detente.reading.repairs import repaired

if TYPE_CHECKING:
    from detente.reading.coreference import Cluster, Mention
    from detente.reading.syntax import Sentence

_KEPT = 1024
"""Texts kept parsed: more than all that the tasks and their baselines ask for again."""
_POSSESSIVES = ("'s", "’s", "'", "’")


@lru_cache(maxsize=_KEPT)
def cast(text: str, published: str | None = None) -> tuple[tuple[Sentence, ...], Cast]:
    """The sentences of a text and its parties, read as `detente.reading.reader` reads them."""
    sentences = tuple(repaired(s) for s in reading.parsed(text))
    return sentences, Cast(text, sentences, published, reading.answers(text))


def outermost(cluster: Cluster) -> list[Mention]:
    """The mentions of a party without those inside another of its own: of "the African Union" as a
    phrase and "African Union" as a name, the phrase.
    """
    ordered = sorted(cluster.mentions, key=lambda m: (m.start, -m.end))
    kept: list[Mention] = []
    for mention in ordered:
        if not kept or mention.end > kept[-1].end:
            kept.append(mention)
    return kept


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the possessive ending that some annotators put inside it.

    >>> trimmed("Iraq's army", 0, 6)
    (0, 4)
    """
    for ending in _POSSESSIVES:
        if text[start:end].endswith(ending) and end - start > len(ending):
            return start, end - len(ending)
    return start, end
