"""A page of a PDF as a picture, with the boxes that words stand in.

A page is drawn by a process of its own with bounds on its time, memory and the size of the picture:
a file made to be slow or to break what draws it costs its reader one picture and no more.
"""

from __future__ import annotations

import ctypes
import json
import os
import struct
import subprocess
import sys
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import pypdfium2
from pypdfium2 import raw

from detente.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Box", "Facsimile", "facsimile"]

WIDTH: Final = 1000
"""Pixels across, unless the page is so long that this would make too many."""
_MOST_PIXELS: Final = 4_000_000
_SECONDS: Final = 10
"""What drawing a page may take, by the clock and of the processor."""
_MEMORY: Final = 1 << 30
_MOST_BOXES: Final = 2_000
_CHANNELS: Final = 3

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels of the picture."""


@dataclass(frozen=True, slots=True)
class Facsimile:
    """A page as a picture.

    Attributes:
        png: The picture.
        width: Its pixels across.
        height: Its pixels down.
        boxes: For each stretch that was asked for, the boxes of its lines.
    """

    png: bytes
    width: int
    height: int
    boxes: tuple[tuple[Box, ...], ...]


def facsimile(data: bytes, page: int, stretches: Sequence[tuple[int, int]] = ()) -> Facsimile:
    """Draw a page.

    Args:
        data: The PDF.
        page: Its number, from 1.
        stretches: Characters of the page as PDFium counts them (`Alignment.origins`), half-open.

    Raises:
        SourceError: D106, the page cannot be drawn; D108, it takes too long or too much memory.
    """
    asked = json.dumps({"page": page, "stretches": list(stretches)}).encode()
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, nothing of it from outside
            command,
            input=asked + b"\n" + data,
            capture_output=True,
            timeout=2 * _SECONDS,
            check=False,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each)},
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError("D108", f"page {page}", detail="drawing it takes too long") from error
    if done.returncode:
        code = "D106" if done.returncode == 1 else "D108"
        raise SourceError(code, f"page {page}", detail="it cannot be drawn")
    head, _, png = done.stdout.partition(b"\n")
    found = json.loads(head)
    boxes = tuple(tuple((a, b, c, d) for a, b, c, d in each) for each in found["boxes"])
    return Facsimile(png, found["width"], found["height"], boxes)


def _main() -> None:
    """Draw the page that standard input asks for: a line of JSON, then the PDF."""
    _bound()
    head, _, data = sys.stdin.buffer.read().partition(b"\n")
    asked = json.loads(head)
    try:
        file = pypdfium2.PdfDocument(data)
        _draw(file[asked["page"] - 1], asked["stretches"], sys.stdout.buffer)
    except (pypdfium2.PdfiumError, IndexError):
        sys.exit(1)


def _bound() -> None:
    """Let the system end this process where it takes too much."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _draw(page: Any, stretches: Sequence[tuple[int, int]], out: BinaryIO) -> None:  # noqa: ANN401 — pypdfium2 has no types
    across, down = page.get_size()
    if not (across > 0 and down > 0):
        sys.exit(1)
    scale = min(WIDTH / across, (_MOST_PIXELS / (across * down)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    width, height = bitmap.width, bitmap.height
    boxes = list(_boxes(page, stretches, (width, height)))
    head = {"width": width, "height": height, "boxes": boxes}
    out.write(json.dumps(head).encode() + b"\n" + _png(bitmap))


def _boxes(
    page: Any,  # noqa: ANN401 — pypdfium2 has no types
    stretches: Sequence[tuple[int, int]],
    size: tuple[int, int],
) -> Iterator[list[Box]]:
    """The boxes of each stretch, as many as are allowed in all."""
    text = page.get_textpage()
    left = _MOST_BOXES
    for start, end in stretches:
        count = min(text.count_rects(start, end - start), left)
        left -= count
        yield [_placed(page, text.get_rect(number), size) for number in range(count)]


def _placed(page: Any, rectangle: tuple[float, float, float, float], size: tuple[int, int]) -> Box:  # noqa: ANN401 — pypdfium2 has no types
    """A rectangle of the page's own measures where the picture shows it."""
    first, last = (rectangle[0], rectangle[3]), (rectangle[2], rectangle[1])
    (a, b), (c, d) = (_device(page, *corner, size) for corner in (first, last))
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _device(page: Any, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:  # noqa: ANN401 — pypdfium2 has no types
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _png(bitmap: Any) -> bytes:  # noqa: ANN401 — pypdfium2 has no types
    """A picture of three or four channels as PNG, the fourth left out."""
    pixels = bytes(bitmap.buffer)
    rows = bytearray()
    for row in range(bitmap.height):
        line = pixels[row * bitmap.stride : row * bitmap.stride + bitmap.width * bitmap.n_channels]
        rows.append(0)
        rows += line if bitmap.n_channels == _CHANNELS else _without_alpha(line)
    head = struct.pack(">2I5B", bitmap.width, bitmap.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _without_alpha(line: bytes) -> bytes:
    kept = bytearray(len(line) // 4 * _CHANNELS)
    for channel in range(_CHANNELS):
        kept[channel::_CHANNELS] = line[channel::4]
    return bytes(kept)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


if __name__ == "__main__":
    _main()
