"""The page of results: Markdown out of scores and a template, and its chart as SVG beside it."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from detente.errors import UsageError
from detente.evaluation import chart, confidence, layout, reliability
from detente.evaluation.core import LOWER_IS_BETTER
from detente.evaluation.registry import task

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from detente.evaluation.layout import Grid, Sheet
    from detente.evaluation.leakage import Leak
    from detente.evaluation.runs import Score

_TITLE: Final = "The main measure of each task"
_RELIABLE: Final = "How often what is said to be so sure is right"
_LABELS: Final = 30
"""Labels of a measure beyond which the page leaves them to the command."""
_NUMBER: Final = re.compile(r"[-\d.,–]+")
_FEW: Final = 5
"""Sentences in common below which the page passes over two files."""


def write(scores: Sequence[Score], leaks: Sequence[Leak], path: Path) -> None:
    """Write the page and its charts.

    Args:
        scores: Of all tasks, in the order of `runs.scores`.
        leaks: What training files share with gold.
        path: Where the page goes; the charts get its name, with `.svg` and `-confidence.svg`.

    Raises:
        UsageError: D303 if they cannot be written.
    """
    picture = path.with_suffix(".svg")
    second = path.with_name(f"{path.stem}-{confidence.TASK.name}.svg")
    text = _data("page.md")
    for name, part in {
        "chart": f"![{_TITLE}]({picture.name})",
        "summary": markdown(layout.summary(scores)),
        "tasks": "\n\n".join(_section(name, scores, second.name) for name in _names(scores)),
        "leakage": _leakage(leaks),
    }.items():
        text = text.replace(f"{{{{{name}}}}}", part)
    try:
        path.write_text(text, encoding="utf-8")
        picture.write_text(chart.chart(_TITLE, groups(scores)), encoding="utf-8")
        curves = reliability.curves(scores)
        if curves:
            second.write_text(reliability.diagram(_RELIABLE, curves), encoding="utf-8")
    except OSError as error:
        raise UsageError("D303", str(path), detail=error.strerror or "") from error


def _data(name: str) -> str:
    return (files("detente.evaluation") / "data" / name).read_text(encoding="utf-8")


@cache
def _told() -> dict[str, dict[str, str]]:
    """Task to what is told of it."""
    reader = csv.DictReader(_data("tasks.tsv").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["task"]: row for row in reader}


def _names(scores: Iterable[Score]) -> list[str]:
    return list(dict.fromkeys(score.task for score in scores))


def _section(name: str, scores: Sequence[Score], picture: str) -> str:
    told = _told()[name]
    of_task = [score for score in scores if score.task == name]
    public = task(name).files
    parts = [f"## {name}", f"{task(name).title}. {told['measures']}"]
    parts += [f"![{_RELIABLE}]({picture})"] if name == confidence.TASK.name else []
    parts += [_sheet(sheet, public=sheet.gold in public) for sheet in layout.sheets(of_task)]
    parts += [f"**Caveats.** {told['caveats']}", "**A line of its format:**"]
    parts += [f"```json\n{told['format']}\n```"]
    return "\n\n".join(parts)


def _sheet(sheet: Sheet, *, public: bool) -> str:
    """A sheet; labels only of public sets, ours are too small for them."""
    parts = [f"### {sheet.title}", markdown(sheet.measures)]
    for measure, grid in sheet.labels.items() if public else ():
        if len(grid.rows) <= _LABELS:
            parts += [f"`{measure}`, by label:", markdown(grid)]
    if sheet.notes:
        parts.append("\n".join(f"- {_plain(note)}" for note in sheet.notes))
    return "\n\n".join(parts)


def markdown(grid: Grid) -> str:
    """A grid as a Markdown table, numbers to the right."""
    columns = zip(*grid.rows, strict=True) if grid.rows else [()] * len(grid.header)
    marks = ["--:" if all(map(_NUMBER.fullmatch, column)) else "---" for column in columns]
    lines = [grid.header, marks, *grid.rows]
    cells = ([_plain(cell) for cell in line] for line in lines)
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _plain(words: str) -> str:
    """Words whose bars and stars are no Markdown."""
    return words.replace("|", "\\|").replace("*", "\\*")


def groups(scores: Sequence[Score]) -> list[chart.Group]:
    """The main measure of each task on its first file of several cases, as bars: ours, baselines,
    peers.

    A measure of which less is better is left out: its bars would say the contrary.
    """
    found = []
    for name in _names(scores):
        main = task(name).headline
        of_task = [score for score in scores if score.task == name]
        gold = next((s.gold for s in of_task if s.cases > 1), of_task[0].gold)
        first = [score for score in of_task if score.gold == gold]
        bars = [
            chart.Bar(s.system, s.measures[main], s.kind, s.intervals.get(main))
            for s in (*first, *layout.beside(first[0]))
            if main in s.measures
        ]
        if not main.endswith(LOWER_IS_BETTER):
            found.append(chart.Group(f"{name}: {main}, {first[0].gold}", bars))
    return found


def _leakage(leaks: Sequence[Leak]) -> str:
    """The leaks that weigh; the gold's own words are not ours to print."""
    found = [leak for leak in leaks if leak.same + leak.overlapping >= _FEW]
    if not found:
        return "No two files share as many."
    header = ["gold", "training file", "sentences", "the same", "overlapping"]
    rows = [
        [leak.gold, leak.train, *(f"{n:,}" for n in (leak.sentences, leak.same, leak.overlapping))]
        for leak in found
    ]
    return markdown(layout.Grid(header, rows))
