"""What the heads should answer in one window, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from training import scheme
from training.examples import UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from training.examples import Example, Mark
    from training.scheme import Linking, Tagging

    Spans = NDArray[np.int32]
    Codes = NDArray[np.int8]

IGNORED: Final = -1
"""Target of a piece that counts neither for nor against."""


class Reach(NamedTuple):
    """Pieces of a window, half-open: from its first to after its last."""

    first: int
    last: int


class Pair(NamedTuple):
    """Two sides and the classes that are right for them."""

    actor: Reach
    recipient: Reach
    classes: tuple[int, ...]


class Value(NamedTuple):
    """A number to be read on some pieces."""

    reach: Reach
    value: float


@dataclass(frozen=True, slots=True)
class Links:
    """Anchors of a window, and classes (anchor, piece, role) of pieces in the roles of each."""

    anchors: tuple[Reach, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class Targets:
    """Gold of a window; what has no key is not annotated.

    `tags` are (piece, column); `labels` are the classes that are right.
    """

    tags: dict[str, Codes] = field(default_factory=dict)
    links: dict[str, Links] = field(default_factory=dict)
    labels: dict[str, tuple[int, ...]] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    values: tuple[Value, ...] = ()

    def any(self) -> bool:
        """Whether there is anything to learn, or to measure by."""
        tags = any((codes != IGNORED).any() for codes in self.tags.values())
        return bool(tags or self.labels or self.pairs or self.values)


def reach(spans: Spans, start: int, end: int) -> Reach | None:
    """The pieces that overlap a span of the text; None if none does.

    Args:
        spans: Of the pieces, in the order of the text; -1 for those that are not of the text.
        start: Of the span, in code points.
        end: After its last.
    """
    (inside,) = np.nonzero((spans[:, 0] < end) & (spans[:, 1] > start) & (spans[:, 0] >= 0))
    return Reach(int(inside[0]), int(inside[-1]) + 1) if len(inside) else None


def build(example: Example, spans: Spans, own: NDArray[np.bool_], *, whole: bool) -> Targets:
    """The gold of one window of an example.

    Args:
        example: What is annotated.
        spans: Of the window's pieces, -1 for those that open and close it.
        own: Pieces that are the window's to answer for, not context.
        whole: Whether labels of the whole text are asked of this window.

    Raises:
        ValueError: A mark has a label that its layer has not.
    """
    taggings = [t for t in scheme.TAGGINGS if t.layer in example.marks]
    linkings = [k for k in scheme.LINKINGS if k.layer in example.links]
    return Targets(
        tags={t.layer: _tags(t, example.marks[t.layer], spans, own) for t in taggings},
        links={k.layer: _links(k, example, spans, own) for k in linkings},
        labels=_labels(example) if whole else {},
        pairs=tuple(_pairs(example, spans)),
        values=tuple(_values(example, spans, own)),
    )


def _tags(tagging: Tagging, marks: Iterable[Mark], spans: Spans, own: NDArray[np.bool_]) -> Codes:
    """Codes (piece, column). What is unclear yields to what is marked, the inner to the outer."""
    codes = np.zeros((len(spans), len(tagging.columns)), dtype=np.int8)
    for mark in sorted(marks, key=lambda m: (m.label != UNCLEAR, m.start, -m.end)):
        place = reach(spans, mark.start, mark.end)
        if place is None:
            continue
        inside = codes[place.first : place.last]
        if mark.label == UNCLEAR:
            inside[:] = IGNORED
            continue
        column, position = _column(tagging, mark.label)
        if not (inside[:, column] > 0).any():
            _write(inside[:, column], position)
    codes[~own] = IGNORED
    return codes


def _column(tagging: Tagging, label: str) -> tuple[int, int]:
    """The column a label is tagged in, and its number there."""
    for column, labels in enumerate(tagging.columns):
        if label in labels:
            return column, labels.index(label)
    raise ValueError(f"no label {label} in the layer {tagging.layer}")


def _write(pieces: Codes, position: int) -> None:
    pieces[:1] = 1 + 2 * position
    pieces[1:] = 2 + 2 * position


def _links(linking: Linking, example: Example, spans: Spans, own: NDArray[np.bool_]) -> Links:
    heads, tails = example.marks[linking.anchors], example.marks[linking.tails]
    anchors: list[Reach] = []
    rows: list[Codes] = []
    for number, head in enumerate(heads):
        place = reach(spans, head.start, head.end)
        if place is None or not own[place.first] or head.label == UNCLEAR:
            continue
        if linking.anchor_label not in {None, head.label}:
            continue
        mine = [(k.label, tails[k.tail]) for k in example.links[linking.layer] if k.head == number]
        anchors.append(place)
        rows.append(_roles(linking, mine, spans))
    shape = (0, len(spans), len(linking.roles))
    return Links(tuple(anchors), np.stack(rows) if rows else np.zeros(shape, dtype=np.int8))


def _roles(linking: Linking, tails: Sequence[tuple[str, Mark]], spans: Spans) -> Codes:
    codes = np.zeros((len(spans), len(linking.roles)), dtype=np.int8)
    codes[spans[:, 0] < 0] = IGNORED
    for label, tail in tails:
        place = reach(spans, tail.start, tail.end)
        if place is not None and label in linking.roles:
            _write(codes[place.first : place.last, linking.roles.index(label)], 0)
    return codes


def _labels(example: Example) -> dict[str, tuple[int, ...]]:
    known = {h.label: scheme.allowed(h, example.labels.get(h.label, "")) for h in scheme.CLASSINGS}
    return {label: classes for label, classes in known.items() if classes}


def _pairs(example: Example, spans: Spans) -> Iterable[Pair]:
    classes = scheme.allowed(scheme.PAIR, example.labels.get(scheme.PAIR.label, ""))
    if not classes:
        return
    sides: dict[str, Reach] = {}
    for mark in example.marks.get("pair", ()):
        place = reach(spans, mark.start, mark.end)
        if place is not None:
            sides.setdefault(mark.label, place)
    if {"actor", "recipient"} <= sides.keys():
        yield Pair(sides["actor"], sides["recipient"], classes)


def _values(example: Example, spans: Spans, own: NDArray[np.bool_]) -> Iterable[Value]:
    for start, end, value in example.values.get(scheme.FACTUALITY, ()):
        place = reach(spans, start, end)
        if place is not None and own[place.first]:
            yield Value(place, value)
