"""Heads that read one pass of the encoder, and their losses where a layer is annotated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import torch
from torch import nn
from torch.nn import functional

from training import scheme
from training.targets import IGNORED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from training.backbone import Encoder
    from training.batches import Batch, Pairs, Values
    from training.scheme import Linking, Tagging

WIDTH: Final = 384
LINK_WIDTH: Final = 128
_LEAST: Final = -1e4
"""A score no class can have: low enough for a softmax, high enough for half precision."""


@dataclass(slots=True)
class Losses:
    """Losses of a batch by head, and how many things each was summed over."""

    sums: dict[str, Tensor] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, total: Tensor, count: int, weight: float) -> None:
        """Enter a head's loss summed over `count` things; nothing where nothing is annotated."""
        if count:
            self.sums[name], self.counts[name], self.weights[name] = total, count, weight

    def total(self, shares: dict[str, float]) -> Tensor:
        """Mean losses by weight and by each head's share of the batch's windows."""
        parts = [
            self.weights[name] * shares[name] * self.sums[name] / self.counts[name]
            for name in self.sums
        ]
        return torch.stack(parts).sum() if parts else torch.zeros((), requires_grad=True)


class Tagger(nn.Module):
    """One score a class for each piece: all columns of all tagged layers beside each other."""

    def __init__(self, taggings: Sequence[Tagging], dropout: float) -> None:
        super().__init__()
        self.taggings = tuple(taggings)
        self.drop = nn.Dropout(dropout)
        self.scores = nn.Linear(WIDTH, sum(sum(t.widths) for t in taggings))

    def forward(self, hidden: Tensor) -> Tensor:
        """Scores (batch, piece, class) of vectors (batch, piece, width)."""
        found: Tensor = self.scores(self.drop(hidden))
        return found

    def columns(self, scores: Tensor) -> Iterator[tuple[str, list[Tensor]]]:
        """Each layer's columns of scores."""
        place = 0
        for tagging in self.taggings:
            parts = []
            for width in tagging.widths:
                parts.append(scores[..., place : place + width])
                place += width
            yield tagging.layer, parts


class Linker(nn.Module):
    """Scores of O, B and I of each piece in each role of an anchor, biaffine (Dozat, Manning 2017).

    Anchor and piece vectors get a one at their end, so that one product holds the scores of the
    pair, of the anchor and of the piece alone.
    """

    def __init__(self, linking: Linking, dropout: float) -> None:
        super().__init__()
        self.linking = linking
        self.drop = nn.Dropout(dropout)
        self.anchor = nn.Linear(WIDTH, LINK_WIDTH)
        self.piece = nn.Linear(WIDTH, LINK_WIDTH)
        side = LINK_WIDTH + 1
        self.product = nn.Parameter(torch.empty(side, 3 * len(linking.roles), side))
        nn.init.normal_(self.product, std=1 / side)

    def forward(self, hidden: Tensor, anchors: Tensor, rows: Tensor) -> Tensor:
        """Scores (anchor, piece, role, 3).

        Args:
            hidden: (batch, piece, width).
            anchors: Pooled vectors (anchor, width).
            rows: The window of each anchor.
        """
        return self.tied(self.ready(hidden), anchors, rows)

    def ready(self, hidden: Tensor) -> Tensor:
        """The pieces (batch, piece, LINK_WIDTH + 1) as `tied` takes them, whatever the anchor."""
        return _with_one(functional.gelu(self.piece(self.drop(hidden))))

    def tied(self, ready: Tensor, anchors: Tensor, rows: Tensor) -> Tensor:
        """Scores as of `forward`, from pieces that are `ready`."""
        left = _with_one(functional.gelu(self.anchor(self.drop(anchors))))
        wanted = torch.einsum("ai,iko->ako", left, self.product)
        scores = torch.einsum("ako,ato->atk", wanted, ready[rows])
        return scores.reshape(*scores.shape[:2], len(self.linking.roles), 3)


