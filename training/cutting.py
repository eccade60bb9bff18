"""Cutting an example: a part of its text with what is marked in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.examples import LINKED, Example, Link, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence


def cut(example: Example, start: int, end: int) -> Example:
    """The part of an example between two offsets.

    Marks that reach beyond it are clipped; links of which one end is outside are dropped. Labels
    of the whole text are kept. The `id` gets "@START".
    """
    places = {layer: _kept(marks, start, end) for layer, marks in example.marks.items()}
    return replace(
        example,
        id=f"{example.id}@{start}",
        text=example.text[start:end],
        marks={layer: tuple(kept.values()) for layer, kept in places.items()},
        links={
            layer: _relinked(links, *(list(places[at]) for at in LINKED[layer]))
            for layer, links in example.links.items()
        },
        values={
            layer: tuple(
                (max(a, start) - start, min(b, end) - start, value)
                for a, b, value in spans
                if a < end and b > start
            )
            for layer, spans in example.values.items()
        },
        sentences=tuple(
            (max(a, start) - start, min(b, end) - start)
            for a, b in example.sentences
            if a < end and b > start
        ),
    )


def _kept(marks: tuple[Mark, ...], start: int, end: int) -> dict[int, Mark]:
    """The marks that overlap a part, clipped to it, by their indices before."""
    return {
        i: Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.label)
        for i, mark in enumerate(marks)
        if mark.start < end and mark.end > start
    }


def _relinked(
    links: tuple[Link, ...], heads: Sequence[int], tails: Sequence[int]
) -> tuple[Link, ...]:
    """Links between the marks kept: `heads` and `tails` are their indices before."""
    head = {old: new for new, old in enumerate(heads)}
    tail = {old: new for new, old in enumerate(tails)}
    return tuple(
        Link(head[each.head], tail[each.tail], each.label)
        for each in links
        if each.head in head and each.tail in tail
    )
