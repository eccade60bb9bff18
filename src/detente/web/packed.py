"""Archives that were handed in: read from a file of ours, which is gone when that is done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.sources import archives
from detente.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator


def archive_of(what: Source | str) -> Source | None:
    """What was handed in, if it is named as an archive is; else None."""
    return what if isinstance(what, Source) and archives.is_archive(Path(what.name)) else None


def unpacked(archive: Source, *, most: int) -> Iterator[Source | SourceError]:
    """The documents of an archive, each when it is asked for, by the archive's name and its own.

    What somebody called the archive names no file: ours has a name of its own, with an ending that
    is known. What cannot be had is an error in its place; one by the archive's name is the last.

    Args:
        archive: As `archive_of` gives it.
        most: How many documents at most; of more the rest is the error D108.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"archive{archives.ending(Path(archive.name))}"
        try:
            path.write_bytes(archive.data)
        except OSError as error:
            yield SourceError("D101", archive.name, detail=error.strerror or type(error).__name__)
            return
        for number, found in enumerate(archives.documents(path)):
            if number == most:
                detail = f"{number:,} documents of it were read; `detente read` takes all"
                yield SourceError("D108", archive.name, detail=detail)
                return
            yield _named(found, str(path), archive.name)


def _named(found: Source | SourceError, path: str, name: str) -> Source | SourceError:
    """A document of an archive, or why there is none, by what the archive was called."""
    if isinstance(found, Source):
        return replace(found, name=found.name.replace(path, name, 1))
    subject, detail = (said.replace(path, name) for said in (found.subject, found.detail))
    return SourceError(found.code, subject, detail=detail)
