"""Archives: files that hold many documents, each of them a source of its own.

An archive is told by the ending of its name and is read from beginning to end, one document at a
time, so that its size does not matter. One that is cut off or damaged gives what it holds up to
there, and one error for the rest.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from detente.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from detente.sources.source import Source

_WARC: Final = "detente.sources.warc"
_LINES: Final = "detente.sources.json_lines"
_READERS: Final = {
    ".warc": _WARC,
    ".warc.gz": _WARC,
    ".wet": _WARC,
    ".wet.gz": _WARC,
    ".jsonl": _LINES,
    ".jsonl.gz": _LINES,
    ".ndjson": _LINES,
    ".ndjson.gz": _LINES,
    ".parquet": "detente.sources.parquet",
    ".zip": "detente.sources.zipped",
}
"""The ending of a name to the module that reads such archives, imported when first wanted."""


class _Reader(Protocol):
    """What the module of a form of archive offers."""

    def documents(self, path: Path) -> Iterator[Source | SourceError]:
        """Yield the documents of an archive; may raise what its library raises."""


def is_archive(path: Path) -> bool:
    """Whether a file is named as an archive is.

    >>> from pathlib import Path
    >>> is_archive(Path("CC-NEWS.warc.gz")), is_archive(Path("talks.html"))
    (True, False)
    """
    return ending(path) is not None


def documents(path: Path) -> Iterator[Source | SourceError]:
    """Yield the documents of an archive, each when it is asked for.

    A document's name is the archive's with `#` and where in it the document is. What cannot be had
    is an error in its place: D106 for the rest of an archive that is cut off or damaged, D108 for a
    document that is too large, D109 for an archive without documents.
    """
    count = 0
    try:
        reader = cast("_Reader", import_module(_READERS[ending(path) or ""]))
        for found in reader.documents(path):
            count += 1
            yield found
    except SourceError as error:
        yield error
    except Exception as error:  # noqa: BLE001 — every library says in its own way that it is cut
        yield SourceError("D106", str(path), detail=_reason(error, count))
    except BaseException as error:
        # How a defect of a library in Rust arrives: it must not end the run of the others.
        if type(error).__name__ != "PanicException":
            raise
        yield SourceError("D106", str(path), detail=_reason(error, count))
    else:
        if not count:
            yield SourceError("D109", str(path))


def ending(path: Path) -> str | None:
    """The ending by which a file is known for an archive, None if it is known for none.

    >>> from pathlib import Path
    >>> ending(Path("2020.WARC.GZ"))
    '.warc.gz'
    """
    name = path.name.lower()
    return next((each for each in _READERS if name.endswith(each)), None)


def _reason(error: BaseException, count: int) -> str:
    """Where an archive breaks off, and what its library says of it, if it says anything."""
    said = str(error).partition("\n")[0][:100]
    return f"after {count:,} documents{f': {said}' if said else ''}"
