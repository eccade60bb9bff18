"""How scores stand in a table: a row a measure, a column a system, for terminal and page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from detente.evaluation.peers import peers
from detente.evaluation.registry import task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from detente.evaluation.core import Counts
    from detente.evaluation.runs import Score

_UNKNOWN: Final = "–"
INTERVAL: Final = "95 %"
THEIRS: Final = "*"
"""Marks a peer: its figure was not measured on these cases."""


class Grid(NamedTuple):
    """A table: a header, and rows of as many cells."""

    header: list[str]
    rows: list[list[str]]


class Sheet(NamedTuple):
    """All there is to print of a task on one file."""

    title: str
    measures: Grid
    labels: dict[str, Grid]
    notes: list[str]


def sheets(scores: Iterable[Score]) -> Iterator[Sheet]:
    """The sheets of scores that come in the order of `runs.scores`."""
    gathered: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        gathered.setdefault((score.task, score.gold), []).append(score)
    return (sheet(group) for group in gathered.values())


def sheet(scores: Sequence[Score]) -> Sheet:
    """The sheet of one task on one file.

    Args:
        scores: Ours first, then the baselines.
    """
    ours, *others = scores
    theirs = [] if ours.gold.startswith("own/") else list(peers(ours.task))
    ran = [score for score in others if score.measures]
    notes = [f"{s.system} did not run: {s.note}" for s in others if not s.measures]
    for note in dict.fromkeys(score.note for score in theirs):
        named = [score.system + THEIRS for score in theirs if score.note == note]
        notes.append(f"{', '.join(named)}: {note}")
    return Sheet(
        title=f"{ours.task} · {ours.gold} · {ours.cases:,} cases",
        measures=_measures(ours, [*ran, *theirs]),
        labels={measure: _labels(rows) for measure, rows in ours.labels.items() if len(rows) > 1},
        notes=notes,
    )


def _measures(ours: Score, others: Sequence[Score]) -> Grid:
    main = task(ours.task).headline
    names = sorted(ours.measures, key=lambda name: name != main)
    header = ["measure", ours.system, INTERVAL]
    header += [s.system + THEIRS * (s.kind == "peer") for s in others]
    rows = [
        [
            name,
            number(ours.measures[name]),
            _interval(ours, name),
            *(number(s.measures.get(name)) for s in others),
        ]
        for name in names
    ]
    return Grid(header, rows)


def _interval(score: Score, name: str) -> str:
    ends = score.intervals.get(name)
    return f"{number(ends[0])}–{number(ends[1])}" if ends else _UNKNOWN


def number(value: float | None) -> str:
    """A measure for a person: three digits, without the naught of a share."""
    if value is None:
        return _UNKNOWN
    return f"{value:.3f}".replace("0.", ".", 1) if abs(value) < 1 else f"{value:.3f}"


def _labels(rows: Mapping[str, Counts]) -> Grid:
    cells = [
        [
            label,
            *(number(value) for value in (c.precision, c.recall, c.f1)),
            *(f"{count:,}" for count in (c.right, c.proposed, c.wanted)),
        ]
        for label, c in rows.items()
    ]
    return Grid(["label", "P", "R", "F1", "right", "ours", "gold"], cells)
