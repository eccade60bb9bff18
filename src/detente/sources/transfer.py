"""Bodies as they come over a line: put together and unpacked, within bounds. Pure."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENCODINGS: Final = "gzip, deflate"
"""What servers are told they may send."""

_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS + 32
_RAW: Final = -zlib.MAX_WBITS
_GZIP: Final = b"\x1f"
"""How a member of gzip begins; deflate never does."""

_PIECE: Final = 1 << 18
"""So much is unpacked at once: a bomb goes off in pieces, and the first too many ends it."""


class TooLargeError(ValueError):
    """There is more of it than is wanted."""


class BrokenError(ValueError):
    """It is not in the form it is said to be in, or breaks off."""


def whole(chunks: Iterable[bytes], encoding: str, *, most: int) -> bytes:
    """The bytes that `chunks` make, unpacked.

    Args:
        chunks: The body as it comes; no more of it is asked for once it is too large.
        encoding: The header `Content-Encoding`, or "" without one.
        most: Bytes allowed, packed and unpacked.

    Raises:
        TooLargeError: There are more.
        BrokenError: An encoding that was not asked for, or a body that is not in it or cut off.
    """
    within = _limited(chunks, most)
    match encoding.strip().lower():
        case "" | "identity":
            unpacked = within
        case "gzip" | "x-gzip" | "deflate":
            unpacked = _unpacked(within)
        case other:
            raise BrokenError(f"encoded as {other[:40]}")
    return b"".join(_limited(unpacked, most))


def unzipped(data: bytes, *, most: int) -> bytes:
    """The contents of a gzip file; other bytes as they are.

    Raises:
        TooLargeError, BrokenError: As for `whole`.
    """
    packed = data.startswith(b"\x1f\x8b")
    return whole([data], "gzip" if packed else "", most=most)


def _limited(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise TooLargeError(f"more than {most / 1e6:g} MB")
        yield chunk


def _unpacked(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what gzip (of one or several members) or deflate (with or without its head) holds."""
    unpacker, ended = None, False
    for chunk in chunks:
        data = chunk
        while data:
            if ended and unpacker is None:
                # Zeros, and whatever else is no further member, only fill the last block.
                data = data.lstrip(b"\0")
                if data and not data.startswith(_GZIP):
                    return
            if data:
                unpacker = unpacker or _unpacker(data)
                yield from _pieces(unpacker, data)
                data = unpacker.unused_data
                if unpacker.eof:
                    unpacker, ended = None, True
    if unpacker is not None:
        raise BrokenError("cut off")


def _unpacker(data: bytes) -> zlib._Decompress:
    """What unpacks a body that begins with `data`; some servers leave the head of deflate out."""
    headed = data.startswith(_GZIP) or data[0] & 0x0F == zlib.DEFLATED
    return zlib.decompressobj(_GZIP_OR_ZLIB if headed else _RAW)


def _pieces(unpacker: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """Yield all that `data` unpacks to, or what of it belongs to this member."""
    try:
        piece = unpacker.decompress(data, _PIECE)
        yield piece
        while len(piece) == _PIECE and not unpacker.eof:
            piece = unpacker.decompress(unpacker.unconsumed_tail, _PIECE)
            yield piece
    except zlib.error as error:
        raise BrokenError("not packed as it says") from error
