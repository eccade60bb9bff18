"""The encoder: word pieces of a text in, a vector and tag scores a piece out, in one pass.

The graph is run once over each window of whole sentences; windows of like length go together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from detente.reading import pieces
from detente.reading.windows import Extent, extents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    Floats = NDArray[np.float32]

TOKENS: Final = 1500
"""The most pieces that are read at once, those that fill windows up included."""


class Window(NamedTuple):
    """Which pieces of the text stand in a window, and the vectors they have there."""

    extent: Extent
    vectors: Floats


@dataclass(frozen=True)
class Encoded:
    """A text as the encoder has it.

    Attributes:
        text: What was read.
        spans: Where each piece starts and ends, in code points (piece, 2).
        tags: Scores of each piece (piece, class), in the order of the tagged layers.
        vectors: Of each piece (piece, width), from the window that answers for it.
        windows: In the order of the text; each piece is one window's own.
    """

    text: str
    spans: NDArray[np.int32]
    tags: Floats
    vectors: Floats
    windows: tuple[Window, ...]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The pieces, half-open, that overlap a stretch of text; none if first and last are one."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return first, max(first, last)

    @cached_property
    def _starts(self) -> list[int]:
        return list(self.spans[:, 0].tolist())

    @cached_property
    def _ends(self) -> list[int]:
        return list(self.spans[:, 1].tolist())

    def bounds(self, stretches: NDArray[np.int32]) -> NDArray[np.int64]:
        """What `between` says of each of some stretches (stretch, 2)."""
        first = np.searchsorted(self.spans[:, 1], stretches[:, 0], side="right")
        last = np.searchsorted(self.spans[:, 0], stretches[:, 1], side="left")
        return np.stack([first, np.maximum(first, last)], axis=1)

    def window(self, piece: int) -> Window:
        """The window that answers for a piece."""
        return self.windows[bisect_right(self._firsts, piece) - 1]

    @cached_property
    def _firsts(self) -> list[int]:
        return [window.extent.first for window in self.windows]


class Encoder:
    """A loaded graph with its tokeniser.

    Args:
        folder: With `reader.onnx` and `tokenizer.json`.
        threads: How many cores one pass may use.

    Raises:
        OSError: A file is missing.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self._tokenizer = pieces.tokenizer(folder / "tokenizer.json")
        self._session = session(folder / "reader.onnx", threads)
        outputs = self._session.get_outputs()
        self._empty = [np.zeros((0, each.shape[-1]), np.float32) for each in outputs]

    def encode(self, text: str, sentences: Sequence[tuple[int, int]]) -> Encoded:
        """Read a text.

        Args:
            text: What to read.
            sentences: Where its sentences start and end, in code points, in order.
        """
        cut = pieces.cut(text, self._tokenizer)
        laid = extents(cut, sentences)
        outputs: list[tuple[Floats, Floats] | None] = [None] * len(laid)
        for group in _alike(laid):
            for number, output in zip(
                group, self._read(cut, [laid[i] for i in group]), strict=True
            ):
                outputs[number] = output
        read = [each for each in outputs if each is not None]
        return _laid_together(text, cut, laid, read, self._empty)

    def _read(self, cut: pieces.Pieces, group: Sequence[Extent]) -> Iterator[tuple[Floats, Floats]]:
        """The vectors and tag scores of the pieces of each window."""
        length = max(e.last - e.context for e in group) + 2
        ids, mask, shapes = (np.zeros((len(group), length), dtype=np.int64) for _ in range(3))
        for row, extent in enumerate(group):
            count = extent.last - extent.context
            ids[row, : count + 2] = pieces.CLS, *cut.ids[extent.context : extent.last], pieces.SEP
            shapes[row, 1 : count + 1] = cut.shapes[extent.context : extent.last]
            mask[row, : count + 2] = 1
        vectors, tags = self._session.run(None, {"ids": ids, "mask": mask, "shapes": shapes})
        for row, extent in enumerate(group):
            inside = slice(1, 1 + extent.last - extent.context)
            yield vectors[row, inside], tags[row, inside]


def session(path: Path, threads: int = 1) -> InferenceSession:
    """A graph of ONNX, ready to run on so many cores.

    Raises:
        OSError: There is no such file.
    """
    import onnxruntime  # noqa: PLC0415 — loading takes a while; only reading needs it

    if not path.is_file():
        raise FileNotFoundError(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _alike(laid: Sequence[Extent]) -> Iterator[list[int]]:
    """Windows in groups of like length, within the budget when filled up to one length."""
    group: list[int] = []
    for number in sorted(range(len(laid)), key=lambda i: laid[i].last - laid[i].context):
        length = laid[number].last - laid[number].context + 2
        if group and (len(group) + 1) * length > TOKENS:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def _laid_together(
    text: str,
    cut: pieces.Pieces,
    laid: Sequence[Extent],
    outputs: Sequence[tuple[Floats, Floats]],
    empty: Sequence[Floats],
) -> Encoded:
    """What was read of the windows, in the order of the text; `empty` gives the widths."""
    own = [slice(e.first - e.context, None) for e in laid]
    vectors = [vectors[part] for (vectors, _), part in zip(outputs, own, strict=True)]
    tags = [tags[part] for (_, tags), part in zip(outputs, own, strict=True)]
    return Encoded(
        text=text,
        spans=cut.spans,
        tags=np.concatenate([empty[1], *tags]),
        vectors=np.concatenate([empty[0], *vectors]),
        windows=tuple(Window(e, v) for e, (v, _) in zip(laid, outputs, strict=True)),
    )
