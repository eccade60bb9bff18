"""How far two reviewers agree: Cohen's kappa.

Source: Cohen (1960), A coefficient of agreement for nominal scales, Educational and Psychological
Measurement 20(1), 37-46.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from detente.casebook.proposals import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.casebook.decisions import Decision
    from detente.casebook.proposals import Key

__all__ = ["Agreement", "agreement", "kappa"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree on records of a kind.

    Attributes:
        kind: Of the records.
        records: How many both decided.
        same: On how many of them they decided the same.
        kappa: Cohen's, of their verdicts: 1 if they always agree, 0 if no more than by chance; None
            where chance alone would have them always agree, or nothing was decided by both.
        differ: The records on which they do not.
    """

    kind: Kind
    records: int
    same: int
    kappa: float | None
    differ: tuple[Key, ...]


def agreement(decisions: Iterable[Decision], first: str, second: str) -> list[Agreement]:
    """By kind of record, how far two reviewers agree; of each the last decision that stands.

    Args:
        decisions: All, in the order they were made.
        first: A reviewer.
        second: The other.
    """
    made = list(decisions)
    one, other = _last(made, first), _last(made, second)
    shared = sorted(one.keys() & other.keys())
    found = []
    for kind in get_args(Kind):
        keys = [key for key in shared if key.kind == kind]
        pairs = [(one[key].verdict, other[key].verdict) for key in keys]
        differ = tuple(key for key, (a, b) in zip(keys, pairs, strict=True) if a != b)
        same = len(keys) - len(differ)
        found.append(Agreement(kind, len(keys), same, kappa(pairs), differ))
    return found


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of labels; None where it is not defined.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    total = len(pairs)
    if not total:
        return None
    observed = sum(a == b for a, b in pairs) / total
    one, other = (Counter(side) for side in zip(*pairs, strict=True))
    by_chance = sum(one[label] * other[label] for label in one) / total**2
    return None if by_chance == 1 else (observed - by_chance) / (1 - by_chance)


def _last(decisions: Iterable[Decision], reviewer: str) -> dict[Key, Decision]:
    return {
        each.key: each for each in decisions if each.reviewer == reviewer and each.withdrawn is None
    }
