"""Attributions within each other's words, and those that one cites through another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.reading.attribution import Finding


def passed_on(found: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, those cited through another with that one's content."""
    content = {f.cue.head: f.content for f in found if f.through is None}
    for finding in found:
        if finding.through in content:
            yield finding._replace(content=content[finding.through])
        else:
            yield finding._replace(through=None)


def parents(found: Sequence[Finding]) -> list[int | None]:
    """For each finding the index of the one in whose content its cue directly stands."""
    pieces = sorted(
        ((e.start, -e.end, n) for n, f in enumerate(found) for e in f.content),
    )
    order = sorted(range(len(found)), key=lambda n: found[n].cue.extent.start)
    above: list[int | None] = [None] * len(found)
    open_pieces: list[tuple[int, int, int]] = []
    at = 0
    for n in order:
        cue = found[n].cue.extent
        while at < len(pieces) and pieces[at][0] <= cue.start:
            open_pieces.append((-pieces[at][1], -pieces[at][0], pieces[at][2]))
            at += 1
        open_pieces = [p for p in open_pieces if p[0] > cue.start]
        around = [p for p in open_pieces if p[0] >= cue.end and p[2] != n]
        free = [p for p in around if not _is_above(above, n, p[2])]
        above[n] = min(free)[2] if free else None
    places = {f.cue.head: n for n, f in enumerate(found) if f.through is None}
    for n, finding in enumerate(found):
        if finding.through is not None and not _is_above(above, n, places[finding.through]):
            above[n] = places[finding.through]
    return above


def _is_above(above: Sequence[int | None], n: int, below: int | None) -> bool:
    """Whether the finding `n` is the finding `below`, or above it in the chain of parents."""
    while below is not None and below != n:
        below = above[below]
    return below == n
