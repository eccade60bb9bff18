"""Pages of PDFs as pictures: where words stand, and what hostile files get."""

from __future__ import annotations

import struct
import zlib

import pytest

from detente.errors import SourceError
from detente.sources import Source, arrive
from detente.sources import facsimile as module
from detente.sources.facsimile import facsimile
from tests.sources.test_pdf import write_pdf

WORDS = "The coalition paused its training of the forces of Iraq on that day."
TWO_PAGES = write_pdf([(72, 700, 11, WORDS)], [(72, 100, 11, "Nothing else was said of it.")])


def _pixels(png: bytes) -> tuple[int, int, bytes]:
    """The width, height and rows of a picture, each row with its filter byte before it."""
    width, height = struct.unpack(">2I", png[16:24])
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return width, height, zlib.decompress(data)


def test_a_page_is_a_picture_of_its_own_shape() -> None:
    found = facsimile(TWO_PAGES, 2)
    width, height, rows = _pixels(found.png)
    assert (width, height) == (found.width, found.height) == (1000, 1295)
    assert len(rows) == height * (1 + 3 * width)
    assert set(rows) != {0, 255}


def test_words_stand_where_they_are_drawn() -> None:
    start = WORDS.index("training")
    found = facsimile(TWO_PAGES, 1, [(start, start + len("training")), (0, len(WORDS))])
    ((left, top, right, bottom),) = found.boxes[0]
    ((first, above, last, below),) = found.boxes[1]
    assert first <= left < right <= last
    assert above <= top < bottom <= below
    # 700 of 792 points up, at 1000 pixels to 612 points
    assert top < (792 - 700) * 1000 / 612 < bottom + 2
    _, _, rows = _pixels(found.png)
    inside = [
        rows[y * 3001 + 1 + 3 * x]
        for y in range(int(top), int(bottom) + 1)
        for x in range(int(left), int(right))
    ]
    assert min(inside) < 128


def test_boxes_are_those_of_what_was_read() -> None:
    arrival = arrive(Source("two.pdf", TWO_PAGES))
    text, alignment = arrival.document.text, arrival.alignment
    start = text.index("Nothing else")
    (origin,) = alignment.origins(start, start + len("Nothing else"))
    found = facsimile(TWO_PAGES, origin.page, [(origin.start, origin.end)])
    ((left, top, right, _),) = found.boxes[0]
    assert origin.page == 2
    assert 72 * 1000 / 612 - 3 < left < right
    assert top > found.height * 0.8


@pytest.mark.parametrize(
    ("data", "page"),
    [(TWO_PAGES, 3), (TWO_PAGES[:200], 1), (b"", 1), (b"%PDF-1.4\n%%EOF", 1)],
)
def test_what_cannot_be_drawn_is_refused(data: bytes, page: int) -> None:
    with pytest.raises(SourceError, match="D106"):
        facsimile(data, page)


def test_a_page_of_any_size_makes_a_picture_of_a_bounded_one() -> None:
    for box in ("0 0 14400 14400", "0 0 10 14400", "0 0 14400 1"):
        found = facsimile(TWO_PAGES.replace(b"0 0 612 792", box.encode()), 1)
        assert 0 < found.width * found.height <= 4_200_000


def test_more_boxes_than_anybody_looks_at_are_left_out() -> None:
    found = facsimile(TWO_PAGES, 1, [(0, 60)] * 3_000)
    assert len(found.boxes) == 3_000
    assert sum(map(len, found.boxes)) == 2_000


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 0.01)
    with pytest.raises(SourceError, match="D108"):
        facsimile(TWO_PAGES, 1)
