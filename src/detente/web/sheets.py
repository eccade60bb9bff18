"""Pages of PDFs as pictures, kept for a while: who reads a document comes back to its pages."""

from __future__ import annotations

from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Final

from detente.sources.facsimile import Facsimile, facsimile
from detente.web.marks import of_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.casebook import Original
    from detente.records import Record
    from detente.sources.alignment import Alignment
    from detente.web.marks import Mark

__all__ = ["Sheet", "Sheets", "printed"]

_KEPT: Final = 32
"""Pictures, those drawn last."""
_AT_ONCE: Final = 2
"""Pictures that are drawn at the same time."""
_PDF: Final = "application/pdf"

_Key = tuple[str, int, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document as it is printed.

    Attributes:
        number: From 1.
        pages: How many there are.
        drawn: The picture.
        marks: What records rest on this page, each with the boxes of its words.
    """

    number: int
    pages: int
    drawn: Facsimile
    marks: tuple[tuple[Mark, tuple[tuple[float, float, float, float], ...]], ...]

    @property
    def records(self) -> frozenset[str]:
        """The ids of the records that rest on this page."""
        return frozenset(mark.record for mark, _ in self.marks)


def printed(originals: Iterable[Original]) -> tuple[Original, Alignment] | None:
    """The PDF among what a document arrived as, and how its pages lead to the text."""
    for each in originals:
        if each.media_type == _PDF and each.alignment is not None:
            return each, each.alignment
    return None


class Sheets:
    """Draws pages, and keeps the pictures drawn last by what they were drawn from."""

    def __init__(self) -> None:
        self._kept: dict[_Key, Facsimile] = {}
        self._lock = Lock()
        self._drawing = BoundedSemaphore(_AT_ONCE)

    def sheet(self, original: Original, alignment: Alignment, record: Record, number: int) -> Sheet:
        """A page with what rests on it.

        Args:
            original: The PDF.
            alignment: How its pages lead to the text.
            record: What was read from it.
            number: Of the page, from 1.

        Raises:
            SourceError: As `facsimile`.
        """
        here = list(_here(record, alignment, number))
        drawn = self._drawn(original, number, tuple(stretch for _, stretch in here))
        marks = tuple((mark, boxes) for (mark, _), boxes in zip(here, drawn.boxes, strict=True))
        return Sheet(number, len(alignment.originals), drawn, marks)

    def picture(self, original: Original, number: int) -> bytes:
        """A page as PNG.

        Raises:
            SourceError: As `facsimile`.
        """
        with self._lock:
            for (of, page, _), found in self._kept.items():
                if (of, page) == (original.id, number):
                    return found.png
        return self._drawn(original, number, ()).png

    def _drawn(
        self, original: Original, number: int, stretches: tuple[tuple[int, int], ...]
    ) -> Facsimile:
        key = (original.id, number, stretches)
        with self._lock:
            found = self._kept.pop(key, None)
        if found is None:
            with self._drawing:
                found = facsimile(original.raw, number, stretches)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _KEPT:
                del self._kept[next(iter(self._kept))]
        return found


def _here(
    record: Record, alignment: Alignment, number: int
) -> Iterator[tuple[Mark, tuple[int, int]]]:
    """What records rest on, as far as it stands on a page, with its characters there."""
    for mark in of_record(record):
        for origin in alignment.origins(mark.start, mark.end):
            if origin.page == number:
                yield mark, (origin.start, origin.end)
