"""Where an export goes: written beside its place, and there only when it is whole."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

import duckdb

from detente.errors import UsageError
from detente.export.months import PLACES, left_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@contextmanager
def placing(path: Path, *, folder: bool) -> Iterator[Path]:
    """A name beside `path` to write to; what is there at the end of the block becomes `path`.

    A file takes the place of a file of its name. Of a folder, each file takes the place of one of
    its name, tables that of what an earlier export wrote of them, and others stay. After an error
    what stood there still stands.

    Args:
        path: Where it goes.
        folder: Whether that is a folder, made if absent; else a file.

    Raises:
        UsageError: D303 if it cannot be written.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.is_dir() is not folder and path.exists():
            raise UsageError("D303", str(path), detail=_wanted(folder=folder))
        if folder:
            part.mkdir(parents=True)
        yield part
        _place(part, path)
    except (OSError, duckdb.IOException) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise UsageError("D303", str(path), detail=reason or str(error)) from error
    finally:
        _remove(part)


@contextmanager
def text_file(path: Path) -> Iterator[IO[str]]:
    """A new file of UTF-8 text with line feeds; what is no text in it becomes `?`."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        yield file


def _wanted(*, folder: bool) -> str:
    return "a folder is wanted" if folder else "a file is wanted"


def _place(part: Path, path: Path) -> None:
    if not path.is_dir():
        part.replace(path)
        return
    new = _files(part, ("**/*",))
    for name in new:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (part / name).replace(path / name)
    for name in left_over(_files(path, PLACES), new):
        (path / name).unlink()
        for folder in PurePath(name).parents[:-1]:
            with suppress(OSError):  # others have files in it
                (path / folder).rmdir()


def _files(folder: Path, patterns: Iterable[str]) -> list[str]:
    """The names of the files in a folder that match one of the patterns, sorted."""
    found = (path for pattern in patterns for path in folder.glob(pattern))
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_file())


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        part.unlink(missing_ok=True)
