"""Sets with entities and names: re3d, CoNLL 2003, WNUT 2017, Wikigold, LGL, GeoWebNews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.mapping import kind
from training.readers.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.evaluation.core import Case
    from training.examples import Example


def mentions(source: str) -> Callable[[Case], Iterator[Example]]:
    """The reader of a set that marks names, nouns and pronouns alike."""
    return _reader(source, "entity", "entities")


def names(source: str) -> Callable[[Case], Iterator[Example]]:
    """The reader of a set that marks proper names only."""
    return _reader(source, "name", "entities")


def place_names(source: str) -> Callable[[Case], Iterator[Example]]:
    """The reader of a set that marks names of places only."""
    return _reader(source, "place_name", "toponyms")


def _reader(source: str, layer: str, key: str) -> Callable[[Case], Iterator[Example]]:
    def read(row: Case) -> Iterator[Example]:
        draft = Draft(source, row, layer)
        for each in row[key]:
            if label := kind(source, each["type"]):
                draft.mark_given(layer, each, label)
        yield draft.finish()

    return read
