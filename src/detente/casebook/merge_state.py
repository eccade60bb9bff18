"""What merging left behind: a folder of Parquet files that can be deleted and built again.

`merged/00000007/` holds the tables of `tables_merged.toml` and a manifest that says which runs they
cover, by which settings and after which judgement. It is put in place whole; the highest number
counts, and older ones are removed.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from tomllib import loads
from typing import TYPE_CHECKING, Final

from detente.casebook.durable import part_of, place_folder, remove_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from detente.casebook.runs import Run

__all__ = ["Covered", "State", "is_within", "latest", "place", "ranges", "schemas"]

_NAME: Final = re.compile(r"\d{8,}")
_MANIFEST: Final = "manifest.json"

Range = tuple[int, int]
"""Numbers of runs from the first to the last, both included."""


@cache
def schemas() -> dict[str, dict[str, str]]:
    """Table to column to DuckDB type."""
    text = resources.files(__package__).joinpath("tables_merged.toml").read_text("utf-8")
    return loads(text)


@dataclass(frozen=True, slots=True)
class Covered:
    """What a state was made from.

    Attributes:
        runs: The numbers of the runs, in ranges that do not touch.
        settings: What stands for the rules it was made by.
        judgement: The number of the last judgement that counted.
    """

    runs: tuple[Range, ...]
    settings: str
    judgement: int


@dataclass(frozen=True, slots=True)
class State:
    """A merged state in place, and what it covers."""

    folder: Path
    covered: Covered

    def table(self, table: str) -> Path:
        """The file of one of its tables."""
        return self.folder / f"{table}.parquet"


def ranges(runs: Iterable[Run]) -> tuple[Range, ...]:
    """The numbers that runs cover, in ranges that do not touch: joining runs changes nothing."""
    found: list[Range] = []
    for run in runs:
        if found and found[-1][1] + 1 >= run.first:
            found[-1] = (found[-1][0], max(found[-1][1], run.last))
        else:
            found.append((run.first, run.last))
    return tuple(found)


def is_within(inner: Iterable[Range], outer: Iterable[Range]) -> bool:
    """Whether every number of the one is in the other."""
    wide = tuple(outer)
    return all(any(a <= first and last <= b for a, b in wide) for first, last in inner)


def latest(folder: Path) -> State | None:
    """The state that counts: the newest that is whole, if there is one."""
    for path in sorted(_all_in(folder), key=lambda each: int(each.name), reverse=True):
        try:
            kept = json.loads((path / _MANIFEST).read_text("utf-8"))
            if kept["bytes"] == _sizes(path):
                runs = tuple((int(first), int(last)) for first, last in kept["runs"])
                return State(path, Covered(runs, str(kept["settings"]), int(kept["judgement"])))
        except (OSError, ValueError, KeyError):
            continue
    return None


def place(folder: Path, covered: Covered, write: Callable[[Path], None]) -> State:
    """Put a new state in place and remove those before it; only the one writer may call it.

    Args:
        folder: The casebook's `merged`.
        covered: What it is made from.
        write: Writes the tables into a folder.

    Raises:
        OSError, duckdb.IOException: The disk would not take it; what was there still counts.
    """
    folder.mkdir(exist_ok=True)
    remove_parts(folder)
    older = _all_in(folder)
    number = max((int(path.name) for path in older), default=0) + 1
    made = State(folder / f"{number:08d}", covered)
    part = part_of(made.folder)
    part.mkdir()
    write(part)
    manifest = asdict(covered) | {"bytes": _sizes(part)}
    (part / _MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    place_folder(part, made.folder)
    for path in older:
        shutil.rmtree(path)
    return made


def _sizes(folder: Path) -> dict[str, int]:
    """How long each table's file is: a file that was cut or is gone makes the state none."""
    return {path.name: path.stat().st_size for path in sorted(folder.glob("*.parquet"))}


def _all_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
