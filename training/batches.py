"""Windows laid together into batches, and the order in which sets of them are gone through."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch

from training import scheme
from training.targets import IGNORED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from torch import Tensor

    from training.targets import Reach
    from training.windows import Window

TOKENS: Final = 1500
"""The most pieces in a batch, those that fill rows up included."""
_POOL: Final = 40
"""Windows of about so many batches are sorted by length together."""


class Links(NamedTuple):
    """Anchors: the row of each, its pieces (anchor, piece), its classes (anchor, piece, role)."""

    rows: Tensor
    where: Tensor
    codes: Tensor


class Pairs(NamedTuple):
    """Pairs of sides: the row of each, the pieces of the sides, the classes that are right."""

    rows: Tensor
    actors: Tensor
    recipients: Tensor
    classes: Tensor


class Values(NamedTuple):
    """Numbers to be read: the row of each, its pieces, the number."""

    rows: Tensor
    where: Tensor
    values: Tensor


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, filled up to one length.

    `ids`, `mask`, `shapes` and `own` are (row, piece). `tags` hold the rows that a layer is
    annotated in and their classes (row, piece, column); `labels` those rows' right classes
    (row, class), first, and the rows.
    """

    windows: tuple[Window, ...]
    ids: Tensor
    mask: Tensor
    shapes: Tensor
    own: Tensor
    tags: dict[str, tuple[Tensor, Tensor]]
    links: dict[str, Links]
    labels: dict[str, tuple[Tensor, Tensor]]
    pairs: Pairs | None
    values: Values | None

    def shares(self) -> dict[str, float]:
        """The share of the windows in which each head has something to learn."""
        rows: dict[str, Sequence[int] | Tensor] = {k: v[0] for k, v in self.tags.items()}
        rows |= {f"{k}_links": v.rows.unique() for k, v in self.links.items()}
        rows |= {k: v[1] for k, v in self.labels.items()}
        rows |= {"pair_type": self.pairs.rows} if self.pairs else {}
        rows |= {scheme.FACTUALITY: self.values.rows.unique()} if self.values else {}
        return {name: len(found) / len(self.windows) for name, found in rows.items()}


def collate(windows: Sequence[Window]) -> Batch:
    """The batch of some windows."""
    length = max(len(window) for window in windows)
    return Batch(
        windows=tuple(windows),
        ids=_filled([w.ids for w in windows], length, 0).long(),
        mask=_filled([np.ones(len(w), dtype=np.bool_) for w in windows], length, 0),
        shapes=_filled([w.shapes for w in windows], length, 0).long(),
        own=_filled([w.own for w in windows], length, 0),
        tags=_tags(windows, length),
        links=_links(windows, length),
        labels=_labels(windows),
        pairs=_pairs(windows, length),
        values=_values(windows, length),
    )


