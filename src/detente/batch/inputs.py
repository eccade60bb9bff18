"""Inputs as a batch draws them: by the hash of all that their reading depends on, in groups."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from detente.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.records import ReaderInfo
    from detente.sources import Source

TOGETHER: Final = 128
"""Inputs to a group: a run."""
_LARGE: Final = 32_000_000
"""Bytes of originals after which a group is full."""


def key(
    source: Source, reader: ReaderInfo, date: str | None = None, publisher: str | None = None
) -> bytes:
    """Sixteen bytes for a source, what is said of it from outside, and what reads it."""
    said = (
        source.name, source.media_type, source.charset, source.url, source.title, source.publisher,
        source.published, *source.authors, date, publisher, reader.version, reader.model,
    )  # fmt: skip
    hashed = blake2b("\x1f".join(part or "" for part in said).encode("utf-8", "surrogatepass"))
    return blake2b(hashed.digest() + blake2b(source.data).digest(), digest_size=16).digest()


def groups(found: Iterable[Source | SourceError]) -> Iterator[list[Source | SourceError]]:
    """Yield inputs by the dozen, in their order; which stand together depends on them alone."""
    group: list[Source | SourceError] = []
    size = 0
    for each in found:
        group.append(each)
        size += 0 if isinstance(each, SourceError) else len(each.data)
        if len(group) == TOGETHER or size >= _LARGE:
            yield group
            group, size = [], 0
    if group:
        yield group
