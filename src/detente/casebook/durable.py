"""Writing that survives a crash: whole or not there, and on the disk before it is named.

A file or folder is written under a temporary name beside its place, flushed to the disk, and
renamed into place. A name that begins with a dot and ends in `.part` is never anything but a
leftover of a writer that was cut off.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import duckdb

from detente.errors import CasebookError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PART: Final = ".part"


def part_of(path: Path) -> Path:
    """The temporary name beside `path` that `path` is written under."""
    return path.with_name(f".{path.name}{_PART}")


def is_part(path: Path) -> bool:
    """Whether the name is one that only an unfinished write has."""
    return path.name.startswith(".") and path.name.endswith(_PART)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says about a failed write into one error of ours.

    Raises:
        CasebookError: D203 with `path` and the system's reason; D212 if memory did not suffice.
    """
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise CasebookError("D212", str(path)) from error
    except (OSError, duckdb.IOException, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise CasebookError("D203", str(path), detail=reason or str(error)) from error


def write_file(path: Path, data: bytes, *, beside: Path | None = None) -> None:
    """Put `data` at `path` in one step, replacing what was there; the folder must exist.

    Args:
        path: Where it goes.
        data: What goes there.
        beside: The folder on the same disk to write it in first, if not that of `path`.

    Raises:
        OSError: It could not be written; `path` is as it was before.
    """
    part = (beside or path.parent) / f".{path.name}.{os.getpid()}{_PART}"
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def place_folder(part: Path, path: Path) -> None:
    """Flush every file in the folder `part`, then rename it to `path`.

    Raises:
        OSError: It could not be flushed or renamed.
    """
    for file in part.iterdir():
        sync_file(file)
    sync_folder(part)
    part.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Flush what a file holds to the disk.

    Raises:
        OSError: It could not be flushed.
    """
    flags = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(path: Path) -> None:
    """Flush a folder's list of names, where the system can (Windows cannot and need not)."""
    if sys.platform != "win32":
        sync_file(path)


def remove_parts(folder: Path) -> None:
    """Remove what writers that were cut off left in `folder`; only the one writer may call it."""
    for path in folder.iterdir():
        if is_part(path):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
