"""`detente eval`: measure the reading on gold, beside baselines and peers; hold it to floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from detente.cli import options
from detente.cli.output import notes, output, pages
from detente.cli.typography import flat
from detente.errors import UsageError
from detente.evaluation import floors, gold, layout, leakage, page, registry, runs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import IO

    from rich.console import Console

    from detente.evaluation.core import Judgement
    from detente.evaluation.layout import Grid, Sheet
    from detente.evaluation.runs import Plan, Score

_BELOW: Final = 1
_LONGEST: Final = 1000
"""Characters of a case's text that are shown."""
_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_FOLDER: Final = click.Path(path_type=Path, file_okay=False)


@click.command("eval")
@click.argument("task", required=False, metavar="[TASK]")
@click.argument("file", required=False, type=_FILE, metavar="[FILE.jsonl]")
@click.option(
    "--gold",
    "folder",
    type=_FOLDER,
    metavar="DIR",
    help="The folder of gold; else $DETENTE_GOLD, else ../shared/gold.",
)
@click.option(
    "--own",
    type=_FOLDER,
    default=gold.OWN,
    show_default=True,
    metavar="DIR",
    help="The folder of our own sentences.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@click.option("--errors", type=int, default=0, metavar="N", help="Show the N worst cases a file.")
@click.option("--limit", type=int, metavar="N", help="At most N cases a file, drawn at random.")
@click.option("--seed", type=int, default=0, show_default=True, help="Starts all draws.")
@click.option("--baselines/--no-baselines", default=True, help="Whether to run them too.")
@click.option("--check", "mode", flag_value="check", help="Fail where a score is below its floor.")
@click.option("--raise-floors", "mode", flag_value="raise", help="Raise floors to what is reached.")
@click.option("--leakage", "mode", flag_value="leakage", help="Find gold that is in training data.")
@click.option("--write", type=_FILE, metavar="FILE.md", help="Write the page of results there.")
@click.option(
    "--floors",
    "held",
    type=_FILE,
    default=Path("evaluation/floors.toml"),
    show_default=True,
    metavar="FILE.toml",
    help="The floors.",
)
@options.out
def eval(  # noqa: A001, PLR0913 - named as it is typed; a parameter for each option
    *,
    task: str | None,
    file: Path | None,
    folder: Path | None,
    own: Path,
    as_json: bool,
    errors: int,
    limit: int | None,
    seed: int,
    baselines: bool,
    mode: str | None,
    write: Path | None,
    held: Path,
    out: Path | None,
) -> None:
    """Measure the reading on gold.

    Without TASK every task is measured for which gold is here; with FILE.jsonl that task on that
    file. The same command gives the same numbers.
    """
    names = (registry.task(task).name,) if task else registry.NAMES
    quick = mode in {"check", "raise"}
    plan = runs.Plan(
        gold=gold.folder(folder),
        own=own,
        limit=None if quick else limit,
        seed=seed,
        baselines=baselines and not quick,
        intervals=not quick,
    )
    files = _files(names, plan, file)
    if mode == "leakage":
        with output(out) as stream:
            _print_leaks(_leaks(names, plan.gold, files), stream)
        return
    scores = _measured(files, plan)
    if mode == "check":
        with output(out) as stream:
            _check(scores, files, held, stream)
    elif mode == "raise":
        _raise(scores, files, held)
    else:
        if write:
            page.write(scores, list(_leaks(names, plan.gold, files)), write)
        with output(out) as stream:
            _print(scores, stream, errors=errors, as_json=as_json)


Files = dict[str, dict[str, Path]]
"""Task to name of a gold file to where it is."""


def _files(names: Iterable[str], plan: Plan, file: Path | None) -> Files:
    if file is not None:
        return {name: {file.name: file} for name in names}
    found = {name: gold.sets(registry.task(name), plan.gold, plan.own) for name in names}
    if not any(found.values()):
        raise UsageError("D304", str(plan.gold or plan.own))
    return {name: paths for name, paths in found.items() if paths}


def _measured(files: Files, plan: Plan) -> list[Score]:
    """Run everything, with a word on standard error for each file."""
    console = notes()
    found: list[Score] = []
    for name, paths in files.items():
        for score in runs.of_task(registry.task(name), paths, plan):
            if score.kind == "ours":
                console.print(f"{name} · {score.gold} · {score.cases:,} cases", style="dim")
            found.append(score)
    return found


def _print(scores: Sequence[Score], stream: IO[str], *, errors: int, as_json: bool) -> None:
    if as_json:
        values = [runs.plain(score, errors) for score in scores]
        stream.write(json.dumps(values, ensure_ascii=False, indent=1, default=str) + "\n")
        return
    console = pages(stream)
    ours = {(s.task, s.gold): s for s in scores if s.kind == "ours"}
    for score, sheet in zip(ours.values(), layout.sheets(scores), strict=True):
        _print_sheet(sheet, console)
        for judgement in runs.worst(score, errors):
            _print_case(judgement, console)


def _print_sheet(sheet: Sheet, console: Console) -> None:
    console.print(Text(sheet.title, style="bold"))
    console.print(_table(sheet.measures))
    for measure, grid in sheet.labels.items():
        console.print(Text(f"{measure}, by label"))
        console.print(_table(grid))
    for note in sheet.notes:
        console.print(Text(note, style="dim"))
    console.print()


def _table(grid: Grid) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    for n, title in enumerate(grid.header):
        table.add_column(
            title,
            justify="right" if n else "left",
            no_wrap=n == 0 or title == layout.INTERVAL,
            overflow="fold",
        )
    for row in grid.rows:
        table.add_row(*map(Text, row))
    return table


def _print_case(judgement: Judgement, console: Console) -> None:
    """Print a case that was answered wrong: its text, and below it the gold and ours."""
    console.print(Text(f"{judgement.case}: {flat(judgement.text[:_LONGEST])}"))
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True)
    table.add_column("gold", ratio=1)
    table.add_column("detente", ratio=1)
    table.add_row(_value(judgement.gold), _value(judgement.ours))
    console.print(table)


