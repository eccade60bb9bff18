"""WARC and WET: pages as crawlers keep them (ISO 28500; Common Crawl's news among them)."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from detente.errors import SourceError
from detente.sources import kinds, transfer
from detente.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastwarc.warc import HeaderMap, WarcRecord

_MOST_BYTES: Final = 50_000_000
"""Of one record, as kept and unpacked."""
_KINDS: Final = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_GOOD: Final = (None, 200, 203)
_GZIP: Final = b"\x1f\x8b"


def documents(path: Path) -> Iterator[Source | SourceError]:
    """Yield the pages, texts, PDFs and Word documents of an archive.

    Answers other than 200, pictures, scripts and data are passed over. Chunks and packing are
    undone where a crawler has left them.

    Raises:
        OSError, EOFError: The archive is cut off or damaged.
    """
    opened: Any = gzip.open if _is_packed(path) else open
    with opened(path, "rb") as file:
        stream = _Stream(file)
        for record in ArchiveIterator(
            cast("BinaryIO", stream), record_types=_KINDS, auto_decode="none"
        ):
            found = _document(record, path)
            if found is not None:
                yield found
        stream.check()


class _Stream:
    """A file as far as it can be read, and whether that was to its end.

    It is unpacked here, since fastwarc takes the end of a packed file that is cut off for the end
    of the archive, and drops what it has read ahead where a stream fails.
    """

    def __init__(self, file: Any) -> None:  # noqa: ANN401 — of gzip or of the system
        self._file = file
        self._error: Exception | None = None
        self._last = b"\n"
        self._read = 0

    def read(self, size: int) -> bytes:
        if self._error:
            return b""
        try:
            data: bytes = self._file.read1(size)
        except (EOFError, OSError, zlib.error) as error:
            self._error = error
            return b""
        self._last = data[-1:] or self._last
        self._read += len(data)
        return data

    def tell(self) -> int:
        return self._read

    def check(self) -> None:
        """Raise what ended the file early; a whole archive ends with the end of a line."""
        if self._error:
            raise self._error
        if self._last != b"\n":
            raise EOFError


def _is_packed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_GZIP)) == _GZIP


def _document(record: WarcRecord, path: Path) -> Source | SourceError | None:
    """What a record holds; `None` if it is nothing to read."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    if not url or "Content-Length" not in record.headers:
        raise EOFError
    name = f"{path}#{url}"
    http: HeaderMap | None = record.http_headers
    if http is not None and http.status_code not in _GOOD:
        return None
    if record.content_length > _MOST_BYTES:
        return SourceError("D108", name, detail=f"{record.content_length / 1e6:.0f} MB")
    body = record.reader.read(_MOST_BYTES)
    if len(body) < record.content_length:
        raise EOFError
    try:
        data = _plain(body, {key.lower(): value for key, value in (http or {}).items()})
    except transfer.TooLargeError as error:
        return SourceError("D108", name, detail=str(error))
    kind = record.http_content_type if http else record.headers.get("Content-Type")
    source = Source(name, data, media_type=_bare(kind), charset=record.http_charset, url=url)
    return source if data and kinds.kind(source) else None


def _bare(kind: str | None) -> str | None:
    """A media type without its parameters; an HTTP message has none of its own."""
    bare = (kind or "").partition(";")[0].strip().lower()
    return None if bare in {"", "application/http"} else bare


def _plain(body: bytes, headers: dict[str, str]) -> bytes:
    """A body without chunks and packing.

    Many crawlers undo them and keep the headers that speak of them: what is not so is left as it
    is.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        with suppress(ValueError):
            body = _without_chunks(body)
    encoding = headers.get("content-encoding", "")
    if encoding:
        with suppress(transfer.BrokenError):
            body = transfer.whole([body], encoding, most=_MOST_BYTES)
    return body


def _without_chunks(body: bytes) -> bytes:
    """The data of chunks (RFC 9112, section 7.1).

    Raises:
        ValueError: They are none.
    """
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.index(b"\r\n", at)
        size = int(body[at:end].partition(b";")[0], 16)
        if size == 0:
            return b"".join(parts)
        start = end + 2
        if size < 0 or body[start + size : start + size + 2] != b"\r\n":
            msg = "no chunk"
            raise ValueError(msg)
        parts.append(body[start : start + size])
        at = start + size + 2
