"""Paths, folders, globs, addresses and standard input to sources, one at a time."""

from __future__ import annotations

import glob
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.sources import archives
from detente.sources.address import is_address
from detente.sources.source import MOST_BYTES, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STANDARD_INPUT = "-"
"""The name that stands for standard input."""


def gather(inputs: Sequence[str | Path]) -> Iterator[Source | SourceError]:
    """Yield every source that `inputs` name, in their order, each when it is asked for.

    An input is a file, an archive (each document in it is a source), a folder (all its files at any
    depth, sorted by path; hidden files and folders are passed over), a glob such as
    `reports/**/*.pdf`, an address on the web, or `-` for standard input. What cannot be had is
    yielded as its `SourceError` in its place (D101 not there or not readable, D106 the rest of a
    damaged archive, D108 too large, D109 a folder or glob without files, D121 to D131 not given by
    its server), and the walk goes on.
    """
    for given in inputs:
        if str(given) == STANDARD_INPUT:
            yield Source(STANDARD_INPUT, sys.stdin.buffer.read())
        elif isinstance(given, str) and is_address(given):
            yield _fetched(given)
        else:
            yield from _named(given)


def count(inputs: Sequence[str | Path]) -> int | None:
    """How many sources `gather` will yield; None where only opening an archive tells."""
    found = 0
    for given in map(str, inputs):
        path = Path(given)
        if given == STANDARD_INPUT or is_address(given):
            files: Iterator[Path] = iter([path])
        elif path.is_dir():
            files = files_in(path)
        else:
            files = iter([path]) if path.exists() else _files_matching(given)
        for file in files:
            if archives.is_archive(file):
                return None
            found += 1
    return found


def _fetched(url: str) -> Source | SourceError:
    """What is at an address, or why it cannot be had."""
    from detente.sources.fetch import fetch  # noqa: PLC0415 — brings TLS, which files do not need

    try:
        return fetch(url).source(url)
    except SourceError as error:
        return error


def _named(given: str | Path) -> Iterator[Source | SourceError]:
    """Yield what one path or glob stands for."""
    path = Path(given)
    if path.is_dir():
        yield from _all_of(files_in(path), str(given))
    elif path.exists() or not glob.has_magic(str(given)):
        yield from _opened(path)
    else:
        yield from _all_of(_files_matching(str(given)), str(given))


def _all_of(files: Iterator[Path], given: str) -> Iterator[Source | SourceError]:
    """Yield each of `files` opened; D109 if there is none."""
    empty = True
    for file in files:
        empty = False
        yield from _opened(file)
    if empty:
        yield SourceError("D109", given)


def files_in(folder: Path) -> Iterator[Path]:
    """Yield the files below `folder` that are not hidden, sorted within each folder."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder  # opening it names the reason in its place
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from files_in(entry)
        elif entry.is_file():
            yield entry


def _files_matching(pattern: str) -> Iterator[Path]:
    """Yield the files that `pattern` matches, sorted; `**` stands for any depth."""
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 — Path.glob takes no absolute pattern
        if Path(name).is_file():
            yield Path(name)


def _opened(path: Path) -> Iterator[Source | SourceError]:
    """Yield the file at `path`, or the documents in it if it is an archive."""
    if archives.is_archive(path) and path.is_file():
        yield from archives.documents(path)
    else:
        yield _read(path)


def _read(path: Path) -> Source | SourceError:
    """The bytes of the file at `path`, or why they cannot be had."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return SourceError("D108", str(path), detail=f"{size / 1e6:.0f} MB")
        return Source(str(path), path.read_bytes())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return SourceError("D101", str(path), detail=reason or type(error).__name__)
