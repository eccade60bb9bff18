"""What the trained heads answer about a text that the encoder has read.

Every head reads the same vectors. Tags say of each piece what it is part of; links say which
pieces play a role for an anchor; the others label a pair of spans, a sentence, or a word.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from detente.errors import InstallationError
from detente.reading.decoding import spans
from detente.reading.encoder import Encoder, session
from detente.reading.pieces import word_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession

    from detente.reading.encoder import Encoded, Window

    Floats = NDArray[np.float32]
    _Extent = tuple[int, int]

_THREE: Final = 3
"""Classes of a role, and of a layer with one label: outside, begins, goes on."""


class Found(NamedTuple):
    """A stretch of the text, what it was found to be, and how probable that is to the head."""

    start: int
    end: int
    label: str
    score: float


class Finds:
    """What was found in a text, to be asked for what may reach into a stretch of it."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = sorted(found)
        self._starts = [each.start for each in self._found]
        self._longest = max((each.end - each.start for each in self._found), default=0)

    def near(self, start: int, end: int) -> list[Found]:
        """All that overlaps the stretch, in order, and maybe some that ends shortly before it."""
        first = bisect_left(self._starts, start - self._longest)
        return self._found[first : bisect_left(self._starts, end)]


class _Words(NamedTuple):
    """Words of some pieces: the first piece of each, how many it has, where it stands."""

    firsts: NDArray[np.intp]
    counts: NDArray[np.intp]
    starts: list[int]
    ends: list[int]


class _Linked(NamedTuple):
    """The odds of each of some pieces (piece, role, class), and which is the first."""

    odds: Floats
    first: int


@dataclass(frozen=True, slots=True)
class _Column:
    """Where one column of a tagged layer stands among the scores of a piece."""

    first: int
    labels: tuple[str, ...]

    @property
    def width(self) -> int:
        return 1 + 2 * len(self.labels)


