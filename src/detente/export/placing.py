"""Where an export goes: written beside its place, and there only when it is whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING

import duckdb

from detente.casebook.layout import MARKER
from detente.casebook.objects import SCHEMES
from detente.errors import CasebookError, UsageError
from detente.export.months import PLACES, left_over
from detente.export.sending import Place, send_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@contextmanager
def placing(out: str | Path, *, folder: bool) -> Iterator[Path]:
    """A name to write to; what is there at the end of the block goes to `out`.

    A file takes the place of a file of its name. Of a folder, each file takes the place of one of
    its name, tables that of what an earlier export wrote of them, and others stay. After an error
    what stood there still stands.

    Args:
        out: Where it goes: a path, or an address as of `Objects`.
        folder: Whether that is a folder, made if absent; else a file.

    Raises:
        UsageError: D303 if it cannot be written; for an address as `Objects`.
        InstallationError: As `Objects`.
        CasebookError: D211 if the folder is a casebook; D210 if a store does not take it.
    """
    is_address = str(out).startswith(SCHEMES)
    with (
        _refusing(str(out)),
        (_sending if is_address else _beside)(str(out), folder=folder) as part,
    ):
        if folder:
            part.mkdir(parents=True)
        yield part


@contextmanager
def _refusing(out: str) -> Iterator[None]:
    """Turn what the system says about a failed write into one error of ours."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise UsageError("D303", out, detail=reason or str(error)) from error


@contextmanager
def _beside(out: str, *, folder: bool) -> Iterator[Path]:
    """A name beside a path, from which what is written moves there."""
    path = Path(out).absolute()  # `.` has no name
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    if path.is_dir() is not folder and path.exists():
        raise UsageError("D303", out, detail=f"a {'folder' if folder else 'file'} is wanted")
    if (path / MARKER).exists():
        raise CasebookError("D211", out, detail="a casebook")
    try:
        yield part
        _place(part, path)
    finally:
        _remove(part)


@contextmanager
def _sending(out: str, *, folder: bool) -> Iterator[Path]:
    """A name in a folder of its own, from which what is written is sent to an address."""
    address = out.rstrip("/")
    place = Place(address) if folder else None
    with tempfile.TemporaryDirectory() as own:
        part = Path(own) / "out"
        yield part
        if place:
            place.send(part)
        else:
            send_file(part, address)


@contextmanager
def text_file(path: Path) -> Iterator[IO[str]]:
    """A new file of UTF-8 text with line feeds; what is no text in it becomes `?`."""
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        yield file


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
