"""How well a reader answers on windows it has not learnt from.

These are figures of word pieces and windows, for choosing between runs. What the program as a
whole reaches is for `detente eval` to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import torch

from detente.reading.decoding import Span, spans
from training import scheme
from training.batches import collate, packed
from training.targets import IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from training.batches import Batch
    from training.heads import Reader
    from training.scheme import Linking, Tagging
    from training.windows import Window

    Codes = NDArray[np.int64]

_TOKENS: Final = 6000


class Figure(NamedTuple):
    """A line of the log: what was measured of which task, on how many gold things."""

    task: str
    measure: str
    value: float
    size: int


@dataclass(slots=True)
class Tally:
    """What was right, found and to be found, by task, measure and label; and what was said."""

    counts: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    said: dict[str, list[tuple[int, tuple[int, ...]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    read: list[tuple[float, float]] = field(default_factory=list)

    def add(self, task: str, measure: str, label: str, right: int, found: int, gold: int) -> None:
        """Count right, found and gold things."""
        held = self.counts.setdefault((task, measure, label), [0, 0, 0])
        for place, number in enumerate((right, found, gold)):
            held[place] += number

    def figures(self) -> list[Figure]:
        """All measures: F1 by label and over all labels, accuracy, macro-F1, error, correlation."""
        over: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
        for (task, measure, _), counts in self.counts.items():
            over[task, measure].append(counts)
        found = [Figure(t, f"{m}_f1:{label}", f1(c), c[2]) for (t, m, label), c in
                 self.counts.items() if len(over[t, m]) > 1]  # fmt: skip
        for (task, measure), every in over.items():
            total = np.sum(every, axis=0).tolist()
            found.append(Figure(task, f"{measure}_f1", f1(total), total[2]))
        for task, pairs in self.said.items():
            found += _classed(task, pairs)
        return found + _valued(self.read)


def f1(counts: Sequence[int]) -> float:
    """F1 of counts of right, found and gold things; 0 where there are none."""
    right, found, gold = counts
    return 2 * right / (found + gold) if found + gold else 0.0


def judge(reader: Reader, windows: Sequence[Window]) -> list[Figure]:
    """All figures of a reader on some windows; it is left in the mode it was in."""
    was_training = reader.training
    reader.eval()
    tally = Tally()
    groups = packed(range(len(windows)), lambda i: len(windows[i]), _TOKENS)
    with torch.no_grad():
        for group in groups:
            batch = collate([windows[i] for i in group])
            _judge_batch(reader, batch, tally)
    reader.train(was_training)
    return tally.figures()


def _judge_batch(reader: Reader, batch: Batch, tally: Tally) -> None:
    hidden = reader(batch)
    columns = {
        layer: torch.stack([part.argmax(-1) for part in parts], -1).numpy()
        for layer, parts in reader.tagger.columns(reader.tagger(hidden))
    }
    for tagging in scheme.TAGGINGS:
        if tagging.layer in batch.tags:
            rows, gold = batch.tags[tagging.layer]
            _judge_tags(tagging, columns[tagging.layer][rows.numpy()], gold.numpy(), tally)
    for linking in scheme.LINKINGS:
        if any(linking.layer in w.targets.links for w in batch.windows):
            _judge_links(reader, linking, batch, hidden, tally)
            _judge_relations(reader, linking, batch, hidden, columns[linking.anchors], tally)
    if batch.pairs is not None:
        _said(
            tally, "pair_type", reader.pair_scores(batch, batch.pairs, hidden), batch.pairs.classes
        )
    pooled = reader.pooled(hidden, batch.own)
    for label, (classes, rows) in batch.labels.items():
        _said(tally, label, reader.classers[label](pooled[rows]), classes)
    if batch.values is not None:
        ours = reader.value_scores(batch.values, hidden).tolist()
        tally.read += list(zip(ours, batch.values.values.tolist(), strict=True))


def _said(tally: Tally, task: str, scores: Tensor, right: Tensor) -> None:
    for best, classes in zip(scores.argmax(-1).tolist(), right, strict=True):
        tally.said[task].append((best, tuple(torch.nonzero(classes).flatten().tolist())))


def _judge_tags(tagging: Tagging, ours: Codes, gold: Codes, tally: Tally) -> None:
    ours = np.where(gold == IGNORED, IGNORED, ours)
    for column, labels in enumerate(tagging.columns):
        for row in range(len(gold)):
            _compare(tagging.layer, labels, ours[row, :, column], gold[row, :, column], tally)


def _compare(task: str, labels: Sequence[str], ours: Codes, gold: Codes, tally: Tally) -> None:
    """Count exact spans and pieces of one column of one window, or of one role of one anchor."""
    wanted, found = spans(gold.tolist()), spans(ours.tolist())
    for number in {s.label for s in (*wanted, *found)}:
        name = labels[number]
        right, mine = _of(wanted, number), _of(found, number)
        tally.add(task, "exact", name, len(set(right) & set(mine)), len(mine), len(right))
        right_pieces, my_pieces = _pieces(right), _pieces(mine)
        both = len(right_pieces & my_pieces)
        tally.add(task, "token", name, both, len(my_pieces), len(right_pieces))


def _of(found: Iterable[Span], label: int) -> list[Span]:
    return [s for s in found if s.label == label]


def _pieces(found: Iterable[Span]) -> set[int]:
    return {place for s in found for place in range(s.first, s.last)}


def _judge_links(
    reader: Reader, linking: Linking, batch: Batch, hidden: Tensor, tally: Tally
) -> None:
    """Roles given the gold's anchors."""
    if linking.layer not in batch.links:
        return
    gold = batch.links[linking.layer].codes.numpy()
    ours = reader.link_scores(batch, hidden, linking.layer).argmax(-1).numpy()
    ours = np.where(gold == IGNORED, IGNORED, ours)
    for anchor in range(len(gold)):
        for role, name in enumerate(linking.roles):
            task = f"{linking.layer}_links"
            _compare(task, (name,), ours[anchor, :, role], gold[anchor, :, role], tally)