def _value(value: Any) -> Text:  # noqa: ANN401 - whatever a task shows
    return Text(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def _check(scores: Sequence[Score], files: Files, held: Path, stream: IO[str]) -> None:
    """Print a line for all that does not hold, and one in the end; leave with 1 if there is any."""
    known = floors.read(held)
    found = floors.check(known, scores, _digests(scores, files), list(files))
    broken = [finding for finding in found if not finding.holds]
    skipped = [finding for finding in found if finding.holds and "skipped" in finding.text]
    for finding in (*skipped, *broken):
        stream.write(f"{'ok  ' if finding.holds else 'FAIL'} {finding.text}\n")
    kept = len(found) - len(broken) - len(skipped)
    stream.write(f"{kept} floors hold, {len(broken)} broken\n")
    if broken:
        click.get_current_context().exit(_BELOW)


def _raise(scores: Sequence[Score], files: Files, held: Path) -> None:
    known = floors.read(held)
    found = _digests(scores, files)
    changed = [name for name, sha in known.gold.items() if found.get(name, sha) != sha]
    if changed:
        raise UsageError("D306", ", ".join(changed))
    floors.write(floors.raised(known, scores, found), held)


def _digests(scores: Sequence[Score], files: Files) -> dict[str, str]:
    paths = {(name, given): path for name, found in files.items() for given, path in found.items()}
    return floors.digests(scores, paths)


def _leaks(names: Collection[str], folder: Path | None, files: Files) -> Iterable[leakage.Leak]:
    """What the files measured, or all gold if all tasks are, share with files learned from."""
    wanted = {name: path for paths in files.values() for name, path in paths.items()}
    if folder is None:
        return ()
    if len(names) == len(registry.NAMES):
        wanted |= leakage.measurable(folder)
    train = {n: folder / n for task in names for n in registry.task(task).train}
    return leakage.leaks(_lines(train | leakage.learnt(folder)), _lines(wanted))


def _lines(paths: dict[str, Path]) -> dict[str, Path]:
    return {n: p for n, p in sorted(paths.items()) if p.suffix == ".jsonl" and p.is_file()}


def _print_leaks(leaks: Iterable[leakage.Leak], stream: IO[str]) -> None:
    found = list(leaks)
    for leak in found:
        stream.write(
            f"{leak.gold}: of {leak.sentences:,} sentences {leak.same:,} stand in {leak.train}, "
            f"{leak.overlapping:,} overlap it, e.g. “{leak.example}”\n"
        )
    stream.write(f"{len(found)} pairs of files share sentences\n")
