"""How scores stand in a table: a row a measure, a column a system, for terminal and page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from detente.evaluation.core import LOWER_IS_BETTER
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
    gold: str
    measures: Grid
    labels: dict[str, Grid]
    notes: list[str]


def sheets(scores: Iterable[Score]) -> Iterator[Sheet]:
    """The sheets of scores that come in the order of `runs.scores`."""
    return map(sheet, _gathered(scores))


def _gathered(scores: Iterable[Score]) -> Iterable[list[Score]]:
    """Scores by task and file, ours first."""
    found: dict[tuple[str, str], list[Score]] = {}
    for score in scores:
        found.setdefault((score.task, score.gold), []).append(score)
    return found.values()


def sheet(scores: Sequence[Score]) -> Sheet:
    """The sheet of one task on one file.

    Args:
        scores: Ours first, then the baselines.
    """
    ours, *others = scores
    theirs = beside(ours)
    ran = [score for score in others if score.measures]
    notes = [f"{s.system} did not run: {s.note}" for s in others if not s.measures]
    for note in dict.fromkeys(score.note for score in theirs):
        named = [score.system + THEIRS for score in theirs if score.note == note]
        notes.append(f"{', '.join(named)}: {note}")
    return Sheet(
        title=f"{ours.task} · {ours.gold} · {ours.cases:,} cases",
        gold=ours.gold,
        measures=_measures(ours, [*ran, *theirs]),
        labels={measure: _labels(rows) for measure, rows in ours.labels.items() if len(rows) > 1},
        notes=notes,
    )


def beside(ours: Score) -> list[Score]:
    """The peers that stand beside a score of ours: on the public sets of the task alone."""
    return list(peers(ours.task)) if ours.gold in task(ours.task).files else []


def summary(scores: Iterable[Score]) -> Grid:
    """A row for each task on each file: the main measure of ours, of the best baseline and of the
    best peer.
    """
    header = ["task", "gold", "cases", "measure", "detente", INTERVAL, "baseline", "peer"]
    return Grid(header, [_row(group) for group in _gathered(scores)])


def _row(scores: Sequence[Score]) -> list[str]:
    ours, *others = scores
    main = _main(ours)
    return [
        ours.task,
        ours.gold,
        f"{ours.cases:,}",
        main,
        number(ours.measures[main]),
        _interval(ours, main),
        _best(others, main),
        _best(beside(ours), main),
    ]


def _main(score: Score) -> str:
    """The measure of a score that says most: the task's, else the first that is held."""
    named = task(score.task)
    order = (named.headline, *named.gated, *score.measures)
    return next(name for name in order if name in score.measures)


def _best(scores: Iterable[Score], name: str) -> str:
    found = [(s.measures[name], s.system) for s in scores if name in s.measures]
    if not found:
        return _UNKNOWN
    value, system = (min if name.endswith(LOWER_IS_BETTER) else max)(found)
    return f"{system} {number(value)}"


def _measures(ours: Score, others: Sequence[Score]) -> Grid:
    main = _main(ours)
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
