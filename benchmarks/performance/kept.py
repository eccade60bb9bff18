"""Figures kept on the disk part by part, so that a part need not be measured again.

A part counts only for what it was taken of: the same program, the same machine, the same extent.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import detente

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.performance.measured import Machine

_PROGRAM: Final = (Path(detente.__file__).parent, Path(__file__).parents[1])
"""What speed depends on: the library with its tables and model, and the benchmarks."""


class Kept:
    """The parts in a folder, which is made when the first is kept.

    Args:
        folder: Where they lie.
        machine: What is measured on.
    """

    def __init__(self, folder: Path, machine: Machine) -> None:
        self._folder = folder
        self._machine = asdict(machine)

    def get(self, part: str, extent: Mapping[str, Any]) -> dict[str, Any] | None:
        """The figures of a part, if it was measured in this extent of this program here."""
        path = self._path(part, extent)
        if not path.exists():
            return None
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found

    def put(self, part: str, extent: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        """Keep the figures of a part."""
        path = self._path(part, extent)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, indent=1) + "\n", "utf-8")

    def _path(self, part: str, extent: Mapping[str, Any]) -> Path:
        taken_of = json.dumps([_program(), self._machine, extent], sort_keys=True)
        return self._folder / f"{part}-{blake2b(taken_of.encode(), digest_size=6).hexdigest()}.json"


@cache
def _program() -> str:
    hashed = blake2b(digest_size=16)
    for home in _PROGRAM:
        for path in sorted(home.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                hashed.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return hashed.hexdigest()
