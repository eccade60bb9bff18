"""Running a task: which files, which cases, which systems; judgements in, scores out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from detente.errors import UsageError
from detente.evaluation import registry
from detente.evaluation.core import Unavailable, bootstrap, by_label
from detente.evaluation.gold import OWN, sets, training

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from detente.evaluation.core import Answerer, Case, Counts, Judgement, Task

OURS: Final = "detente"
Kind = Literal["ours", "baseline", "peer"]


@dataclass(frozen=True, slots=True)
class Score:
    """What one system reached on one file.

    `note` says why a baseline could not run (it has no measures then), or on what a peer was
    measured. `judgements` are those of ours, for `worst`.
    """

    task: str
    gold: str
    system: str
    kind: Kind
    cases: int = 0
    measures: Mapping[str, float] = field(default_factory=dict)
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)
    note: str = ""
    judgements: Sequence[Judgement] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    Args:
        gold: The folder of gold, None without one.
        own: The folder of our own sentences, None to leave them out.
        limit: At most so many cases a file, drawn with `seed`; all if None.
        seed: Starts the draw of cases and that of the bootstrap.
        baselines: Whether to run them too.
        intervals: Whether to draw them.
    """

    gold: Path | None
    own: Path | None = OWN
    limit: int | None = None
    seed: int = 0
    baselines: bool = True
    intervals: bool = True


def scores(plan: Plan, names: Sequence[str] = registry.NAMES) -> Iterator[Score]:
    """Score tasks on every file that is here, ours first, then the baselines of the task."""
    for name in names:
        task = registry.task(name)
        yield from of_task(task, sets(task, plan.gold, plan.own), plan)


def of_task(task: Task, files: Mapping[str, Path], plan: Plan) -> Iterator[Score]:
    """Score one task on files, given by name.

    Raises:
        UsageError: D304 or D305 if a file cannot be read as the task wants it.
    """
    learn = cache(lambda system: task.baselines[system](training(task, plan.gold)))
    for name, path in files.items():
        cases = drawn(_cases(task, path), plan.limit, plan.seed)
        ours = _score(task, name, OURS, cases, task.answer(), plan)
        if not ours.measures:
            raise UsageError("D305", str(path), detail=f"nothing to measure for {task.name}")
        yield ours
        for system in task.baselines if plan.baselines else ():
            try:
                yield _score(task, name, system, cases, learn(system), plan)
            except Unavailable as why:
                yield Score(task.name, name, system, "baseline", note=str(why))


def _cases(task: Task, path: Path) -> list[Case]:
    try:
        found = task.cases(path)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError("D305", str(path), detail=f"{task.name}: {error!r}") from error
    if not found:
        raise UsageError("D305", str(path), detail=f"no case for {task.name}")
    for case in found:
        if not isinstance(case.get("text"), str):
            raise UsageError("D305", str(case["id"]), detail="no 'text'")
    return found


def drawn(cases: Sequence[Case], limit: int | None, seed: int) -> list[Case]:
    """At most so many of the cases, drawn at random, in their order."""
    if limit is None or limit >= len(cases):
        return list(cases)
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return [cases[n] for n in sorted(chance.sample(range(len(cases)), limit))]


def _score(
    task: Task, gold_name: str, system: str, cases: Sequence[Case], answer: Answerer, plan: Plan
) -> Score:
    judgements = [_judged(task, case, answer) for case in cases]
    labels = {m: by_label(judgements, m) for m in _counted(judgements)}
    return Score(
        task=task.name,
        gold=gold_name,
        system=system,
        kind="ours" if system == OURS else "baseline",
        cases=len(cases),
        measures=task.measures(judgements),
        intervals=bootstrap(judgements, task.measures, seed=plan.seed) if plan.intervals else {},
        labels=labels,
        judgements=judgements if system == OURS else (),
    )


def _judged(task: Task, case: Case, answer: Answerer) -> Judgement:
    try:
        return task.judge(case, answer(case))
    except KeyError as missing:
        raise UsageError("D305", str(case["id"]), detail=f"no {missing}") from missing


def _counted(judgements: Sequence[Judgement]) -> list[str]:
    """The measures that have counts, in the order in which they were first met."""
    return list(dict.fromkeys(measure for j in judgements for measure in j.counts))


def worst(score: Score, number: int) -> list[Judgement]:
    """The cases that were answered worst, the worst first, none that was right."""
    wrong = [j for j in score.judgements if j.loss > 0]
    return sorted(wrong, key=lambda j: (-j.loss, j.case))[:number]


def plain(score: Score, errors: int = 0) -> dict[str, Any]:
    """A score as JSON values, with its worst cases if some are asked for."""
    found: dict[str, Any] = {
        "task": score.task,
        "gold": score.gold,
        "system": score.system,
        "kind": score.kind,
        "cases": score.cases,
        "measures": dict(score.measures),
        "intervals": {name: list(ends) for name, ends in score.intervals.items()},
        "labels": {
            measure: {label: _plain_counts(counts) for label, counts in rows.items()}
            for measure, rows in score.labels.items()
        },
    }
    if score.note:
        found["note"] = score.note
    if errors and score.judgements:
        found["errors"] = [
            {"case": j.case, "text": j.text, "gold": j.gold, "ours": j.ours, "loss": j.loss}
            for j in worst(score, errors)
        ]
    return found


def _plain_counts(counts: Counts) -> dict[str, float]:
    return {
        "right": counts.right,
        "proposed": counts.proposed,
        "wanted": counts.wanted,
        "precision": counts.precision,
        "recall": counts.recall,
        "f1": counts.f1,
    }
