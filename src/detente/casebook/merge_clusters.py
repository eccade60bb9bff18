"""Which mentions are one happening: clusters that follow from the set of edges alone.

Edges join mentions that are alike. Within what edges connect, the strongest is followed first; a
join that would bring together two mentions that contradict each other is not made. What was judged
one is joined last, as wholes. Nothing depends on the order in which anything came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

__all__ = ["JUDGED_APART", "Clusters", "Edge", "Judged", "Key", "clusters"]

Key = tuple[str, str]
"""A mention: the id of its document, and its own in there."""

JUDGED_APART: Final = "judged to be another event"
"""Why two mentions are apart of which somebody said so."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of pairs of mentions, each in order: that they are one happening, or two."""

    same: frozenset[tuple[Key, Key]] = frozenset()
    apart: frozenset[tuple[Key, Key]] = frozenset()


@dataclass(frozen=True, slots=True)
class Edge:
    """Two mentions that are alike, `first` before `second`, and how much (0 to 1)."""

    score: float
    first: Key
    second: Key

    @property
    def pair(self) -> tuple[Key, Key]:
        """The two."""
        return (self.first, self.second)

    @property
    def rank(self) -> tuple[float, Key, Key]:
        """What edges are ordered by: the strongest first, those of one strength by their names."""
        return (-self.score, self.first, self.second)


@dataclass(slots=True)
class Clusters:
    """What came of the edges.

    Attributes:
        groups: The mentions of each happening that has more than one, sorted.
        joins: The edges that made them.
        refused: Edges that were not followed, and why.
    """

    groups: list[list[Key]] = field(default_factory=list)
    joins: list[Edge] = field(default_factory=list)
    refused: list[tuple[Edge, str]] = field(default_factory=list)


_NOTHING: Final = Judged()


def clusters(
    edges: Collection[Edge],
    clash: Callable[[Key, Key], str | None],
    judged: Judged = _NOTHING,
) -> Clusters:
    """Follow the edges, the strongest first, and then those that somebody made.

    What was judged one is joined with all that is joined to either, whatever clashes: only another
    judgement bars that.

    Args:
        edges: Any, among them those of `judged.same`; a pair of mentions has one at most.
        clash: Why two mentions between which there is no edge cannot be one happening, or None.
        judged: What was said of them.
    """
    made = Clusters()
    forest = _Forest()

    def reason(one: Key, other: Key) -> str | None:
        return JUDGED_APART if (one, other) in judged.apart else clash(one, other)

    def forbidden(one: Key, other: Key) -> str | None:
        return JUDGED_APART if (one, other) in judged.apart else None

    pairs = {edge.pair: edge for edge in edges}
    by_hand = [edge for pair, edge in pairs.items() if pair in judged.same]
    found = [edge for pair, edge in pairs.items() if pair not in judged.same]
    _follow(forest, found, reason, pairs.keys() - judged.apart, made)
    _follow(forest, by_hand, forbidden, set(), made)
    made.groups = sorted(sorted(group) for group in forest.groups())
    return made


def _follow(
    forest: _Forest,
    edges: Iterable[Edge],
    clash: Callable[[Key, Key], str | None],
    alike: Collection[tuple[Key, Key]],
    made: Clusters,
) -> None:
    """Join what edges connect, the strongest first, unless it clashes."""
    apart: dict[Key, dict[Key, str]] = defaultdict(dict)
    for edge in sorted(edges, key=lambda each: each.rank):
        one, other = forest.root(edge.first), forest.root(edge.second)
        if one == other:
            continue
        reason = apart[one].get(other) or _clash(forest, one, other, alike, clash)
        if reason:
            # What clashes once clashes for good: groups only grow.
            apart[one][other] = apart[other][one] = reason
            made.refused.append((edge, reason))
            continue
        made.joins.append(edge)
        kept = forest.join(one, other)
        gone = other if kept == one else one
        for enemy, why in apart.pop(gone, {}).items():
            apart[kept][enemy] = apart[enemy][kept] = why


def _clash(
    forest: _Forest,
    one: Key,
    other: Key,
    alike: Collection[tuple[Key, Key]],
    clash: Callable[[Key, Key], str | None],
) -> str | None:
    """Why two groups cannot be one: the first reason in the order of their mentions."""
    for here in sorted(forest.members(one)):
        for there in sorted(forest.members(other)):
            pair = (here, there) if here < there else (there, here)
            if pair not in alike and (reason := clash(*pair)):
                return reason
    return None


class _Forest:
    """Disjoint sets: the root of a set is its smallest member."""

    def __init__(self) -> None:
        self._parents: dict[Key, Key] = {}
        self._members: dict[Key, list[Key]] = {}

    def root(self, key: Key) -> Key:
        parents = self._parents
        if key not in parents:
            parents[key] = key
            self._members[key] = [key]
        while parents[key] != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    def join(self, one: Key, other: Key) -> Key:
        """Make one set of the two that hold these, and give its root."""
        kept, gone = sorted((self.root(one), self.root(other)))
        if kept != gone:
            self._parents[gone] = kept
            self._members[kept] += self._members.pop(gone)
        return kept

    def members(self, root: Key) -> list[Key]:
        return self._members[root]

    def groups(self) -> Iterator[list[Key]]:
        """Every set of more than one."""
        return (group for group in self._members.values() if len(group) > 1)
