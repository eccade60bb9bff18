"""How a terminal shows values: marks and their colours, facts in a row, references to lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from detente.wording import SIGNS, UNKNOWN, certainty, count, date, flat, plural

if TYPE_CHECKING:
    from detente.records import Document

__all__ = [
    "CHANGES",
    "DOT",
    "HELD",
    "LEGEND",
    "MARKS",
    "UNKNOWN",
    "Lines",
    "Mark",
    "certainty",
    "count",
    "date",
    "facts",
    "flat",
    "plural",
]

HELD: Final = "\ue000"
"""Stands for a space at which no line breaks, until `Measured` prints it: rich breaks at all."""

DOT: Final = f"{HELD}· "
"""Stands between two facts, and stays with the first when a line breaks."""

_UNBROKEN: Final = 32
"""Columns up to which a fact is kept on one line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that stands before an event, and its colour: the sign alone says which class."""

    sign: str
    style: str


MARKS: Final = {
    1: Mark(SIGNS[1], "cyan"),
    2: Mark(SIGNS[2], "green"),
    3: Mark(SIGNS[3], "yellow"),
    4: Mark(SIGNS[4], "red"),
}
"""By quad class."""

LEGEND: Final = "○ cooperation in words, ● in deeds   ◇ conflict in words, ◆ in deeds"
"""What the marks mean."""

CHANGES: Final = {
    "started": "▸", "expanded": "▲", "reduced": "▼", "suspended": "‖", "resumed": "▸",
    "resumed-in-part": "▹", "ended": "■", "strained": "≈", "improved": "▲",
}  # fmt: skip
"""By the change of a relation: a sign beside its word."""


def facts(*said: str) -> str:
    """Facts in a row, a dot between, broken between them rather than within; empty ones left out.

    >>> facts("2 killed", "", "rocket").replace(HELD, " ")
    '2 killed · rocket'
    """
    whole = (each.replace(" ", HELD) if len(each) <= _UNBROKEN else each for each in said if each)
    return DOT.join(whole)


class Lines:
    """Where an offset stands: line of the text, and page where the document has pages.

    Args:
        document: The text and its sections.
    """

    def __init__(self, document: Document) -> None:
        lengths = (len(line) for line in document.text.split("\n"))
        self._ends = list(accumulate(length + 1 for length in lengths))
        paged = [section for section in document.sections if section.page is not None]
        self._starts = [section.start for section in paged]
        self._pages = [section.page for section in paged]

    def reference(self, offset: int | None) -> str:
        """The reference to an offset, as `l. 12` or `p. 3, l. 12`; empty for no offset."""
        if offset is None:
            return ""
        line = f"l. {bisect_right(self._ends, offset) + 1}"
        section = bisect_right(self._starts, offset) - 1
        return f"p. {self._pages[section]}, {line}" if section >= 0 else line