def plan(
    windows: Sequence[Window], seed: int, passes: Mapping[str, float], tokens: int = TOKENS
) -> list[list[int]]:
    """The batches of an epoch, as indices of windows; the same for the same seed.

    Args:
        windows: What there is to learn from.
        seed: Of the order.
        passes: How often each set is gone through in an epoch, once if it is not named; of a set
            that is gone through less than once, another part comes with each seed.
        tokens: The budget of a batch.
    """
    chance = np.random.default_rng(seed)
    drawn = _drawn(windows, passes, chance)
    mean = max(1, sum(len(windows[i]) for i in drawn) // max(1, len(drawn)))
    pool = max(1, _POOL * tokens // mean)
    found: list[list[int]] = []
    for first in range(0, len(drawn), pool):
        found += packed(drawn[first : first + pool], lambda i: len(windows[i]), tokens)
    return [found[i] for i in chance.permutation(len(found))]


def packed(items: Sequence[int], length: Callable[[int], int], tokens: int) -> list[list[int]]:
    """Items in groups of like length whose filled-up size is within the budget."""
    groups: list[list[int]] = []
    for item in sorted(items, key=length):
        if groups and (len(groups[-1]) + 1) * length(item) <= tokens:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _drawn(
    windows: Sequence[Window], passes: Mapping[str, float], chance: np.random.Generator
) -> list[int]:
    sets: Mapping[str, list[int]] = defaultdict(list)
    for number, window in enumerate(windows):
        sets[window.source].append(number)
    drawn: list[int] = []
    for name, members in sorted(sets.items()):
        wanted = max(1, round(passes.get(name, 1.0) * len(members)))
        rounds = math.ceil(wanted / len(members))
        order = [i for _ in range(rounds) for i in chance.permutation(members).tolist()]
        drawn += order[:wanted]
    return [drawn[i] for i in chance.permutation(len(drawn))]


def _filled(arrays: Sequence[np.ndarray], length: int, value: int) -> Tensor:
    """Arrays beneath each other, their first side filled up to a length."""
    shape = (len(arrays), length, *arrays[0].shape[1:])
    found = np.full(shape, value, dtype=arrays[0].dtype)
    for row, array in enumerate(arrays):
        found[row, : len(array)] = array
    return torch.from_numpy(found)


def _tags(windows: Sequence[Window], length: int) -> dict[str, tuple[Tensor, Tensor]]:
    found = {}
    for layer in sorted({layer for w in windows for layer in w.targets.tags}):
        rows = [i for i, w in enumerate(windows) if layer in w.targets.tags]
        codes = _filled([windows[i].targets.tags[layer] for i in rows], length, IGNORED)
        found[layer] = (torch.tensor(rows), codes.long())
    return found


def _links(windows: Sequence[Window], length: int) -> dict[str, Links]:
    found = {}
    for layer in sorted({layer for w in windows for layer in w.targets.links}):
        held = [
            (i, w.targets.links[layer]) for i, w in enumerate(windows) if layer in w.targets.links
        ]
        rows = [i for i, links in held for _ in links.anchors]
        if rows:
            codes = [anchor for _, links in held for anchor in links.codes]
            anchors = [anchor for _, links in held for anchor in links.anchors]
            found[layer] = Links(
                torch.tensor(rows), _where(anchors, length), _filled(codes, length, IGNORED).long()
            )
    return found


def _labels(windows: Sequence[Window]) -> dict[str, tuple[Tensor, Tensor]]:
    found = {}
    for head in scheme.CLASSINGS:
        rows = [i for i, w in enumerate(windows) if head.label in w.targets.labels]
        if rows:
            right = [windows[i].targets.labels[head.label] for i in rows]
            found[head.label] = (_right(right, len(head.classes)), torch.tensor(rows))
    return found


def _pairs(windows: Sequence[Window], length: int) -> Pairs | None:
    held = [(i, pair) for i, w in enumerate(windows) for pair in w.targets.pairs]
    if not held:
        return None
    return Pairs(
        torch.tensor([i for i, _ in held]),
        _where([pair.actor for _, pair in held], length),
        _where([pair.recipient for _, pair in held], length),
        _right([pair.classes for _, pair in held], len(scheme.PAIR.classes)),
    )


def _values(windows: Sequence[Window], length: int) -> Values | None:
    held = [(i, value) for i, w in enumerate(windows) for value in w.targets.values]
    if not held:
        return None
    return Values(
        torch.tensor([i for i, _ in held]),
        _where([value.reach for _, value in held], length),
        torch.tensor([value.value for _, value in held]),
    )


def _where(places: Sequence[Reach], length: int) -> Tensor:
    """Masks (place, piece) of pieces from first to last."""
    found = torch.zeros(len(places), length, dtype=torch.bool)
    for row, place in enumerate(places):
        found[row, place.first : place.last] = True
    return found


def _right(classes: Sequence[tuple[int, ...]], count: int) -> Tensor:
    found = torch.zeros(len(classes), count, dtype=torch.bool)
    for row, right in enumerate(classes):
        found[row, list(right)] = True
    return found
