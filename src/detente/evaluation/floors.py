"""The gate: floors that scores must not fall below, and the gold they were reached on.

The file is TOML: `[gold]` has the SHA-256 of each gold file; `[floors.TASK."FILE"]` has for each
gated measure `{ floor, best }`, and a `reason` where the floor was lowered by hand. For a measure
of which less is better (`…_mae`) the floor is a ceiling.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from detente.errors import UsageError
from detente.evaluation import gold, registry
from detente.evaluation.core import LOWER_IS_BETTER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from detente.evaluation.runs import Score

EPSILON: Final = 0.002
"""How far below the value that was reached its floor is set."""
_DIGITS: Final = 4
_OWN: Final = "own/"
_HEAD: Final = """\
# Floors of `detente eval --check`: the gate fails below them, and on gold that is not what it was.
# `make eval-floors` raises them and never lowers them. To lower one, write its new floor and a
# `reason = "…"` beside it. To accept changed gold, delete its line under [gold] and raise them.
"""

Key = tuple[str, str, str]
"""Task, gold file, measure."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor, the best value ever reached, and why the floor is below it, if it is."""

    floor: float
    best: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Floors:
    """What a floors file holds: digests by gold file, floors by task, file and measure."""

    gold: Mapping[str, str] = field(default_factory=dict)
    floors: Mapping[Key, Floor] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the gate: whether it holds, and what was found."""

    holds: bool
    text: str


def read(path: Path) -> Floors:
    """The floors of a file; none of a file that is not there.

    Raises:
        UsageError: D305 if the file is not as it should be.
    """
    if not path.exists():
        return Floors()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        floors = {
            (task, name, measure): Floor(**_checked(row))
            for task, files in table.get("floors", {}).items()
            for name, rows in files.items()
            for measure, row in rows.items()
        }
    except (tomllib.TOMLDecodeError, TypeError, AttributeError) as error:
        raise UsageError("D305", str(path), detail=str(error)) from error
    return Floors(table.get("gold", {}), floors)


def _checked(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "floor": float(row["floor"]), "best": float(row["best"])}


def write(floors: Floors, path: Path) -> None:
    """Write a floors file, tasks in their order, files and measures in the alphabet's."""
    lines = [_HEAD, "[gold]"]
    lines += [f"{_text(name)} = {_text(sha)}" for name, sha in sorted(floors.gold.items())]
    order = {name: n for n, name in enumerate(registry.NAMES)}
    section = None
    for task, name, measure in sorted(floors.floors, key=lambda k: (order.get(k[0], -1), *k)):
        if section != (task, name):
            section = (task, name)
            lines += ["", f"[floors.{task}.{_text(name)}]"]
        lines.append(f"{measure} = {_inline(floors.floors[task, name, measure])}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _inline(floor: Floor) -> str:
    reason = f", reason = {_text(floor.reason)}" if floor.reason else ""
    return f"{{ floor = {floor.floor}, best = {floor.best}{reason} }}"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def digests(scores: Iterable[Score], paths: Mapping[tuple[str, str], Path]) -> dict[str, str]:
    """The digest of each gold file that was scored.

    Args:
        scores: What was measured.
        paths: Task and gold file to where it is.
    """
    return {score.gold: gold.digest(paths[score.task, score.gold]) for score in scores}


def check(
    floors: Floors, scores: Sequence[Score], found: Mapping[str, str], tasks: Sequence[str]
) -> list[Finding]:
    """Hold scores against floors.

    Args:
        floors: What must be held.
        scores: Ours, on the gold that is here.
        found: The digests of that gold.
        tasks: Those that were run.

    Returns:
        A line for each changed file, each floor and each file that is not here.
    """
    reached = {(s.task, s.gold, m): v for s in scores for m, v in s.measures.items()}
    here = {(s.task, s.gold) for s in scores}
    findings = [
        Finding(holds=False, text=f"{name}: not the gold that the floors were set on")
        for name, sha in floors.gold.items()
        if found.get(name, sha) != sha
    ]
    absent: dict[str, None] = {}
    for key, floor in floors.floors.items():
        task, name, _ = key
        if task not in tasks:
            continue
        if (task, name) in here:
            findings.append(_held(key, floor, reached.get(key)))
        else:
            absent[name] = None
    return findings + [_absent(name) for name in absent]


def _absent(name: str) -> Finding:
    ours = name.startswith(_OWN)
    return Finding(
        holds=not ours, text=f"{name}: {'missing' if ours else 'not here, its floors are skipped'}"
    )


def _held(key: Key, floor: Floor, value: float | None) -> Finding:
    named = " ".join(key)
    if value is None:
        return Finding(holds=False, text=f"{named}: not measured any more")
    if _is_below(key, floor.floor, _floor_of(key, floor.best)) and not floor.reason:
        return Finding(holds=False, text=f"{named}: floor {floor.floor} was lowered, no reason")
    below = _is_below(key, value, floor.floor)
    sign = "worse than" if below else "holds"
    return Finding(holds=not below, text=f"{named}: {value:.4f} {sign} {floor.floor}")


def _is_below(key: Key, value: float, floor: float) -> bool:
    return value > floor if key[2].endswith(LOWER_IS_BETTER) else value < floor


def _floor_of(key: Key, value: float) -> float:
    """The floor for a value that was reached."""
    if key[2].endswith(LOWER_IS_BETTER):
        return round(value + EPSILON, _DIGITS)
    return round(value - EPSILON, _DIGITS)


def raised(floors: Floors, scores: Sequence[Score], found: Mapping[str, str]) -> Floors:
    """Floors raised to what was reached, none lowered; new measures and new gold are added."""
    now = dict(floors.floors)
    for score in scores:
        for measure in registry.task(score.task).gated:
            if measure in score.measures:
                key = (score.task, score.gold, measure)
                now[key] = _raised(key, now.get(key), score.measures[measure])
    return Floors({**found, **floors.gold}, now)


def _raised(key: Key, old: Floor | None, value: float) -> Floor:
    value = round(value, _DIGITS)
    new = Floor(_floor_of(key, value), value)
    if old is None:
        return new
    floor = old.floor if _is_below(key, new.floor, old.floor) else new.floor
    best = old.best if _is_below(key, value, old.best) else value
    kept = replace(old, floor=floor, best=best)
    return kept if _is_below(key, floor, _floor_of(key, best)) else replace(kept, reason="")
