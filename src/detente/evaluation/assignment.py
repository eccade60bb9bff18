"""Pairing two sides, each thing with at most one of the other, so that the sum is greatest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def best_total(weights: Mapping[tuple[int, int], float]) -> float:
    """The greatest sum of a pairing.

    Args:
        weights: What a pair of (row, column) is worth, at least 0; pairs not given are worth
            nothing.

    Things that no chain of pairs connects cannot compete, so each connected group is solved by
    itself.

    >>> best_total({(0, 0): 1.0, (0, 1): 0.9, (1, 0): 0.8})
    1.7
    """
    return sum(_solve(group) for group in _groups(weights))


def _groups(weights: Mapping[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """The pairs, in groups that share neither row nor column."""
    group_of: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while group_of.setdefault(node, node) != node:
            node = group_of[node]
        return node

    for row, column in weights:
        group_of[root(("row", row))] = root(("column", column))
    groups: dict[tuple[str, int], dict[tuple[int, int], float]] = {}
    for (row, column), weight in weights.items():
        groups.setdefault(root(("row", row)), {})[row, column] = weight
    return list(groups.values())


def _solve(weights: Mapping[tuple[int, int], float]) -> float:
    rows = sorted({row for row, _ in weights})
    columns = sorted({column for _, column in weights})
    if len(rows) > len(columns):
        rows, columns = columns, rows
        weights = {(column, row): weight for (row, column), weight in weights.items()}
    costs = [[-weights.get((row, column), 0.0) for column in columns] for row in rows]
    return sum(-costs[row][column] for row, column in enumerate(assigned(costs)))


def assigned(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row in the cheapest assignment: the Hungarian method, by shortest
    augmenting paths with potentials (Kuhn 1955; Jonker and Volgenant 1987), O(rows² columns).

    Args:
        costs: A row a list, at least as many columns as rows.
    """
    width = len(costs[0]) if costs else 0
    row_price, column_price = [0.0] * len(costs), [0.0] * width
    holder = [-1] * width
    for row in range(len(costs)):
        _augment(costs, row, row_price, column_price, holder)
    result = [-1] * len(costs)
    for column, row in enumerate(holder):
        if row >= 0:
            result[row] = column
    return result


def _augment(
    costs: Sequence[Sequence[float]],
    new: int,
    row_price: list[float],
    column_price: list[float],
    holder: list[int],
) -> None:
    """Give a new row a column, along the cheapest path of rows that make way for each other."""
    width = len(column_price)
    distance, before = [float("inf")] * width, [-1] * width
    reached: list[int] = []
    row, here, base = new, -1, 0.0
    while row >= 0:
        free = [c for c in range(width) if c not in reached]
        for column in free:
            through = base + costs[row][column] - row_price[row] - column_price[column]
            if through < distance[column]:
                distance[column], before[column] = through, here
        here = min(free, key=distance.__getitem__)
        base = distance[here]
        reached.append(here)
        row = holder[here]
    row_price[new] += base
    for column in reached[:-1]:
        row_price[holder[column]] += base - distance[column]
        column_price[column] -= base - distance[column]
    while here >= 0:
        previous = before[here]
        holder[here] = holder[previous] if previous >= 0 else new
        here = previous
