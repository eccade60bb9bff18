"""Which mentions are one happening: clusters that follow from the set of edges alone.

Edges join mentions that are alike. Within what edges connect, the strongest is followed first; a
join that would bring together two mentions that contradict each other is not made. Nothing depends
on the order in which anything came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

__all__ = ["Clusters", "Edge", "Key", "clusters"]

Key = tuple[str, str]
"""A mention: the id of its document, and its own in there."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Two mentions that are alike, `first` before `second`, and how much (0 to 1)."""

    score: float
    first: Key
    second: Key

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


def clusters(edges: Collection[Edge], clash: Callable[[Key, Key], str | None]) -> Clusters:
    """Follow the edges, the strongest first.

    Args:
        edges: Any; a pair of mentions has one at most.
        clash: Why two mentions between which there is no edge cannot be one happening, or None.
    """
    alike = {(edge.first, edge.second) for edge in edges}
    made = Clusters()
    forest = _Forest()
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
    made.groups = sorted(sorted(group) for group in forest.groups())
    return made


def _clash(
    forest: _Forest,
    one: Key,
    other: Key,
    alike: set[tuple[Key, Key]],
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
