"""JSON Lines with a column of text: each line is a document."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any, Final

from detente.errors import SourceError
from detente.sources import table_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from detente.sources.source import Source

_LONGEST: Final = 100_000_000
"""Bytes of a line."""


def documents(path: Path) -> Iterator[Source | SourceError]:
    """Yield the document of each line; one that is no JSON object is an error in its place.

    Raises:
        OSError, EOFError: A packed file is cut off or damaged.
    """
    opened: Any = gzip.open if path.suffix.lower() == ".gz" else open
    with opened(path, "rb") as file:
        number = 0
        while line := file.readline(_LONGEST):
            number += 1
            name = f"{path}#{number}"
            if len(line) == _LONGEST:
                raise SourceError("D108", name, detail=f"a line of over {_LONGEST / 1e6:g} MB")
            if line.strip():
                yield _document(line, name)


def _document(line: bytes, name: str) -> Source | SourceError:
    try:
        row: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        return SourceError("D106", name, detail=f"no JSON: {str(error)[:100]}")
    if not isinstance(row, dict):
        return SourceError("D106", name, detail="no JSON object")
    return table_rows.document(row, name)
