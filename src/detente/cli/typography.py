"""How single values are written for a person: dates, numbers, names, marks and their colours."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from detente.records import Bounds, Certainty, Document

UNKNOWN: Final = "not stated"
"""What stands where the text says nothing."""

HELD: Final = "\ue000"
"""Stands for a space at which no line breaks, until `Measured` prints it: rich breaks at all."""

DOT: Final = f"{HELD}· "
"""Stands between two facts, and stays with the first when a line breaks."""

_UNBROKEN: Final = 32
"""Columns up to which a fact is kept on one line."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DIRECTION: Final = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)")
_SEASONS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_QUARTERS: Final = {33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4"}
_OPEN: Final = {"", ".."}


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that stands before an event, and its colour: the sign alone says which class."""

    sign: str
    style: str


MARKS: Final = {
    1: Mark("○", "cyan"),
    2: Mark("●", "green"),
    3: Mark("◇", "yellow"),
    4: Mark("◆", "red"),
}
"""By quad class: round for cooperation, angular for conflict; hollow for words, full for deeds."""

LEGEND: Final = "○ cooperation in words, ● in deeds   ◇ conflict in words, ◆ in deeds"
"""What the marks mean."""

CHANGES: Final = {
    "started": "▸", "expanded": "▲", "reduced": "▼", "suspended": "‖", "resumed": "▸",
    "resumed-in-part": "▹", "ended": "■", "strained": "≈", "improved": "▲",
}  # fmt: skip
"""By the change of a relation: a sign beside its word."""


def flat(words: str) -> str:
    r"""Words of a document, safe to print: on one line, no sign that commands a terminal.

    >>> flat("one\n two\x1b[2J")
    'one two�[2J'
    """
    return _CONTROL.sub("\ufffd", _DIRECTION.sub("", " ".join(words.split())))


def facts(*said: str) -> str:
    """Facts in a row, a dot between, broken between them rather than within; empty ones left out.

    >>> facts("2 killed", "", "rocket").replace(HELD, " ")
    '2 killed · rocket'
    """
    whole = (each.replace(" ", HELD) if len(each) <= _UNBROKEN else each for each in said if each)
    return DOT.join(whole)


def date(edtf: str | None) -> str:
    """A date as one reads it; what has no simple form stays EDTF.

    >>> date("2020-03-11"), date("2020-03-11/2020-03-14"), date("2016~"), date(None)
    ('11 Mar 2020', '11–14 Mar 2020', 'c. 2016', 'not stated')
    """
    if not edtf:
        return UNKNOWN
    first, slash, last = edtf.partition("/")
    if not slash:
        return _simple(first) or edtf
    if first in _OPEN or last in _OPEN:
        known = _simple(last if first in _OPEN else first)
        return f"{'until' if first in _OPEN else 'from'} {known}" if known else edtf
    return _interval(first, last) or edtf


def _simple(edtf: str) -> str | None:
    match = _DAY.fullmatch(edtf)
    if match is None:
        return None
    year, month, day, doubt = match.groups()
    words = [day.lstrip("0")] if day else []
    words += [_month(int(month))] if month else []
    text = " ".join([*words, year])
    about = "c. " if doubt in {"~", "%"} else ""
    return f"{about}{text}{'?' if doubt in {'?', '%'} else ''}"


def _month(number: int) -> str:
    return _SEASONS.get(number) or _QUARTERS.get(number) or calendar.month_abbr[number]


def _interval(first: str, last: str) -> str | None:
    """Two dates, what they have in common said once."""
    before, after = _simple(first), _simple(last)
    if before is None or after is None:
        return None
    start, end = before.split(), after.split()
    if start[-1] != end[-1]:
        return f"{before} – {after}"
    if len(start) == len(end) == len(("day", "month", "year")) and start[1:] == end[1:]:
        return f"{start[0]}–{after}"
    return f"{' '.join(start[:-1])} – {after}" if start[:-1] else after


def count(bounds: Bounds | None, what: str) -> str:
    """A number of people between bounds, or nothing.

    >>> from detente.records import Bounds
    >>> count(Bounds(low=100, high=None), "injured")
    '100 or more injured'
    """
    if bounds is None:
        return ""
    low, high = bounds.low, bounds.high
    if low is None and high is None:
        return f"some {what}"
    if high is None:
        return f"{low:,} or more {what}"
    if low is None:
        return f"up to {high:,} {what}"
    return f"{low:,} {what}" if low == high else f"{low:,}–{high:,} {what}"


def certainty(stated: Certainty) -> str:
    """How sure a source is, with the word that says so; nothing where it says nothing.

    >>> from detente.records import Certainty
    >>> certainty(Certainty(level="likely", low=55, high=80))
    'likely, 55–80 %'
    """
    if stated.level == "unstated":
        return ""
    word = f" (“{flat(stated.cue.quote)}”)" if stated.cue else ""
    if stated.level == "unstated-hedged":
        return f"hedged{word}"
    return f"{stated.level}, {stated.low}–{stated.high} %{word}"


def plural(number: int, noun: str) -> str:
    """A number and its noun.

    >>> plural(1, "event"), plural(0, "event")
    ('1 event', '0 events')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


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
