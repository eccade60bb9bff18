"""Gold: finding files, reading JSON Lines, and telling one version of a file from another."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.evaluation.core import Case, Task

VARIABLE: Final = "DETENTE_GOLD"
_PLACES: Final = (Path("../shared/gold"),)
OWN: Final = Path("evaluation/own")
"""Our own annotated sentences, a file a task, below the project's folder."""
_LINES: Final = ".jsonl"


def folder(given: Path | None = None) -> Path | None:
    """The folder of gold: the one given, else `$DETENTE_GOLD`, else `../shared/gold`, else None.

    Raises:
        UsageError: D304 if the folder given or named by the variable is absent.
    """
    named = given or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is None:
        return next((p for p in _PLACES if p.is_dir()), None)
    if not named.is_dir():
        raise UsageError("D304", str(named))
    return named


def sets(task: Task, gold: Path | None, own: Path | None = OWN) -> dict[str, Path]:
    """The files a task can be measured on here: their short names, and where they are.

    A file of `gold` is called by its path below it ("plover/dev.jsonl"), one of ours
    "own/TASK.jsonl". The files of the task stand first.
    """
    found = {name: gold / name for name in task.files if gold and (gold / name).exists()}
    ours = own / f"{task.name}.jsonl" if own else None
    if ours is not None and ours.is_file():
        found[f"own/{ours.name}"] = ours
    return found


def training(task: Task, gold: Path | None) -> list[Case]:
    """The training cases of a task that are here, for baselines."""
    found: list[Case] = []
    for name in task.train:
        if gold and (gold / name).is_file():
            found += task.cases(gold / name)
    return found


def read_lines(path: Path) -> list[Case]:
    """The objects of a JSON Lines file; one without `id` gets `FILE#LINE`.

    Raises:
        UsageError: D304 if the file cannot be opened, D305 if a line is no JSON object.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise UsageError("D304", str(path), detail=error.strerror or "") from error
    return [_case(path, n, line) for n, line in enumerate(lines, 1) if line.strip()]


def _case(path: Path, number: int, line: str) -> Case:
    try:
        case = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError("D305", f"{path} line {number}", detail=error.msg) from error
    if not isinstance(case, dict):
        raise UsageError("D305", f"{path} line {number}")
    if case.get("id") is None:
        case["id"] = f"{path.name}#{number}"
    return case


def parts(path: Path) -> dict[str, Path]:
    """The files that a gold file is made of, by their way from its folder.

    These are itself, those beside it that tell more of it (`dev.countries.json` of `dev.jsonl`),
    and, where its lines name lists of facts, these lists with their texts.
    """
    found = {each.name: each for each in (path, *path.parent.glob(f"{path.stem}.*"))}
    if path.suffix == _LINES:
        for case in read_lines(path):
            found |= _named(path.parent, case.get("facts", ""))
    return dict(sorted(found.items()))


def _named(folder: Path, pattern: object) -> dict[str, Path]:
    if not pattern or not isinstance(pattern, str):
        return {}
    above, _, names = pattern.rpartition("/")
    texts = names.replace(".json", ".txt")
    named = [p for each in (names, texts) for p in (folder / above).glob(each)]
    return {f"{above}/{each.name}": each for each in named}


def digest(path: Path) -> str:
    """The SHA-256 of a gold file, in hexadecimal; where it has other parts, that of the list of
    all their names and digests.
    """
    found = {name: _sha(part.read_bytes()) for name, part in parts(path).items()}
    if list(found) == [path.name]:
        return found[path.name]
    return _sha("".join(f"{sha}  {name}\n" for name, sha in found.items()).encode())


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
