"""Windows of texts as `detente.reading.windows` lays them, with what the heads should find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.reading import pieces
from detente.reading.windows import Extent, extents
from training.targets import Targets, build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from detente.reading.pieces import Pieces
    from training.examples import Example


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads at once, and what the heads should find there.

    Attributes:
        example: The id of its text.
        source: The gold set it is from.
        ids: Of the pieces, with those that open and close the window.
        shapes: Of the pieces.
        spans: Where each piece stands in the text, in code points; -1 for those of no text.
        own: Whether the window answers for the piece.
    """

    example: str
    source: str
    ids: NDArray[np.int32]
    shapes: NDArray[np.int32]
    spans: NDArray[np.int32]
    own: NDArray[np.bool_]
    targets: Targets

    def __len__(self) -> int:
        return len(self.ids)


def windows(examples: Iterable[Example], using: Tokenizer) -> Iterator[Window]:
    """The windows of some examples, with their gold; marks that cross windows are cut."""
    for example in examples:
        cut = pieces.cut(example.text, using)
        for extent in extents(cut, example.sentences or ((0, len(example.text)),)):
            yield _window(example, cut, extent)


def _window(example: Example, cut: Pieces, extent: Extent) -> Window:
    inside = slice(extent.context, extent.last)
    count = extent.last - extent.context
    spans = np.full((count + 2, 2), -1, dtype=np.int32)
    spans[1:-1] = cut.spans[inside]
    own = np.zeros(count + 2, dtype=np.bool_)
    own[1 + extent.first - extent.context : -1] = True
    shapes = np.zeros(count + 2, dtype=np.int32)
    shapes[1:-1] = cut.shapes[inside]
    ids = np.array([pieces.CLS, *cut.ids[inside], pieces.SEP], dtype=np.int32)
    targets = build(example, spans, own, whole=extent.first == 0)
    return Window(example.id, example.source, ids, shapes, spans, own, targets)