class Pairing(nn.Module):
    """Types of what one span does to another."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.inner = nn.Linear(4 * WIDTH, WIDTH)
        self.scores = nn.Linear(WIDTH, len(scheme.PAIR.classes))

    def forward(self, actor: Tensor, recipient: Tensor, sentence: Tensor) -> Tensor:
        """Scores (pair, class) of pooled vectors (pair, width)."""
        both = torch.cat((actor, recipient, actor * recipient, sentence), dim=-1)
        found: Tensor = self.scores(self.drop(functional.gelu(self.inner(self.drop(both)))))
        return found


class Reader(nn.Module):
    """The encoder and all its heads."""

    def __init__(self, encoder: Encoder, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.tagger = Tagger(scheme.TAGGINGS, dropout)
        self.linkers = nn.ModuleDict({k.layer: Linker(k, dropout) for k in scheme.LINKINGS})
        self.pairing = Pairing(dropout)
        self.classers = nn.ModuleDict(
            {
                h.label: nn.Sequential(nn.Dropout(dropout), nn.Linear(WIDTH, len(h.classes)))
                for h in scheme.CLASSINGS
            }
        )
        self.factuality = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.Linear(WIDTH, 1)
        )

    def forward(self, batch: Batch) -> Tensor:
        """The encoder's vectors of a batch, which every head reads."""
        found: Tensor = self.encoder(batch.ids, batch.mask, batch.shapes)
        return found

    def losses(self, batch: Batch, hidden: Tensor) -> Losses:
        """The losses of all heads, each where its layer is annotated."""
        losses = Losses()
        self._tag_losses(batch, hidden, losses)
        self._link_losses(batch, hidden, losses)
        if batch.pairs is not None:
            scores = self.pair_scores(batch, batch.pairs, hidden)
            total = _class_loss(scores, batch.pairs.classes)
            losses.add("pair_type", total, len(scores), scheme.PAIR.weight)
        pooled = self.pooled(hidden, batch.own)
        for head in scheme.CLASSINGS:
            classes, rows = batch.labels.get(head.label, (None, None))
            if classes is not None:
                scores = self.classers[head.label](pooled[rows])
                losses.add(head.label, _class_loss(scores, classes), len(scores), head.weight)
        if batch.values is not None:
            error = functional.smooth_l1_loss(
                self.value_scores(batch.values, hidden), batch.values.values, reduction="sum"
            )
            losses.add(scheme.FACTUALITY, error, len(batch.values.rows), 1.0)
        return losses

    def pooled(self, hidden: Tensor, where: Tensor) -> Tensor:
        """Means of the vectors where a mask (row, piece) is true."""
        weights = where.to(hidden.dtype)
        return torch.einsum("rt,rtw->rw", weights, hidden) / weights.sum(1, keepdim=True).clamp(1)

    def pair_scores(self, batch: Batch, pairs: Pairs, hidden: Tensor) -> Tensor:
        """Scores (pair, class) of pairs in a batch."""
        rows = hidden[pairs.rows]
        sides = (pairs.actors, pairs.recipients, batch.own[pairs.rows])
        found: Tensor = self.pairing(*(self.pooled(rows, side) for side in sides))
        return found

    def value_scores(self, values: Values, hidden: Tensor) -> Tensor:
        """The factuality read on the words that are asked for."""
        found: Tensor = self.factuality(self.pooled(hidden[values.rows], values.where))
        return found.squeeze(-1)

    def link_scores(self, batch: Batch, hidden: Tensor, layer: str) -> Tensor:
        """Scores (anchor, piece, role, 3) of the batch's anchors of a layer."""
        links = batch.links[layer]
        anchors = self.pooled(hidden[links.rows], links.where)
        found: Tensor = self.linkers[layer](hidden, anchors, links.rows)
        return found

    def _tag_losses(self, batch: Batch, hidden: Tensor, losses: Losses) -> None:
        scores = dict(self.tagger.columns(self.tagger(hidden)))
        for tagging in scheme.TAGGINGS:
            if tagging.layer not in batch.tags:
                continue
            rows, codes = batch.tags[tagging.layer]
            parts = [
                _tag_loss(column[rows], codes[..., number])
                for number, column in enumerate(scores[tagging.layer])
            ]
            count = int((codes != IGNORED).any(-1).sum())
            losses.add(tagging.layer, torch.stack(parts).sum(), count, tagging.weight)

    def _link_losses(self, batch: Batch, hidden: Tensor, losses: Losses) -> None:
        for linking in scheme.LINKINGS:
            if linking.layer in batch.links:
                scores = self.link_scores(batch, hidden, linking.layer)
                codes = batch.links[linking.layer].codes
                count = int((codes[..., 0] != IGNORED).sum())
                losses.add(
                    f"{linking.layer}_links", _tag_loss(scores, codes), count, linking.weight
                )


def _with_one(vectors: Tensor) -> Tensor:
    return functional.pad(vectors, (0, 1), value=1.0)


def _tag_loss(scores: Tensor, codes: Tensor) -> Tensor:
    """Cross-entropy summed over the pieces that count."""
    return functional.cross_entropy(
        scores.float().reshape(-1, scores.shape[-1]),
        codes.reshape(-1),
        ignore_index=IGNORED,
        reduction="sum",
    )


def _class_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Cross-entropy of the right classes together (row, class), summed."""
    scores = scores.float()
    among = scores.masked_fill(~right, _LEAST)
    found: Tensor = (torch.logsumexp(scores, -1) - torch.logsumexp(among, -1)).sum()
    return found
