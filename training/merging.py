"""Sets that annotate one text, each in layers of its own: read once, with all that is marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from training.examples import Example


def merged(examples: Iterable[Example]) -> list[Example]:
    """The examples, with those of one text as one where no layer is in two of them.

    The first keeps its id, its source and its sentences.
    """
    found: dict[str, list[Example]] = {}
    for example in examples:
        same = found.setdefault(example.text, [])
        for place, other in enumerate(same):
            if _apart(other, example):
                same[place] = _joined(other, example)
                break
        else:
            same.append(example)
    return [example for same in found.values() for example in same]


def _apart(one: Example, other: Example) -> bool:
    """Whether no layer, label or value of one is in the other, or it is the same there."""
    return all(
        first[name] == second[name]
        for first, second in (
            (one.marks, other.marks),
            (one.links, other.links),
            (one.labels, other.labels),
            (one.values, other.values),
        )
        for name in first.keys() & second.keys()
    )


def _joined(one: Example, other: Example) -> Example:
    return replace(
        one,
        marks={**one.marks, **other.marks},
        links={**one.links, **other.links},
        labels={**one.labels, **other.labels},
        values={**one.values, **other.values},
    )
