"""The standard scores of coreference: MUC, B³ and CEAF-e.

As the reference scorer of CoNLL-2011 and 2012 counts them in its version 8.01 (Pradhan et al.
2014): MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and CEAF with the entity-based
similarity (Luo 2005), over system mentions, each a hashable thing. A mention said twice in an
answer counts where it stands first.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from detente.evaluation.assignment import best_total

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    Chains = Sequence[frozenset[Hashable]]

Thing = TypeVar("Thing", bound="Hashable")


@dataclass(frozen=True, slots=True)
class Score:
    """Recall and precision as fractions that can be added up over documents."""

    found: float = 0.0
    wanted: float = 0.0
    right: float = 0.0
    proposed: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.wanted + other.wanted,
            self.right + other.right,
            self.proposed + other.proposed,
        )

    @classmethod
    def of(cls, pairs: Sequence[tuple[float, float]]) -> Score:
        """The sum of the scores whose `pairs` these are, one after the other."""
        recalls, precisions = pairs[::2], pairs[1::2]
        return cls(
            found=sum(f for _, f in recalls),
            wanted=sum(w for w, _ in recalls),
            right=sum(r for _, r in precisions),
            proposed=sum(p for p, _ in precisions),
        )

    @property
    def pairs(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The score as a judgement keeps it: (wanted, found) and (proposed, right)."""
        return (self.wanted, self.found), (self.proposed, self.right)

    @property
    def recall(self) -> float:
        """What was found of what was wanted; 0 where nothing was."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def precision(self) -> float:
        """What is right of what was proposed; 0 where nothing was."""
        return self.right / self.proposed if self.proposed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def distinct(chains: Iterable[Iterable[Thing]]) -> list[frozenset[Thing]]:
    """The chains, each mention only in the first that has it; empty chains left out."""
    seen: set[Thing] = set()
    kept = []
    for chain in chains:
        new = frozenset(chain) - seen
        seen |= new
        if new:
            kept.append(new)
    return kept


def muc(gold: Chains, ours: Chains) -> Score:
    """Links kept: a chain of n mentions has n - 1, less one for each break the other side makes."""
    found, wanted = _links(gold, ours)
    right, proposed = _links(ours, gold)
    return Score(found, wanted, right, proposed)


def _links(these: Chains, others: Chains) -> tuple[int, int]:
    home = _homes(others)
    kept = total = 0
    for chain in these:
        parts = {home.get(m, ("alone", m)) for m in chain}
        kept += len(chain) - len(parts)
        total += len(chain) - 1
    return kept, total


def b_cubed(gold: Chains, ours: Chains) -> Score:
    """For each mention, the share of its chain that stands in its chain of the other side."""
    found, wanted = _shares(gold, ours)
    right, proposed = _shares(ours, gold)
    return Score(found, wanted, right, proposed)


def _shares(these: Chains, others: Chains) -> tuple[float, int]:
    home = _homes(others)
    kept = 0.0
    for chain in these:
        together = Counter(home[m] for m in chain if m in home)
        kept += sum(n * n for n in together.values()) / len(chain)
    return kept, sum(map(len, these))


def ceaf_e(gold: Chains, ours: Chains) -> Score:
    """The similarity of the chains, each paired with at most one, so that the sum is greatest."""
    home = _homes(ours)
    similar: dict[tuple[int, int], float] = {}
    for row, chain in enumerate(gold):
        for column, shared in Counter(home[m] for m in chain if m in home).items():
            similar[row, column] = 2 * shared / (len(chain) + len(ours[column]))
    common = best_total(similar)
    return Score(common, len(gold), common, len(ours))


def _homes(chains: Chains) -> dict[Hashable, int]:
    return {m: n for n, chain in enumerate(chains) for m in chain}


METRICS = {"muc": muc, "b3": b_cubed, "ceafe": ceaf_e}
"""The three scores whose F1 the CoNLL score is the mean of."""