class _Relation(NamedTuple):
    anchor: set[int]
    roles: tuple[set[int], ...]


def _judge_relations(
    reader: Reader, linking: Linking, batch: Batch, hidden: Tensor, tags: Codes, tally: Tally
) -> None:
    """Whole relations from our own anchors: right where anchor and all roles overlap the gold's."""
    column = 0
    if linking.anchor_label is not None:
        layer = next(t for t in scheme.TAGGINGS if t.layer == linking.anchors)
        column = layer.columns.index((linking.anchor_label,))
    for row, window in enumerate(batch.windows):
        if linking.layer not in window.targets.links:
            continue
        links = window.targets.links[linking.layer]
        codes = np.where(window.own, tags[row, : len(window), column], IGNORED)
        found = [_pieces([s]) for s in spans(codes.tolist())]
        gold = [
            _Relation(set(range(a.first, a.last)), _roles(c))
            for a, c in zip(links.anchors, links.codes, strict=True)
        ]
        ours = _linked(reader, linking, hidden[row, : len(window)], found)
        right = _matched(gold, ours)
        tally.add(linking.layer, "relation", "", right, len(ours), len(gold))


def _linked(
    reader: Reader, linking: Linking, hidden: Tensor, anchors: Sequence[set[int]]
) -> list[_Relation]:
    if not anchors:
        return []
    where = torch.zeros(len(anchors), len(hidden), dtype=torch.bool)
    for row, anchor in enumerate(anchors):
        where[row, sorted(anchor)] = True
    rows = torch.zeros(len(anchors), dtype=torch.long)
    vectors = reader.pooled(hidden[None].expand(len(anchors), -1, -1), where)
    scores = reader.linkers[linking.layer](hidden[None], vectors, rows)
    codes = scores.argmax(-1).numpy()
    return [_Relation(a, _roles(c)) for a, c in zip(anchors, codes, strict=True)]


def _roles(codes: Codes) -> tuple[set[int], ...]:
    return tuple(_pieces(spans(column.tolist())) for column in codes.T)


def _matched(gold: Sequence[_Relation], ours: Sequence[_Relation]) -> int:
    left = list(gold)
    for mine in ours:
        for wanted in left:
            if mine.anchor & wanted.anchor and all(
                bool(a & b) or not (a or b)
                for a, b in zip(mine.roles, wanted.roles, strict=True)
            ):  # fmt: skip
                left.remove(wanted)
                break
    return len(gold) - len(left)


def _classed(task: str, said: Sequence[tuple[int, tuple[int, ...]]]) -> list[Figure]:
    """Accuracy and macro-F1; where several classes are right, they count as the first of them."""
    names = {right[0]: set(right) for _, right in said if len(right) > 1}
    merged = {member: first for first, members in names.items() for member in members}
    pairs = [(merged.get(ours, ours), merged.get(right[0], right[0])) for ours, right in said]
    hits = sum(ours == right for ours, right in pairs)
    each = [
        f1([
            sum(ours == right == label for ours, right in pairs),
            sum(ours == label for ours, _ in pairs),
            sum(right == label for _, right in pairs),
        ])
        for label in sorted({right for _, right in pairs})
    ]  # fmt: skip
    count = len(pairs)
    return [
        Figure(task, "accuracy", hits / count, count),
        Figure(task, "macro_f1", float(np.mean(each)), count),
    ]


def _valued(pairs: Sequence[tuple[float, float]]) -> list[Figure]:
    if not pairs:
        return []
    ours, gold = np.array(pairs).T
    found = [Figure(scheme.FACTUALITY, "mae", float(np.abs(ours - gold).mean()), len(pairs))]
    if len(pairs) > 1 and ours.std() and gold.std():
        r = float(np.corrcoef(ours, gold)[0, 1])
        found.append(Figure(scheme.FACTUALITY, "r", r, len(pairs)))
    return found
