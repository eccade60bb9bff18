"""Which year a yearly report is about: its heading says so, and its days do not.

"On March 3" in the "2020 Human Rights Report" that came out in April 2021 is a day of 2020.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from detente.reading.times_setting import Days

_LINES: Final = 6
"""So many lines at the head of a text can be its heading."""
_WORDS: Final = 12
"""A heading has no more words."""
_NAME: Final = r"(?:reports?|review|survey|yearbook)"
_YEAR: Final = r"(?<![\w/.-])(?P<year>(?:19|20)[0-9]{2})(?![\w/]|[-–—][0-9])"
_TITLES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?: [\w’'-]+){{0,4}} {_NAME}\b",  # 2020 Human Rights Report
        rf"\b{_NAME}(?: [\w’'-]+){{0,5}}?(?:,| for| in)?(?: the year)? {_YEAR}$",
        rf"\bannual {_NAME}(?:,| for| of| on)?(?: the year)? {_YEAR}",
        rf"^events (?:of|in) {_YEAR}$",
    )
)
_SMALL: Final = {"a", "and", "for", "in", "of", "on", "the", "to", "year"}
_DATED: Final = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: [0-9]{1,2},?)?,? [0-9]{4}"
    r"|fiscal|\bFY\b|quarter",
    re.IGNORECASE,
)
"""A year that is part of a date, or no year of the calendar."""


def close_of(text: str, published: Days | None) -> Days | None:
    """The last day of the year that a yearly report is about, as bounds of a date; None where the
    heading of the text names none.

    Args:
        text: The whole text.
        published: The bounds of its publication date. A report about any year but the one before
            that is told as of its publication.
    """
    for line in filter(None, map(str.strip, text[:1000].splitlines()[:_LINES])):
        year = _year(line)
        if year is not None and (published is None or year == published[0].year - 1):
            last = dt.date(year, 12, 31)
            return last, last
    return None


def _year(line: str) -> int | None:
    """The year in a line, if that is the name of a report and no sentence about one."""
    words = line.split()
    if len(words) > _WORDS or line[-1] in ".!?" or _DATED.search(line):
        return None
    if any(word[0].islower() and word not in _SMALL for word in words):
        return None
    found = next(filter(None, (title.search(line) for title in _TITLES)), None)
    return int(found["year"]) if found else None
