"""Where what is printed goes: standard output, or a file that appears when it is whole."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from rich.console import Console

from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def output(path: Path | None) -> Iterator[IO[str]]:
    """A stream of text to print to: standard output without `path`.

    A file is written beside its place and renamed into it at the end of the block; after an error
    what stood there still stands.

    Raises:
        UsageError: D303 if the file cannot be written.
    """
    if path is None:
        yield sys.stdout
        return
    with _whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        yield file


def save(path: Path, content: str | bytes) -> None:
    """Write a file, which appears when it is whole; text as UTF-8.

    Raises:
        UsageError: D303 if the file cannot be written.
    """
    with _whole(path) as part:
        part.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A place beside a file, renamed into it at the end of the block."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise UsageError("D303", str(path), detail=error.strerror or "") from error
    finally:
        part.unlink(missing_ok=True)


def pages(stream: IO[str]) -> Console:
    """A console that prints pages to the stream: with colour on a terminal, unless `NO_COLOR`."""
    return Console(file=stream, highlight=False, emoji=False, markup=False, soft_wrap=False)


def notes() -> Console:
    """A console for progress and problems, on standard error."""
    return Console(stderr=True, highlight=False, emoji=False, markup=False)


def is_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()