class Model:
    """The trained model: encoder and heads, loaded once.

    Args:
        folder: With the graphs, `heads.json` and `tokenizer.json`, as `training.export` writes.
        threads: How many cores one pass may use.

    Raises:
        OSError: A file is missing.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        described = json.loads((folder / "heads.json").read_text(encoding="utf-8"))
        self.name = str(described["name"])
        self.columns = _columns(described["taggings"])
        self.roles = {each["layer"]: tuple(each["roles"]) for each in described["linkings"]}
        self.classes = {each["label"]: tuple(each["classes"]) for each in described["text"]}
        self.types = tuple(described["pair"])
        self._encoder = Encoder(folder, threads)
        self._graphs = {
            name: session(folder / f"{name}.onnx", threads)
            for name in (
                "pair",
                "text",
                "factuality",
                *(f"{half}-{each}" for each in self.roles for half in ("pieces", "links")),
            )
        }

    def read(self, text: str, sentences: Sequence[_Extent]) -> Answers:
        """Read a text once, to be asked about it.

        Args:
            text: What to read.
            sentences: Where its sentences start and end, in code points, in order.
        """
        return Answers(self, self._encoder.encode(text, sentences), sentences)

    def graph(self, name: str) -> InferenceSession:
        """The graph of a head."""
        return self._graphs[name]


class Answers:
    """What the heads say about one text. Offsets are code points, scores probabilities.

    Args:
        model: Whose heads are asked.
        encoded: The text as its encoder has it.
        sentences: Where its sentences start and end.
    """

    def __init__(self, model: Model, encoded: Encoded, sentences: Sequence[_Extent]) -> None:
        self._model = model
        self._encoded = encoded
        self._sentences = sentences
        self._words = word_starts(encoded.text, encoded.spans)
        self._ready: dict[tuple[str, int, _Extent], Floats] = {}
        self._known: dict[_Column, Floats] = {}
        self._sums: dict[_Column, NDArray[np.float64]] = {}
        self._linked: dict[tuple[str, int, int, _Extent], _Linked] = {}
        self._asked: tuple[NDArray[np.int32], NDArray[np.int64]] | None = None
        self._single: dict[tuple[str, int, int], dict[str, float]] = {}
        self._cut: dict[tuple[int, int], _Words] = {}

    def tagged(self, layer: str) -> list[Found]:
        """The stretches of a tagged layer, in the order of the text; columns may overlap."""
        found: list[Found] = []
        for column in self._model.columns[layer]:
            odds = self._odds(column)
            found += self._stretches(odds, column.labels)
        return sorted(found)

    def odds(self, layer: str, start: int, end: int) -> Mapping[str, float]:
        """How probable it is that a stretch of text is part of each label of a layer; the mean
        over its pieces.
        """
        key = layer, start, end
        known = self._single.get(key)
        if known is None:
            first, last = self._encoded.between(start, end)
            known = self._single[key] = {}
            for column in self._model.columns[layer]:
                sums = self._running(column)
                means = (sums[last] - sums[first]) / max(last - first, 1)
                known.update(zip(column.labels, means.astype(np.float32).tolist(), strict=True))
        return known

    def tag_odds(self, layer: str, stretches: NDArray[np.int32]) -> dict[str, Floats]:
        """What `odds` says of each of some stretches of text (stretch, 2), by label."""
        bounds = self._encoded.bounds(stretches)
        found: dict[str, Floats] = {}
        for column in self._model.columns[layer]:
            means = _between(self._running(column), bounds)
            found |= {label: means[:, number] for number, label in enumerate(column.labels)}
        return found

    def linked(self, layer: str, anchor: _Extent, within: _Extent) -> list[Found]:
        """The stretches of a sentence or another part of the text that play a role for an anchor,
        as far as they are in its window.
        """
        linked = self._roles(layer, anchor, self._around(within))
        if linked is None:
            return []
        found: list[Found] = []
        words = self._words_of(linked.first, len(linked.odds))
        word_odds = np.add.reduceat(linked.odds, words.firsts) / words.counts[:, :, None]
        codes = word_odds.argmax(-1)
        for number in np.flatnonzero(codes.any(0)).tolist():
            role = (self._model.roles[layer][number],)
            found += _spans(word_odds[:, number], codes[:, number], words, role)
        start, end = within
        return sorted(each for each in found if start <= each.start and each.end <= end)

    def _around(self, part: _Extent) -> _Extent:
        """The pieces of a part of the text and of the word on each side, by which a stretch is
        known that leads out of it.
        """
        first, last = self._encoded.between(*part)
        before, behind = bisect_left(self._starts, first) - 1, bisect_right(self._starts, last)
        return (
            self._starts[before] if before >= 0 else 0,
            self._starts[behind] if behind < len(self._starts) else len(self._words),
        )

    @cached_property
    def _starts(self) -> list[int]:
        """The pieces that begin a word."""
        return list(np.flatnonzero(self._words).tolist())

    def role_odds(
        self, layer: str, anchor: _Extent, stretches: NDArray[np.int32]
    ) -> dict[str, Floats]:
        """How probable it is that each of some stretches of text (stretch, 2) is part of what plays
        each role for an anchor; the mean over its pieces, NaN where it leaves the anchor's window.
        """
        bounds = self._bounds_of(stretches)
        roles = self._model.roles[layer]
        found = np.full((len(roles), len(bounds)), np.nan, np.float32)
        linked = self._roles(layer, anchor, (0, len(self._words)))
        if linked is not None:
            shift, count = linked.first, len(linked.odds)
            within = (bounds[:, 0] >= shift) & (bounds[:, 1] <= shift + count)
            inside = linked.odds[:, :, 1] + linked.odds[:, :, 2]
            found[:, within] = _between(_sums(inside), bounds[within] - shift).T
        return dict(zip(roles, found, strict=True))

    def _bounds_of(self, stretches: NDArray[np.int32]) -> NDArray[np.int64]:
        """The pieces of some stretches, remembered: those of a text are asked about for each of
        its anchors.
        """
        if self._asked is None or self._asked[0] is not stretches:
            self._asked = stretches, self._encoded.bounds(stretches)
        return self._asked[1]

    def _roles(self, layer: str, anchor: _Extent, pieces: _Extent) -> _Linked | None:
        """What links some pieces, as far as they are in the window of an anchor, to that; None if
        none is there, or none in the anchor.
        """
        first, last = self._encoded.between(*anchor)
        if first == last:
            return None
        window = self._encoded.window(first)
        part = max(pieces[0], window.extent.context), min(pieces[1], window.extent.last)
        if part[0] >= part[1]:
            return None
        key = layer, first, last, part
        known = self._linked.get(key)
        if known is None:
            shift = window.extent.context
            fed = {
                "ready": self._ready_pieces(layer, window, part),
                "anchors": window.vectors[first - shift : last - shift].mean(0, keepdims=True),
                "rows": np.zeros(1, dtype=np.int64),
            }
            (scores,) = self._model.graph(f"links-{layer}").run(None, fed)
            known = self._linked[key] = _Linked(_softmax(scores[0]), part[0])
        return known

    def _ready_pieces(self, layer: str, window: Window, part: _Extent) -> Floats:
        """Pieces of a window as the links of a layer take them, made once for all anchors."""
        key = layer, window.extent.first, part
        known = self._ready.get(key)
        if known is None:
            shift = window.extent.context
            fed = {"hidden": window.vectors[None, part[0] - shift : part[1] - shift]}
            (known,) = self._model.graph(f"pieces-{layer}").run(None, fed)
            self._ready[key] = known
        return known

    def pair(self, actors: _Extent, recipients: _Extent, sentence: _Extent) -> dict[str, float]:
        """How probable each PLOVER type is for what one span does to another in a sentence."""
        sides = zip(("actor", "recipient", "sentence"), (actors, recipients, sentence), strict=True)
        fed = {name: self._pooled(*span) for name, span in sides}
        (scores,) = self._model.graph("pair").run(None, fed)
        return dict(zip(self._model.types, _softmax(scores[0]).tolist(), strict=True))

    def classed(self, label: str, start: int, end: int) -> dict[str, float]:
        """How probable each class of a label of whole sentences is for a stretch of text."""
        scores = self._classes.get((start, end))
        if scores is None:
            (scores,) = self._classified([(start, end)])
        first = 0
        for name, classes in self._model.classes.items():
            if name == label:
                odds = _softmax(scores[first : first + len(classes)])
                return dict(zip(classes, odds.tolist(), strict=True))
            first += len(classes)
        raise KeyError(label)

    @cached_property
    def _classes(self) -> dict[_Extent, Floats]:
        """The scores of the sentences for all classes, each label's beside the others'."""
        if not self._sentences:
            return {}
        return dict(zip(self._sentences, self._classified(self._sentences), strict=True))

    def _classified(self, stretches: Sequence[_Extent]) -> Floats:
        pooled = np.concatenate([self._pooled(*stretch) for stretch in stretches])
        scores: Floats
        (scores,) = self._model.graph("text").run(None, {"pooled": pooled})
        return scores

    def factuality(self, start: int, end: int) -> float:
        """From -3 (it did not happen) to 3 (it did): what the text says of the event of a word."""
        (value,) = self._model.graph("factuality").run(None, {"pooled": self._pooled(start, end)})
        return min(max(float(value[0, 0]), -3.0), 3.0)

    def _pooled(self, start: int, end: int) -> Floats:
        first, last = self._encoded.between(start, end)
        vectors = self._encoded.vectors[first:last]
        width = self._encoded.vectors.shape[1]
        return vectors.mean(0, keepdims=True) if len(vectors) else np.zeros((1, width), np.float32)

    def _odds(self, column: _Column) -> Floats:
        known = self._known.get(column)
        if known is None:
            scores = self._encoded.tags[:, column.first : column.first + column.width]
            empty = np.zeros((0, column.width), np.float32)
            known = self._known[column] = _softmax(scores) if scores.size else empty
        return known

    def _running(self, column: _Column) -> NDArray[np.float64]:
        """The running sums of the odds of being part of each label of a column."""
        if column not in self._sums:
            odds = self._odds(column)
            self._sums[column] = _sums(odds[:, 1::2] + odds[:, 2::2])
        return self._sums[column]

    def _stretches(self, odds: Floats, labels: Sequence[str]) -> list[Found]:
        """The stretches that the pieces of the text make by their odds, words whole."""
        if not len(odds):
            return []
        words = self._words_of(0, len(odds))
        word_odds = np.add.reduceat(odds, words.firsts) / words.counts
        codes = word_odds.argmax(-1)
        return _spans(word_odds, codes, words, labels) if codes.any() else []

    def _words_of(self, first: int, count: int) -> _Words:
        """The words that some pieces make, in the order of the text."""
        known = self._cut.get((first, count))
        if known is None:
            starts = self._words[first : first + count].copy()
            starts[0] = True
            words = np.flatnonzero(starts)
            places = self._encoded.spans[first : first + count]
            known = self._cut[first, count] = _Words(
                words,
                np.diff(words, append=count)[:, None],
                places[words, 0].tolist(),
                places[np.append(words[1:], count) - 1, 1].tolist(),
            )
        return known


@cache
def default_model() -> Model:
    """The model that ships with detente.

    Raises:
        InstallationError: D401 if it is missing or damaged.
    """
    with as_file(files("detente.model")) as folder:
        try:
            return Model(folder)
        except Exception as error:  # what onnxruntime and tokenizers raise has no other class
            raise InstallationError("D401", str(folder), detail=str(error)) from error


def _columns(taggings: Sequence[Mapping[str, Any]]) -> dict[str, tuple[_Column, ...]]:
    found: dict[str, tuple[_Column, ...]] = {}
    first = 0
    for tagging in taggings:
        columns = []
        for labels in tagging["columns"]:
            columns.append(_Column(first, tuple(labels)))
            first += columns[-1].width
        found[tagging["layer"]] = tuple(columns)
    return found


def _spans(
    word_odds: NDArray[np.float64],
    codes: NDArray[np.intp],
    words: _Words,
    labels: Sequence[str],
) -> list[Found]:
    """The stretches that words of these odds and classes make."""
    inside = word_odds[:, 1::2] + word_odds[:, 2::2]
    found = []
    for first, last, label in spans(codes.tolist()):
        score = float(np.add.reduce(inside[first:last, label])) / (last - first)
        found.append(Found(words.starts[first], words.ends[last - 1], labels[label], score))
    return found


def _sums(values: Floats) -> NDArray[np.float64]:
    """The sums of the rows before each row, and of all."""
    found = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, out=found[1:])
    return found


def _between(sums: NDArray[np.float64], bounds: NDArray[np.int64]) -> Floats:
    """The means within each of some bounds, out of running sums; 0 within none."""
    counts = np.maximum(bounds[:, 1] - bounds[:, 0], 1)[:, None]
    found: Floats = ((sums[bounds[:, 1]] - sums[bounds[:, 0]]) / counts).astype(np.float32)
    return found


def _softmax(scores: Floats) -> Floats:
    """Odds out of scores, along the last axis. Along a short one numpy is slow by itself."""
    if scores.shape[-1] == _THREE:
        one, other, third = (scores[..., number] for number in range(_THREE))
        powers: Floats = np.exp(scores - np.maximum(np.maximum(one, other), third)[..., None])
        one, other, third = (powers[..., number] for number in range(_THREE))
        powers /= (one + other + third)[..., None]
        return powers
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    powers /= powers.sum(-1, keepdims=True)
    return powers
