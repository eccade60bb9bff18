"""Part files: what a task gave, kept from the moment it is done until its run is in place.

A part is named by the hash of all that it depends on: the document with what is known of it, the
reader, the limits. A run that was cut off finds by it what need not be read again.
"""

from __future__ import annotations

import json
import shutil
from hashlib import blake2b
from typing import TYPE_CHECKING

from detente.batch.tasks import Refusal
from detente.casebook.durable import part_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from detente.batch.tasks import Read
    from detente.batch.worker import Limits
    from detente.records import ReaderInfo


def key(task: Read, reader: ReaderInfo, limits: Limits) -> str:
    """The name of what a task gives."""
    problems = [problem.model_dump_json() for problem in task.problems]
    said = [reader.version, reader.model, f"{limits.seconds} {limits.room}", *problems]
    hashed = blake2b("\x1f".join(said).encode("utf-8", "surrogatepass"), digest_size=20)
    hashed.update(task.document.model_dump_json().encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


class Parts:
    """The part files of a folder, which is made when the first is written.

    They are not flushed to the disk one by one: what a crash of the machine leaves of one is
    recognised as damaged, and counts for nothing.

    Args:
        folder: Where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | Refusal | None:
        """The record as JSON, or why there is none; None if there is no such part."""
        try:
            text = self._path(key).read_text("utf-8", "surrogatepass")
            kept = json.loads(text)
        except (OSError, ValueError):
            return None
        return Refusal(*kept) if isinstance(kept, list) else text

    def put(self, key: str, result: str | Refusal) -> None:
        """Keep what a task gave.

        Raises:
            OSError: The disk would not take it.
        """
        path = self._path(key)
        if isinstance(result, Refusal):
            result = json.dumps([result.code, result.subject, result.detail])
        self._folder.mkdir(exist_ok=True)
        part = part_of(path)
        part.write_text(result, "utf-8", "surrogatepass")
        part.replace(path)

    def drop(self, keys: Iterable[str]) -> None:
        """Remove parts whose run is in place."""
        for each in keys:
            self._path(each).unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove all: nothing is under way any more."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"
