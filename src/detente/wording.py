"""How single values are written for a person, wherever they are shown: dates, numbers, names."""

from __future__ import annotations

import calendar
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Bounds, Certainty

SIGNS: Final = {1: "○", 2: "●", 3: "◇", 4: "◆"}
"""By quad class: round for cooperation, angular for conflict; hollow for words, full for deeds."""

UNKNOWN: Final = "not stated"
"""What stands where the text says nothing."""

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION: Final = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([?~%]?)")
_RANGE: Final = re.compile(r" ?– ?")
_SEASONS: Final = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_QUARTERS: Final = {33: "Q1", 34: "Q2", 35: "Q3", 36: "Q4"}
_OPEN: Final = {"", ".."}


def flat(words: str) -> str:
    r"""Words of a document, safe to print: on one line, no sign that commands a terminal or that
    XML forbids.

    >>> flat("one\n two\x1b[2J")
    'one two�[2J'
    """
    return _CONTROL.sub("\ufffd", _DIRECTION.sub("", " ".join(words.split())))


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


def when(edtf: str) -> str:
    """A date with the word that goes before it in a sentence.

    >>> when("2020-03-11"), when("2020-03"), when("2020-03-11/2020-03-14"), when("../2020-03")
    ('on 11 Mar 2020', 'in Mar 2020', 'between 11 and 14 Mar 2020', 'until Mar 2020')
    """
    shown = date(edtf)
    if shown.startswith(("until ", "from ")):
        return shown
    if "/" in edtf and "–" in shown:
        return f"between {_RANGE.sub(' and ', shown, count=1)}"
    day = _DAY.fullmatch(edtf)
    return f"{'on' if day and day[3] else 'in'} {shown}"


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


def listed(names: Sequence[str], *, most: int | None = None) -> str:
    """Names as one says them; of more than `most` the first, and how many more there are.

    >>> listed(["A"]), listed(["A", "B", "C"]), listed(["A", "B", "C", "D"], most=2)
    ('A', 'A, B and C', 'A, B and 2 others')
    """
    shown = list(names)
    if most is not None and len(shown) > most + 1:
        shown = [*shown[:most], f"{len(shown) - most} others"]
    *others, last = shown
    return f"{', '.join(others)} and {last}" if others else last


def plural(number: int, noun: str) -> str:
    """A number and its noun.

    >>> plural(1, "event"), plural(0, "event"), plural(2, "inquiry")
    ('1 event', '0 events', '2 inquiries')
    """
    many = re.sub(r"(?<=[^aeiou])y\Z", "ie", noun)
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {many}s"
