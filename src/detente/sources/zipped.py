"""Zipped folders: each file in one is a document."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 — a class, whatever its name

from detente.errors import SourceError
from detente.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zipfile import ZipInfo

_MOST_BYTES: Final = 50_000_000
"""Of one file, unpacked: the size that is written beside it is not believed."""
_ENCRYPTED: Final = 0x1
_LITTER: Final = "__MACOSX"


def documents(path: Path) -> Iterator[Source | SourceError]:
    """Yield the files of a zipped folder, sorted by name; hidden ones are passed over.

    Nothing is written to the disk: names such as `../a` lead nowhere.

    Raises:
        OSError, BadZipFile: It is cut off or damaged: its list of files stands at its end.
    """
    with ZipFile(path) as archive:
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            parts = PurePosixPath(entry.filename).parts
            hidden = any(part.startswith(".") or part == _LITTER for part in parts)
            if not entry.is_dir() and not hidden:
                yield _document(archive, entry, f"{path}#{entry.filename}")


def _document(archive: ZipFile, entry: ZipInfo, name: str) -> Source | SourceError:
    if entry.flag_bits & _ENCRYPTED:
        return SourceError("D106", name, detail="it is encrypted")
    try:
        with archive.open(entry) as file:
            data = file.read(_MOST_BYTES + 1)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ZlibError) as error:
        return SourceError("D106", name, detail=str(error).partition("\n")[0][:100])
    if len(data) > _MOST_BYTES:
        return SourceError("D108", name, detail=f"over {_MOST_BYTES / 1e6:g} MB")
    return Source(name, data)
